using System.Buffers;
using System.Text;

namespace LerBridge.Credentials.Rdf;

/// <summary>
/// Writes the canonical form of N-Quads: https://www.w3.org/TR/rdf-canon/#canonical-quads. One space between terms, xsd:string left out,
/// the fewest escapes, a line feed after each statement.
/// </summary>
internal static class NQuadsWriter
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(i => (byte)i), (byte)'"', (byte)'\\', 0x7F]);

    // what IRIREF cannot hold as it is; a reader can bring it in by escapes
    private static readonly SearchValues<byte> EscapedInIri = SearchValues.Create(
        [.. Enumerable.Range(0, 0x21).Select(i => (byte)i), .. "<>\"{}|^`\\"u8]);

    public static string Write(IEnumerable<Quad> quads)
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var quad in quads)
        {
            Write(buffer, quad);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void Write(IBufferWriter<byte> buffer, Quad quad)
    {
        WriteTerm(buffer, quad.Subject);
        buffer.Write(" "u8);
        WriteTerm(buffer, quad.Predicate);
        buffer.Write(" "u8);
        WriteTerm(buffer, quad.Object);
        if (quad.Graph is not null)
        {
            buffer.Write(" "u8);
            WriteTerm(buffer, quad.Graph);
        }

        buffer.Write(" .\n"u8);
    }

    public static void WriteTerm(IBufferWriter<byte> buffer, Term term)
    {
        switch (term.Kind)
        {
            case TermKind.Iri:
                WriteIri(buffer, term.Value);
                break;
            case TermKind.BlankNode:
                buffer.Write("_:"u8);
                WriteText(buffer, term.Value, EscapedInIri);
                break;
            default:
                buffer.Write("\""u8);
                WriteText(buffer, term.Value, Escaped);
                buffer.Write("\""u8);
                if (term.Language is not null)
                {
                    buffer.Write("@"u8);
                    WriteText(buffer, term.Language, EscapedInIri);
                }
                else if (term.Datatype is not (null or Xsd.String))
                {
                    buffer.Write("^^"u8);
                    WriteIri(buffer, term.Datatype);
                }

                break;
        }
    }

    /// <summary>The content of a literal, from UTF-8 that is known to be valid.</summary>
    public static void WriteEscaped(IBufferWriter<byte> buffer, ReadOnlySpan<byte> text) => WriteText(buffer, text, Escaped);

    private static void WriteIri(IBufferWriter<byte> buffer, string iri)
    {
        buffer.Write("<"u8);
        WriteText(buffer, iri, EscapedInIri);
        buffer.Write(">"u8);
    }

    private static void WriteText(IBufferWriter<byte> buffer, string text, SearchValues<byte> escaped)
    {
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        var written = Encoding.UTF8.GetBytes(text, rented);
        WriteText(buffer, rented.AsSpan(0, written), escaped);
        ArrayPool<byte>.Shared.Return(rented);
    }

    private static void WriteText(IBufferWriter<byte> buffer, ReadOnlySpan<byte> text, SearchValues<byte> escaped)
    {
        while (text.IndexOfAny(escaped) is >= 0 and var at)
        {
            buffer.Write(text[..at]);
            WriteEscape(buffer, text[at], escaped == Escaped);
            text = text[(at + 1)..];
        }

        buffer.Write(text);
    }

    private static void WriteEscape(IBufferWriter<byte> buffer, byte value, bool shortForms)
    {
        var form = shortForms
            ? value switch
            {
                (byte)'\b' => "\\b"u8,
                (byte)'\t' => "\\t"u8,
                (byte)'\n' => "\\n"u8,
                (byte)'\f' => "\\f"u8,
                (byte)'\r' => "\\r"u8,
                (byte)'"' => "\\\""u8,
                (byte)'\\' => "\\\\"u8,
                _ => default,
            }
            : default;
        if (form.IsEmpty)
        {
            Span<byte> digits = stackalloc byte[6];
            "\\u00"u8.CopyTo(digits);
            digits[4] = Hex(value >> 4);
            digits[5] = Hex(value & 15);
            buffer.Write(digits);
        }
        else
        {
            buffer.Write(form);
        }
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);
}
