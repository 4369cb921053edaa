namespace LerBridge.Connectors.Shared;

/// <summary>An answer whose body is still coming. Holds its turn at the gate until it is disposed.</summary>
internal sealed class StreamedReply(HttpResponseMessage response, RateGate.Turn turn) : IDisposable
{
    private bool disposed;

    public string? MediaType => response.Content.Headers.ContentType?.MediaType;

    /// <summary>The server's clock when it answered; null where it does not say.</summary>
    public DateTimeOffset? Date => response.Headers.Date;

    public Task<Stream> BodyAsync(CancellationToken cancellationToken) => response.Content.ReadAsStreamAsync(cancellationToken);

    public void Dispose()
    {
        if (!this.disposed)
        {
            this.disposed = true;
            response.Dispose();
            turn.Dispose();
        }
    }
}
