using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace LerBridge.Core.Mapping.Running;

/// <summary>
/// Writes JSON in UTF-8 into one growing buffer that is used again for every record. Constant parts come in already encoded; a part that turns out to be
/// absent is taken back. The escapes are those of <see cref="JavaScriptEncoder.UnsafeRelaxedJsonEscaping"/>, as everywhere in the product.
/// </summary>
internal sealed class ClaimsBuffer
{
    // what UnsafeRelaxedJsonEscaping lets through in ASCII
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private byte[] bytes = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => this.bytes.AsSpan(0, this.Length);

    public static byte[] Encoded(string text)
    {
        var buffer = new ClaimsBuffer();
        buffer.Escaped(text);
        return buffer.Written.ToArray();
    }

    public void Clear() => this.Length = 0;

    /// <summary>Takes back everything after a mark.</summary>
    public void Rewind(int length) => this.Length = length;

    /// <summary>What was written, in an array of its own.</summary>
    public byte[] ToArray()
    {
        var copy = GC.AllocateUninitializedArray<byte>(this.Length);
        this.Written.CopyTo(copy);
        return copy;
    }

    public void Raw(ReadOnlySpan<byte> encoded)
    {
        encoded.CopyTo(this.Room(encoded.Length));
        this.Length += encoded.Length;
    }

    public void Raw(byte single)
    {
        var at = this.Length;
        if (at == this.bytes.Length)
        {
            this.Room(1);
        }

        this.bytes[at] = single;
        this.Length = at + 1;
    }

    /// <summary>A part that begins with a comma, which is left out where something has just been opened.</summary>
    public void Member(ReadOnlySpan<byte> encoded)
    {
        var opened = this.Length == 0 || this.bytes[this.Length - 1] is (byte)'{' or (byte)'[';
        this.Raw(opened ? encoded[1..] : encoded);
    }

    /// <summary>A comma, unless something has just been opened.</summary>
    public void Separate()
    {
        if (this.Length > 0 && this.bytes[this.Length - 1] is not ((byte)'{' or (byte)'['))
        {
            this.Raw((byte)',');
        }
    }

    /// <summary>Text without quotes around it, escaped.</summary>
    public void Escaped(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyExcept(Plain) < 0)
        {
            Ascii.FromUtf16(text, this.Room(text.Length), out var written);
            this.Length += written;
            return;
        }

        var escaped = ArrayPool<char>.Shared.Rent(text.Length * JavaScriptEncoder.UnsafeRelaxedJsonEscaping.MaxOutputCharactersPerInputCharacter);
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text, escaped, out _, out var count);
        this.Length += Encoding.UTF8.GetBytes(escaped.AsSpan(0, count), this.Room(count * 3));
        ArrayPool<char>.Shared.Return(escaped);
    }

    public void Quoted(ReadOnlySpan<char> text)
    {
        this.Raw((byte)'"');
        this.Escaped(text);
        this.Raw((byte)'"');
    }

    /// <summary>The text of a value without quotes: what <see cref="MapValue.AsText"/> says, without making the string.</summary>
    public void TextOf(in MapValue value)
    {
        switch (value.Kind)
        {
            case MapKind.Text:
                this.Escaped(value.Text);
                break;
            case MapKind.Number:
                this.Number(value.Number);
                break;
            case MapKind.Date:
                this.Date(value.Date);
                break;
            default:
                this.Escaped(value.AsText());
                break;
        }
    }

    /// <summary>A number as JSON has it, without trailing zeros.</summary>
    public void Number(decimal number)
    {
        MapValue.Normal(number).TryFormat(this.Room(40), out var written, default, System.Globalization.CultureInfo.InvariantCulture);
        this.Length += written;
    }

    // 2026-05-08
    private void Date(DateOnly date)
    {
        var room = this.Room(10);
        Digits(room, date.Year, 4);
        room[4] = (byte)'-';
        Digits(room[5..], date.Month, 2);
        room[7] = (byte)'-';
        Digits(room[8..], date.Day, 2);
        this.Length += 10;
    }

    private static void Digits(Span<byte> room, int number, int count)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            room[i] = (byte)('0' + (number % 10));
            number /= 10;
        }
    }

    private Span<byte> Room(int size)
    {
        if (this.bytes.Length - this.Length < size)
        {
            Array.Resize(ref this.bytes, Math.Max(this.bytes.Length * 2, this.Length + size));
        }

        return this.bytes.AsSpan(this.Length);
    }
}
