using System.Buffers;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Canvas.Changes;

/// <summary>Lines of a body, one at a time in a buffer that grows with the longest line only.</summary>
internal sealed class JsonLines(Stream body) : IDisposable
{
    // A course's row holds its syllabus; nothing in a table is larger.
    private const int LongestLine = 64 * 1024 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int start;
    private int end;
    private bool isOver;

    /// <summary>The next line that is not blank, good until the one after it is asked for; null at the end.</summary>
    /// <exception cref="RequestFailedException">A line is longer than any that is expected.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var at = this.buffer.AsSpan(this.start + searched, this.end - this.start - searched).IndexOf((byte)'\n');
            if (at >= 0 || (this.isOver && this.end > this.start))
            {
                var length = at >= 0 ? searched + at : this.end - this.start;
                var line = this.buffer.AsMemory(this.start, length);
                this.start += at >= 0 ? length + 1 : length;
                searched = 0;
                if (!line.Span.Trim(" \t\r"u8).IsEmpty)
                {
                    return line;
                }

                continue;
            }

            if (this.isOver)
            {
                return null;
            }

            searched = this.end - this.start;
            await this.FillAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(this.buffer);
        this.buffer = [];
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (this.start > 0)
        {
            this.buffer.AsSpan(this.start, this.end - this.start).CopyTo(this.buffer);
            (this.start, this.end) = (0, this.end - this.start);
        }

        if (this.end == this.buffer.Length)
        {
            if (this.end >= LongestLine)
            {
                throw new RequestFailedException(FailureReason.TooLarge) { Detail = "a row has no end" };
            }

            var larger = ArrayPool<byte>.Shared.Rent(this.buffer.Length * 2);
            this.buffer.AsSpan(0, this.end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(this.buffer);
            this.buffer = larger;
        }

        var read = await body.ReadAsync(this.buffer.AsMemory(this.end), cancellationToken);
        this.end += read;
        this.isOver = read == 0;
    }
}
