using System.Buffers;

namespace LerBridge.Connectors.Shared;

/// <summary>A body in a rented buffer, no larger than allowed, also after it was unpacked.</summary>
internal sealed class BoundedBody : IDisposable
{
    private byte[] buffer;
    private int length;

    private BoundedBody(byte[] buffer) => this.buffer = buffer;

    public ReadOnlyMemory<byte> Memory => this.buffer.AsMemory(0, this.length);

    /// <summary>Reads a body to its end.</summary>
    /// <exception cref="RequestFailedException">It is larger than allowed.</exception>
    public static async Task<BoundedBody> ReadAsync(HttpContent content, int largest, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > largest)
        {
            throw new RequestFailedException(FailureReason.TooLarge);
        }

        var body = new BoundedBody(ArrayPool<byte>.Shared.Rent((int)Math.Max(content.Headers.ContentLength + 1 ?? 0, 16 * 1024)));
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            int read;
            while ((read = await stream.ReadAsync(body.buffer.AsMemory(body.length), cancellationToken)) > 0)
            {
                body.length += read;
                if (body.length > largest)
                {
                    throw new RequestFailedException(FailureReason.TooLarge);
                }

                if (body.length == body.buffer.Length)
                {
                    body.Grow();
                }
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (this.buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(this.buffer);
            this.buffer = [];
            this.length = 0;
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(this.buffer.Length * 2);
        this.buffer.AsSpan(0, this.length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(this.buffer);
        this.buffer = larger;
    }
}
