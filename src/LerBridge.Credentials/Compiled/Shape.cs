using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Rdf;

namespace LerBridge.Credentials.Compiled;

/// <summary>
/// What the general processor made of one document, with holes where values of that document stood: every other document of the same skeleton and the same
/// constant values has the same quads, with its own values in the holes. Labels and the order of lines are not part of it; they are found anew each time.
/// </summary>
internal sealed class Shape
{
    // https://www.w3.org/TR/n-quads/#grammar-production-IRIREF
    private static readonly SearchValues<byte> ForbiddenInIri = SearchValues.Create([.. Enumerable.Range(0, 0x21).Select(i => (byte)i), .. "<>\"{}|^`\\"u8]);

    private readonly NumberedQuads template;
    private readonly SlotTerm[] slotTerms;
    private readonly (int Slot, byte[] Value)[] constants;
    private readonly ReservedTerms reserved;
    private readonly int constantText;

    public Shape(NumberedQuads template, SlotTerm[] slotTerms, (int Slot, byte[] Value)[] constants, ReservedTerms reserved, Layout layout)
    {
        this.Layout = layout;
        this.template = template;
        this.slotTerms = slotTerms;
        this.constants = constants;
        this.reserved = reserved;
        this.constantText = template.Text.Length;
    }

    public Layout Layout { get; }

    /// <summary>The values that belong to the shape are the same in this document.</summary>
    public bool Fits(ReadOnlySpan<byte> json, ReadOnlySpan<Slot> slots)
    {
        foreach (var (slot, value) in this.constants)
        {
            ref readonly var here = ref slots[slot];
            if (!json.Slice(here.Start, here.Length).SequenceEqual(value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Puts the document's values into the quads; false where a value does not qualify and the general processor has to decide.</summary>
    public bool TryFill(ReadOnlySpan<byte> json, ReadOnlySpan<Slot> slots, FilledShape filled)
    {
        filled.Start(this.template, this.constantText);
        foreach (var term in this.slotTerms)
        {
            var start = filled.Text.Length;
            if (!this.TryFill(term, json, slots, ref filled.Text))
            {
                return false;
            }

            filled.Terms[term.Term] = new TermSlice(start, filled.Text.Length - start, -1);
        }

        filled.Finish();
        return true;
    }

    /// <summary>Puts the quads into the order they had in one document. Only before the shape is used by others.</summary>
    public void Arrange(int[] order)
    {
        // quads that came out like others in that document have no place in its order: they come last
        var numbers = order.Concat(Enumerable.Range(0, this.template.Quads.Length).Except(order));
        this.template.Quads = [.. numbers.Select(number => this.template.Quads[number])];
        this.template.SubjectTerms = [.. this.template.Quads.Select(q => q.Subject).Where(s => this.template.Terms[s].Blank < 0).Distinct()];
        this.template.IndexBlanks();
    }

    /// <summary>The slots whose values in this document do not qualify.</summary>
    public List<int> Unfit(ReadOnlySpan<byte> json, ReadOnlySpan<Slot> slots)
    {
        var text = new ByteBuffer(1024);
        var unfit = new List<int>();
        foreach (var term in this.slotTerms)
        {
            if (!this.TryFill(term, json, slots, ref text))
            {
                unfit.Add(term.Slot);
            }
        }

        return unfit;
    }

    private bool TryFill(SlotTerm term, ReadOnlySpan<byte> json, ReadOnlySpan<Slot> slots, ref ByteBuffer text)
    {
        ref readonly var slot = ref slots[term.Slot];
        var value = json.Slice(slot.Start, slot.Length);
        return term.Role switch
        {
            SlotRole.Iri => this.TryFillIri(value, slot.Kind, ref text),
            SlotRole.Text => TryFillText(value, slot.Kind, term.Suffix, ref text),
            _ => TryFillNumber(value, term, ref text),
        };
    }

    private bool TryFillIri(ReadOnlySpan<byte> value, SlotKind kind, ref ByteBuffer text)
    {
        if (kind == SlotKind.EscapedText)
        {
            return TryDecode(value, out var plain) && this.TryFillIri(plain, SlotKind.Text, ref text);
        }

        // a relative reference, a blank node, what no IRI can hold, or one that a term or prefix of the contexts could change
        if (kind != SlotKind.Text || value.ContainsAny(ForbiddenInIri) || !this.reserved.Leaves(value))
        {
            return false;
        }

        var fragment = value.IndexOf((byte)'#');
        if (fragment >= 0 && value[(fragment + 1)..].Contains((byte)'#'))
        {
            return false;
        }

        text.Append((byte)'<');
        text.Append(value);
        text.Append((byte)'>');
        return true;
    }

    private static bool TryFillText(ReadOnlySpan<byte> value, SlotKind kind, byte[] suffix, ref ByteBuffer text)
    {
        text.Append((byte)'"');
        if (kind == SlotKind.Text && !value.Contains((byte)0x7F))
        {
            // nothing that JSON writes unescaped needs an escape in N-Quads, but for DEL
            text.Append(value);
        }
        else if (!TryAppendEscaped(value, ref text))
        {
            return false;
        }

        text.Append((byte)'"');
        text.Append(suffix);
        return true;
    }

    private static bool TryAppendEscaped(ReadOnlySpan<byte> value, ref ByteBuffer text)
    {
        if (!TryDecode(value, out var plain))
        {
            return false;
        }

        var escaped = new ArrayBufferWriter<byte>((plain.Length * 2) + 16);
        NQuadsWriter.WriteEscaped(escaped, plain);
        text.Append(escaped.WrittenSpan);
        return true;
    }

    // false for a bad escape, or half of a surrogate pair
    private static bool TryDecode(ReadOnlySpan<byte> value, out byte[] plain)
    {
        plain = new byte[value.Length];
        var quoted = new byte[value.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        value.CopyTo(quoted.AsSpan(1));
        try
        {
            var reader = new Utf8JsonReader(quoted);
            if (!reader.Read())
            {
                return false;
            }

            plain = plain[..reader.CopyString(plain)];
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool TryFillNumber(ReadOnlySpan<byte> value, SlotTerm term, ref ByteBuffer text)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return false;
        }

        var whole = RdfNumber.IsInteger(number);
        if ((term.NumberForm == NumberForm.WholeOnly && !whole) || (term.NumberForm == NumberForm.FractionOnly && whole))
        {
            return false;
        }

        text.Append((byte)'"');
        var form = whole && term.NumberForm != NumberForm.Double ? RdfNumber.FormatInteger(number) : RdfNumber.FormatDouble(number);
        Span<byte> ascii = stackalloc byte[64];
        text.Append(ascii[..Encoding.ASCII.GetBytes(form, ascii)]);
        text.Append((byte)'"');
        text.Append(term.Suffix);
        return true;
    }
}
