using System.Buffers;
using System.Globalization;
using System.Text.Json;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Rdf;

namespace LerBridge.Credentials.Compiled;

/// <summary>
/// A copy of a document in which every value that may vary is replaced by one that can be recognised in the quads: an absolute reference of a scheme
/// nobody uses, or a number nobody uses.
/// </summary>
internal sealed class Placeholders
{
    public const string Scheme = "lerbridge-slot";
    private const long FirstNumber = 734_000_000_000;

    private readonly bool[] constant;
    private readonly HashSet<string> constantKeys;
    private readonly Utf8JsonWriter writer;
    private int next;

    private Placeholders(bool[] constant, HashSet<string> constantKeys, Utf8JsonWriter writer)
    {
        this.constant = constant;
        this.constantKeys = constantKeys;
        this.writer = writer;
    }

    /// <param name="constant">Which slots keep their value; those below a constant key are added.</param>
    /// <param name="constantKeys">Members whose values steer the processor.</param>
    public static JsonDocument Write(JsonElement document, bool[] constant, HashSet<string> constantKeys)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            new Placeholders(constant, constantKeys, writer).Copy(document, isConstant: false);
        }

        return JsonDocument.Parse(buffer.WrittenMemory);
    }

    /// <summary>The slot whose value this term is; -1 where it is no slot's.</summary>
    /// <param name="number">The number that stood in for the slot's; null where text did.</param>
    public static int SlotOf(Term term, out double? number)
    {
        number = null;
        if (term.Value.StartsWith(Scheme + ":", StringComparison.Ordinal))
        {
            return int.TryParse(term.Value.AsSpan(Scheme.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var slot) ? slot : -1;
        }

        if (term.Kind != TermKind.Literal || !double.TryParse(term.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || value - FirstNumber is < 0 or > 1_000_000)
        {
            return -1;
        }

        number = value;
        return term.Value == RdfNumber.FormatInteger(value) || term.Value == RdfNumber.FormatDouble(value) ? (int)(value - FirstNumber) : -1;
    }

    /// <summary>A replaced value stands inside this term without being all of it.</summary>
    public static bool IsInside(Term term) =>
        term.Value.Contains(Scheme, StringComparison.Ordinal) || (term.Datatype ?? "").Contains(Scheme, StringComparison.Ordinal)
        || (term.Language ?? "").Contains(Scheme, StringComparison.Ordinal);

    private void Copy(JsonElement element, bool isConstant)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                this.writer.WriteStartObject();
                foreach (var member in element.EnumerateObject())
                {
                    this.writer.WritePropertyName(member.Name);
                    this.Copy(member.Value, isConstant || this.constantKeys.Contains(member.Name));
                }

                this.writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                this.writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    this.Copy(item, isConstant);
                }

                this.writer.WriteEndArray();
                break;
            case JsonValueKind.String or JsonValueKind.Number:
                this.CopySlot(element, isConstant);
                break;
            default:
                element.WriteTo(this.writer);
                break;
        }
    }

    private void CopySlot(JsonElement element, bool isConstant)
    {
        var slot = this.next++;
        this.constant[slot] |= isConstant;
        if (this.constant[slot])
        {
            element.WriteTo(this.writer);
        }
        else if (element.ValueKind == JsonValueKind.String)
        {
            this.writer.WriteStringValue($"{Scheme}:{slot}");
        }
        else
        {
            // a number without a datatype gets one by having a fraction or not, so its stand-in has one if it has
            var whole = element.TryGetDouble(out var number) && RdfNumber.IsInteger(number);
            this.writer.WriteNumberValue(FirstNumber + slot + (whole ? 0 : 0.5));
        }
    }
}
