using System.Text;

namespace LerBridge.Credentials.Proofs.SelectiveDisclosure;

/// <summary>Reads what <see cref="CborWriter"/> writes, from anyone: every length is held against the bytes that are there before anything is made of it.</summary>
/// <exception cref="FormatException">The bytes are something else. Thrown by every member.</exception>
internal ref struct CborReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> rest = bytes;

    /// <summary>The number of items that follow.</summary>
    public int Array() => this.Count(CborType.Array, itemSize: 1);

    /// <summary>The number of pairs that follow.</summary>
    public int Map() => this.Count(CborType.Map, itemSize: 2);

    public int Number()
    {
        var value = this.Head(CborType.Unsigned);
        return value <= int.MaxValue ? (int)value : throw new FormatException("A number is too large.");
    }

    public ReadOnlySpan<byte> Bytes() => this.Take(this.Count(CborType.Bytes, itemSize: 1));

    public byte[] Bytes(int length)
    {
        var bytes = this.Bytes();
        return bytes.Length == length ? bytes.ToArray() : throw new FormatException($"A byte string has not {length} bytes.");
    }

    public string Text()
    {
        try
        {
            return Strict.GetString(this.Take(this.Count(CborType.Text, itemSize: 1)));
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("A text is not UTF-8.");
        }
    }

    /// <summary>Nothing may follow.</summary>
    public readonly void End()
    {
        if (this.rest.Length > 0)
        {
            throw new FormatException("Bytes are left over.");
        }
    }

    private int Count(CborType type, int itemSize)
    {
        var count = this.Head(type);
        return count <= (ulong)(this.rest.Length / itemSize) ? (int)count : throw new FormatException("A length is larger than what is there.");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > this.rest.Length)
        {
            throw new FormatException("The bytes end too early.");
        }

        var taken = this.rest[..length];
        this.rest = this.rest[length..];
        return taken;
    }

    private ulong Head(CborType type)
    {
        var first = this.Take(1)[0];
        if (first >> 5 != (int)type)
        {
            throw new FormatException("A value is of another kind than its place asks for.");
        }

        var small = first & 0x1f;
        if (small < 24)
        {
            return (ulong)small;
        }

        if (small > 27)
        {
            throw new FormatException("A length is indefinite or reserved.");
        }

        var value = 0UL;
        foreach (var one in this.Take(1 << (small - 24)))
        {
            value = (value << 8) | one;
        }

        return value;
    }
}
