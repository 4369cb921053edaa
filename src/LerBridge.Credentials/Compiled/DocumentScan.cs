using System.Buffers;
using LerBridge.Credentials.Rdf;

namespace LerBridge.Credentials.Compiled;

internal enum SlotKind : byte
{
    /// <summary>A string without escapes: its bytes are its text.</summary>
    Text,

    /// <summary>A string with escapes.</summary>
    EscapedText,

    Number,
}

/// <summary>Where a value stands in the document's bytes, without quotation marks.</summary>
internal readonly record struct Slot(int Start, int Length, SlotKind Kind);

/// <summary>
/// Takes a JSON text apart in one pass into its slots (the string and number values, in document order) and its skeleton (all the rest: names, nesting,
/// true, false and null). Two documents with one skeleton differ in values only. Refuses rather than guesses: whatever it does not take is left to a parser.
/// </summary>
internal sealed class DocumentScan
{
    private const int MaxDepth = 64;

    private static readonly SearchValues<byte> StringStops = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(i => (byte)i), (byte)'"', (byte)'\\']);

    private ByteBuffer skeleton = new(4096);
    private Slot[] slots = new Slot[256];
    private int count;
    private int at;

    public ReadOnlySpan<byte> Skeleton => this.skeleton.Written;

    public ReadOnlySpan<Slot> Slots => this.slots.AsSpan(0, this.count);

    /// <summary>False where the text is not JSON, or is JSON that has to go the general way (escaped names, deep nesting).</summary>
    public bool Read(ReadOnlySpan<byte> json)
    {
        this.skeleton.Clear();
        this.count = 0;
        this.at = 0;
        if (!System.Text.Unicode.Utf8.IsValid(json))
        {
            return false;
        }

        // one bit per open container, set for an object
        ulong containers = 0;
        var depth = 0;
        var expectValue = true;
        var mayEnd = false;
        while (true)
        {
            this.SkipWhiteSpace(json);
            if (this.at >= json.Length)
            {
                return false;
            }

            if (!expectValue)
            {
                // after a value
                if (depth == 0)
                {
                    return false;
                }

                if (json[this.at] == (byte)',')
                {
                    this.at++;
                    this.SkipWhiteSpace(json);
                    mayEnd = false;
                    expectValue = true;
                    if ((containers & 1) != 0 && !this.ReadName(json))
                    {
                        return false;
                    }

                    continue;
                }

                mayEnd = true;
            }

            var c = json[this.at];
            if (mayEnd && c == ((containers & 1) != 0 ? (byte)'}' : (byte)']'))
            {
                this.at++;
                this.skeleton.Append(c);
                containers >>= 1;
                depth--;
                if (depth == 0)
                {
                    return this.AtEnd(json);
                }

                expectValue = false;
                continue;
            }

            if (!expectValue)
            {
                return false;
            }

            switch (c)
            {
                case (byte)'"':
                    if (!this.ReadText(json))
                    {
                        return false;
                    }

                    expectValue = false;
                    break;
                case (byte)'{':
                case (byte)'[':
                    if (depth == MaxDepth)
                    {
                        return false;
                    }

                    depth++;
                    containers = (containers << 1) | (c == (byte)'{' ? 1UL : 0UL);
                    this.skeleton.Append(c);
                    this.at++;
                    mayEnd = true;
                    if (c == (byte)'{')
                    {
                        this.SkipWhiteSpace(json);
                        if (this.at < json.Length && json[this.at] != (byte)'}')
                        {
                            if (!this.ReadName(json))
                            {
                                return false;
                            }

                            mayEnd = false;
                        }
                    }

                    break;
                default:
                    if (!this.ReadOther(json, c))
                    {
                        return false;
                    }

                    expectValue = false;
                    break;
            }
        }
    }

    private void SkipWhiteSpace(ReadOnlySpan<byte> json)
    {
        while (this.at < json.Length && json[this.at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            this.at++;
        }
    }

    private bool AtEnd(ReadOnlySpan<byte> json)
    {
        this.SkipWhiteSpace(json);
        return this.at == json.Length;
    }

    // a member's name with its quotation marks, and the colon after it
    private bool ReadName(ReadOnlySpan<byte> json)
    {
        if (this.at >= json.Length || json[this.at] != (byte)'"')
        {
            return false;
        }

        var rest = json[(this.at + 1)..];
        var length = rest.IndexOfAny(StringStops);
        if (length < 0 || rest[length] != (byte)'"')
        {
            return false;
        }

        this.skeleton.Append(json.Slice(this.at, length + 2));
        this.at += length + 2;
        this.SkipWhiteSpace(json);
        if (this.at >= json.Length || json[this.at] != (byte)':')
        {
            return false;
        }

        this.at++;
        return true;
    }

    private bool ReadText(ReadOnlySpan<byte> json)
    {
        var start = this.at + 1;
        var length = ValueLength(json[start..], isNumber: false, out var kind);
        if (length < 0)
        {
            return false;
        }

        this.AddSlot(new Slot(start, length, kind), (byte)'s');
        this.at = start + length + 1;
        return true;
    }

    /// <summary>How long the value is that the text starts with: a number, or a string up to its closing quotation mark; -1 where it is none.</summary>
    public static int ValueLength(ReadOnlySpan<byte> text, bool isNumber, out SlotKind kind)
    {
        if (isNumber)
        {
            kind = SlotKind.Number;
            return NumberLength(text) is > 0 and var length ? length : -1;
        }

        kind = SlotKind.Text;
        var at = 0;
        while (true)
        {
            var stop = text[at..].IndexOfAny(StringStops);
            if (stop < 0)
            {
                return -1;
            }

            at += stop;
            if (text[at] == (byte)'"')
            {
                return at;
            }

            // a control character has to be escaped; what follows a backslash is checked when the text is decoded
            if (text[at] != (byte)'\\' || at + 2 > text.Length)
            {
                return -1;
            }

            kind = SlotKind.EscapedText;
            at += 2;
        }
    }

    /// <summary>Room for slots that were found without a scan.</summary>
    public Span<Slot> Reserve(int count)
    {
        if (this.slots.Length < count)
        {
            this.slots = new Slot[count];
        }

        this.count = count;
        return this.slots.AsSpan(0, count);
    }

    private bool ReadOther(ReadOnlySpan<byte> json, byte first)
    {
        var rest = json[this.at..];
        var literal = first switch
        {
            (byte)'t' => "true"u8,
            (byte)'f' => "false"u8,
            (byte)'n' => "null"u8,
            _ => default,
        };
        if (!literal.IsEmpty)
        {
            this.at += literal.Length;
            this.skeleton.Append(first);
            return rest.StartsWith(literal);
        }

        var length = NumberLength(rest);
        if (length == 0)
        {
            return false;
        }

        this.AddSlot(new Slot(this.at, length, SlotKind.Number), (byte)'#');
        this.at += length;
        return true;
    }

    // https://www.rfc-editor.org/rfc/rfc8259#section-6; 0 where it is no number
    private static int NumberLength(ReadOnlySpan<byte> text)
    {
        var at = text.StartsWith("-"u8) ? 1 : 0;
        var whole = Digits(text, ref at);
        if (whole == 0 || (whole > 1 && text[at - whole] == (byte)'0'))
        {
            return 0;
        }

        if (at < text.Length && text[at] == (byte)'.')
        {
            at++;
            if (Digits(text, ref at) == 0)
            {
                return 0;
            }
        }

        if (at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            at++;
            if (at < text.Length && text[at] is (byte)'+' or (byte)'-')
            {
                at++;
            }

            if (Digits(text, ref at) == 0)
            {
                return 0;
            }
        }

        return at;
    }

    private static int Digits(ReadOnlySpan<byte> text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9')
        {
            at++;
        }

        return at - start;
    }

    private void AddSlot(Slot slot, byte mark)
    {
        if (this.count == this.slots.Length)
        {
            Array.Resize(ref this.slots, this.count * 2);
        }

        this.slots[this.count++] = slot;
        this.skeleton.Append(mark);
    }
}
