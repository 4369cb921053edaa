using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace LerBridge.Credentials.Proofs.SelectiveDisclosure;

/// <summary>
/// The deterministic CBOR (RFC 8949, section 4.2.1) that selective disclosure proofs are made of: arrays, maps, texts, byte strings and unsigned integers of definite
/// length, each in its shortest form.
/// </summary>
internal sealed class CborWriter
{
    private readonly ArrayBufferWriter<byte> buffer = new(1024);

    public ReadOnlySpan<byte> Written => this.buffer.WrittenSpan;

    public void Array(int length) => this.Head(CborType.Array, (ulong)length);

    public void Map(int length) => this.Head(CborType.Map, (ulong)length);

    public void Number(int value) => this.Head(CborType.Unsigned, (ulong)value);

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        this.Head(CborType.Bytes, (ulong)bytes.Length);
        this.buffer.Write(bytes);
    }

    public void Text(string text)
    {
        this.Head(CborType.Text, (ulong)Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, this.buffer);
    }

    // RFC 8949, section 3: three bits of type, five of value or of the value's size
    private void Head(CborType type, ulong value)
    {
        var kind = (byte)((int)type << 5);
        Span<byte> head = stackalloc byte[9];
        var size = value switch
        {
            < 24 => 0,
            <= byte.MaxValue => 1,
            <= ushort.MaxValue => 2,
            <= uint.MaxValue => 4,
            _ => 8,
        };
        BinaryPrimitives.WriteUInt64BigEndian(head[1..], value);
        if (size == 0)
        {
            head[0] = (byte)(kind | (byte)value);
        }
        else
        {
            head[8 - size] = (byte)(kind | size switch { 1 => 24, 2 => 25, 4 => 26, _ => 27 });
            head = head[(8 - size)..];
        }

        this.buffer.Write(head[..(1 + size)]);
    }
}

/// <summary>The major types of RFC 8949, section 3.1, that occur here.</summary>
internal enum CborType
{
    Unsigned = 0,
    Bytes = 2,
    Text = 3,
    Array = 4,
    Map = 5,
}
