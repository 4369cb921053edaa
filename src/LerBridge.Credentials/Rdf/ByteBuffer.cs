using System.Buffers.Text;

namespace LerBridge.Credentials.Rdf;

/// <summary>Bytes that grow. A struct to keep appending cheap: pass it by reference only.</summary>
internal struct ByteBuffer(int capacity)
{
    private byte[] bytes = new byte[capacity];

    public int Length { get; private set; }

    public readonly ReadOnlySpan<byte> Written => this.bytes.AsSpan(0, this.Length);

    public readonly byte[] Array => this.bytes;

    public readonly ReadOnlySpan<byte> Slice(int start, int length) => this.bytes.AsSpan(start, length);

    public void Clear() => this.Length = 0;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var end = this.Length + bytes.Length;
        if (end > this.bytes.Length)
        {
            this.Grow(end);
        }

        bytes.CopyTo(this.bytes.AsSpan(this.Length));
        this.Length = end;
    }

    public void Append(byte value)
    {
        if (this.Length == this.bytes.Length)
        {
            this.Grow(this.Length + 1);
        }

        this.bytes[this.Length++] = value;
    }

    public void Append(int number)
    {
        if (this.bytes.Length - this.Length < 11)
        {
            this.Grow(this.Length + 11);
        }

        Utf8Formatter.TryFormat(number, this.bytes.AsSpan(this.Length), out var written);
        this.Length += written;
    }

    /// <summary>Lower-case hexadecimal.</summary>
    public void AppendHex(ReadOnlySpan<byte> bytes)
    {
        var end = this.Length + (bytes.Length * 2);
        if (end > this.bytes.Length)
        {
            this.Grow(end);
        }

        foreach (var b in bytes)
        {
            this.bytes[this.Length++] = Digit(b >> 4);
            this.bytes[this.Length++] = Digit(b & 15);
        }
    }

    private static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);

    private void Grow(int needed) => System.Array.Resize(ref this.bytes, Math.Max(needed, this.bytes.Length * 2));
}
