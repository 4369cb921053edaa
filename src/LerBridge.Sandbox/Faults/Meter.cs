namespace LerBridge.Sandbox.Faults;

/// <summary>Counts the requests of one site and remembers the latest of them.</summary>
internal sealed class Meter
{
    private const int Remembered = 20_000;

    private readonly Lock _gate = new();
    private readonly Queue<SandboxRequest> _requests = new();
    private long _total;
    private long _throttled;
    private long _faulted;
    private int _inFlight;
    private int _most;

    public SandboxCounters Counters
    {
        get
        {
            lock (_gate)
            {
                return new SandboxCounters(_total, _inFlight, _most, _throttled, _faulted);
            }
        }
    }

    public IReadOnlyList<SandboxRequest> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    public void Enter()
    {
        lock (_gate)
        {
            _total++;
            _most = Math.Max(_most, ++_inFlight);
        }
    }

    public void Throttled()
    {
        lock (_gate)
        {
            _throttled++;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            _inFlight--;
        }
    }

    public void Remember(SandboxRequest request)
    {
        lock (_gate)
        {
            _faulted += request.Fault is null ? 0 : 1;
            _requests.Enqueue(request);
            if (_requests.Count > Remembered)
            {
                _requests.Dequeue();
            }
        }
    }
}
