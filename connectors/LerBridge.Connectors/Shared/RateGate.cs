namespace LerBridge.Connectors.Shared;

/// <summary>
/// Keeps at most so many requests in flight, fewer while the source says that little is left, and none while it asks to wait. Waiting requests go in the order in which they came.
/// </summary>
internal sealed class RateGate
{
    // Canvas reserves 50 per request out of 600: with less than two such reserves, one at a time (facts: throttling).
    private const double Scarce = 120;
    private const double Low = 250;
    private const int SuccessesToGrow = 10;

    private readonly Lock door = new();
    private readonly Queue<TaskCompletionSource> waiting = new();
    private readonly int most;
    private readonly TimeProvider time;
    private int limit;
    private int inside;
    private int successes;
    private DateTimeOffset openAt = DateTimeOffset.MinValue;

    public RateGate(int most, TimeProvider time)
    {
        this.most = most;
        this.time = time;
        this.limit = most;
    }

    /// <summary>How many requests may be in flight at the moment.</summary>
    public int Limit
    {
        get
        {
            lock (this.door)
            {
                return this.limit;
            }
        }
    }

    /// <summary>Waits for a turn.</summary>
    public async ValueTask<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        var mine = this.Queue();
        try
        {
            if (mine is not null)
            {
                await mine.Task.WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            if (mine?.TrySetCanceled(CancellationToken.None) == false)
            {
                this.Leave();
            }

            throw;
        }

        try
        {
            while (this.ClosedFor() is { } wait)
            {
                await Task.Delay(wait, this.time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            this.Leave();
            throw;
        }

        return new Turn(this);
    }

    /// <summary>Heeds what the source says is left of its quota; null where it says nothing.</summary>
    public void Succeeded(double? remaining)
    {
        lock (this.door)
        {
            if (remaining is { } left)
            {
                this.limit = left < Scarce ? 1 : left < Low ? Math.Max(1, this.most / 2) : this.most;
            }
            else if (this.limit < this.most && ++this.successes % SuccessesToGrow == 0)
            {
                this.limit++;
            }

            this.Admit();
        }
    }

    /// <summary>The source asked to slow down: one at a time from now on, and none before the wait is over.</summary>
    public void Throttled(TimeSpan? wait)
    {
        lock (this.door)
        {
            this.limit = 1;
            this.successes = 0;
            if (wait is { } asked && this.time.GetUtcNow() + asked is var until && until > this.openAt)
            {
                this.openAt = until;
            }
        }
    }

    private TaskCompletionSource? Queue()
    {
        lock (this.door)
        {
            if (this.inside < this.limit && this.waiting.Count == 0)
            {
                this.inside++;
                return null;
            }

            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            this.waiting.Enqueue(mine);
            return mine;
        }
    }

    private TimeSpan? ClosedFor()
    {
        lock (this.door)
        {
            var left = this.openAt - this.time.GetUtcNow();
            return left > TimeSpan.Zero ? left : null;
        }
    }

    private void Leave()
    {
        lock (this.door)
        {
            this.inside--;
            this.Admit();
        }
    }

    private void Admit()
    {
        while (this.inside < this.limit && this.waiting.TryDequeue(out var next))
        {
            if (next.TrySetResult())
            {
                this.inside++;
            }
        }
    }

    /// <summary>One request's turn; disposing lets the next one in.</summary>
    internal readonly struct Turn(RateGate gate) : IDisposable
    {
        public void Dispose() => gate.Leave();
    }
}
