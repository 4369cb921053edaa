namespace LerBridge.Tests.Connectors;

/// <summary>A clock whose waits pass many times faster; it remembers what was waited for, so that a test asserts on the wait and not on the time it took.</summary>
internal sealed class FastTime(int factor = 50) : TimeProvider
{
    private readonly List<TimeSpan> waits = [];

    /// <summary>Every wait and timeout that was asked for.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (this.waits)
            {
                return [.. this.waits];
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => Start + ((System.GetUtcNow() - Start) * factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (this.waits)
        {
            this.waits.Add(dueTime);
        }

        return System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / factor : dueTime, period > TimeSpan.Zero ? period / factor : period);
    }

    private static readonly DateTimeOffset Start = System.GetUtcNow();
}
