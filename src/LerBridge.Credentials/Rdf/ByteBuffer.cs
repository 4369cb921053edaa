using System.Buffers.Text;

namespace LerBridge.Credentials.Rdf;

/// <summary>Bytes that grow. A struct to keep appending cheap: pass it by reference only.</summary>
internal struct ByteBuffer(int capacity)
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public readonly ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public readonly byte[] Array => _bytes;

    public readonly ReadOnlySpan<byte> Slice(int start, int length) => _bytes.AsSpan(start, length);

    public void Clear() => Length = 0;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var end = Length + bytes.Length;
        if (end > _bytes.Length)
        {
            Grow(end);
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length = end;
    }

    public void Append(byte value)
    {
        if (Length == _bytes.Length)
        {
            Grow(Length + 1);
        }

        _bytes[Length++] = value;
    }

    public void Append(int number)
    {
        if (_bytes.Length - Length < 11)
        {
            Grow(Length + 11);
        }

        Utf8Formatter.TryFormat(number, _bytes.AsSpan(Length), out var written);
        Length += written;
    }

    /// <summary>Lower-case hexadecimal.</summary>
    public void AppendHex(ReadOnlySpan<byte> bytes)
    {
        var end = Length + (bytes.Length * 2);
        if (end > _bytes.Length)
        {
            Grow(end);
        }

        foreach (var b in bytes)
        {
            _bytes[Length++] = Digit(b >> 4);
            _bytes[Length++] = Digit(b & 15);
        }
    }

    private static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);

    private void Grow(int needed) => System.Array.Resize(ref _bytes, Math.Max(needed, _bytes.Length * 2));
}
