namespace LerBridge.Connectors.Shared;

/// <summary>A body that is still coming: fails where nothing comes for too long, or where it grows beyond all bounds.</summary>
internal sealed class WatchedStream(Stream inner, TimeSpan idle, long largest, TimeProvider time) : ForwardStream
{
    private long length;
    private long marked;

    /// <summary>How much may come between two marks; null for no such bound.</summary>
    public long? LargestStretch { get; set; }

    /// <summary>True once everything has come.</summary>
    public bool HasEnded { get; private set; }

    protected override long Taken => this.length;

    /// <summary>Begins a new stretch.</summary>
    public void Mark() => this.marked = this.length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var patience = new CancellationTokenSource(idle, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var read = await inner.ReadAsync(buffer, both.Token);
            this.length += read;
            this.HasEnded |= read == 0 && buffer.Length > 0;
            return this.length <= largest && !(this.length - this.marked > this.LargestStretch) ? read : throw new RequestFailedException(FailureReason.TooLarge);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new RequestFailedException(FailureReason.TimedOut) { Detail = "nothing more came for a long time" };
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
