namespace LerBridge.Connectors.Shared;

/// <summary>
/// Bounds the retries of a connector as a whole: a source that fails every other request is down, however well each single request would recover.
/// Throttling is not charged: waiting as asked is good manners, not failure.
/// </summary>
internal sealed class RetryBudget
{
    private readonly Lock door = new();
    private readonly double most;
    private readonly double perSuccess;
    private double left;

    public RetryBudget(double most, double perSuccess)
    {
        this.most = most;
        this.perSuccess = perSuccess;
        this.left = most;
    }

    /// <summary>Takes one retry; false where none is left.</summary>
    public bool TryTake()
    {
        lock (this.door)
        {
            if (this.left < 1)
            {
                return false;
            }

            this.left--;
            return true;
        }
    }

    /// <summary>A request succeeded: a part of a retry is earned back.</summary>
    public void Earn()
    {
        lock (this.door)
        {
            this.left = Math.Min(this.most, this.left + this.perSuccess);
        }
    }
}
