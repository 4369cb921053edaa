namespace LerBridge.Connectors.Shared;

/// <summary>A body that is still coming: fails where nothing comes for too long, or where it grows beyond all bounds.</summary>
internal sealed class WatchedStream(Stream inner, TimeSpan idle, long largest, TimeProvider time) : Stream
{
    private long length;
    private long marked;

    /// <summary>How much may come between two marks; null for no such bound.</summary>
    public long? LargestStretch { get; set; }

    /// <summary>True once everything has come.</summary>
    public bool HasEnded { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => this.length;
        set => throw new NotSupportedException();
    }

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

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        this.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
