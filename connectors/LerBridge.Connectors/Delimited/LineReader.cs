using System.Text;

namespace LerBridge.Connectors.Delimited;

/// <summary>Lines of text, one at a time and never longer than a bound. Page breaks at the beginning of a line are left out.</summary>
internal sealed class LineReader(Stream body, Encoding? encoding) : IDisposable
{
    private const int LongestLine = 1024 * 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly StreamReader text = new(body, encoding ?? Strict, detectEncodingFromByteOrderMarks: encoding is null, bufferSize: 64 * 1024, leaveOpen: true);
    private char[] buffer = new char[64 * 1024];
    private int start;
    private int end;
    private bool isLast;
    private (int From, int To) line;

    /// <summary>The number of the line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The line, without its end.</summary>
    public ReadOnlySpan<char> Line => this.buffer.AsSpan()[this.line.From..this.line.To].TrimEnd('\r').TrimStart('\f');

    /// <summary>Goes to the next line; false at the end.</summary>
    /// <exception cref="DecoderFallbackException">The text is not in the encoding.</exception>
    /// <exception cref="InvalidDataException">The line has no end within the bound.</exception>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        for (var looked = 0; ;)
        {
            var found = Array.IndexOf(this.buffer, '\n', this.start + looked, this.end - this.start - looked);
            if (found >= 0 || (this.isLast && this.end > this.start))
            {
                var to = found >= 0 ? found : this.end;
                this.line = (this.start, to);
                this.start = Math.Min(to + 1, this.end);
                this.Number++;
                return true;
            }

            if (this.isLast)
            {
                return false;
            }

            looked = this.end - this.start;
            this.MakeRoom();
            var count = await this.text.ReadAsync(this.buffer.AsMemory(this.end), cancellationToken);
            this.end += count;
            this.isLast = count == 0;
        }
    }

    public void Dispose() => this.text.Dispose();

    private void MakeRoom()
    {
        this.buffer.AsSpan(this.start, this.end - this.start).CopyTo(this.buffer);
        (this.start, this.end) = (0, this.end - this.start);
        if (this.end < this.buffer.Length)
        {
            return;
        }

        if (this.end >= LongestLine)
        {
            throw new InvalidDataException("A line is longer than any that is expected.");
        }

        Array.Resize(ref this.buffer, this.buffer.Length * 2);
    }
}
