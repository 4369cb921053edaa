using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Samples;

/// <summary>Writes golden samples so that a difference reads well: one field a line, named as formulas name it, lists one item below the other.</summary>
internal sealed partial class SampleWriter
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase) { "true", "false", "null", "missing", "yes", "no", "on", "off", "todo" };

    private readonly StringBuilder text = new();

    private SampleWriter()
    {
    }

    public static string Write(string mapping, RecordSchema schema, IEnumerable<GoldenSample> samples)
    {
        var writer = new SampleWriter();
        writer.Line(0, "# Golden samples: records as they came, without their persons, and what the mapping made of them.");
        writer.Line(0, "# lerbridge mapping test compares; with --update-samples it writes here what comes of them now. Names and notes stay; comments do not.");
        writer.Line(0, $"lerbridge: {SampleSheet.Format}");
        writer.Line(0, $"mapping: {Scalar(mapping)}");
        writer.Line(0, "samples:");
        foreach (var sample in samples)
        {
            writer.Write(sample, schema);
        }

        return writer.text.ToString();
    }

    /// <summary>A text as a reader of YAML takes it for this text and nothing else.</summary>
    internal static string Scalar(string text) => Plain().IsMatch(text) && !Words.Contains(text) && !SampleJson.IsNumber(text) && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal) && text[^1] is not (' ' or ':')
        ? text
        : Quoted(text);

    private void Write(GoldenSample sample, RecordSchema schema)
    {
        this.text.Append('\n');
        this.Line(1, $"- name: {Scalar(sample.Name)}");
        if (sample.Note is { } note)
        {
            this.Line(2, $"note: {Scalar(note)}");
        }

        this.Line(2, "record:");
        for (var slot = 0; slot < schema.Fields.Length; slot++)
        {
            this.Field(3, string.Empty, schema.Fields[slot].Name, sample.Record[slot]);
        }

        this.Line(2, $"outcome: {sample.Expected.Word}");
        if (sample.Expected.Code is { } code)
        {
            this.Line(2, $"code: {Scalar(code)}");
        }

        if (sample.Expected.Reason is { } reason)
        {
            this.Line(2, $"reason: {Scalar(reason)}");
        }

        if (!sample.Expected.Claims.IsEmpty)
        {
            using var claims = JsonDocument.Parse(sample.Expected.Claims);
            this.Json(2, "claims:", claims.RootElement);
        }
    }

    private void Field(int level, string dash, string name, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Missing:
                break;
            case ValueKind.TextList when value.TextList.IsEmpty:
            case ValueKind.RecordList when value.Items.IsEmpty:
                this.Line(level, $"{dash}{name}: []");
                break;
            case ValueKind.TextList:
                this.Line(level, $"{dash}{name}:");
                foreach (var one in value.TextList)
                {
                    this.Line(level + 1, $"- {Scalar(one)}");
                }

                break;
            case ValueKind.RecordList:
                this.Line(level, $"{dash}{name}:");
                foreach (var item in value.Items)
                {
                    this.Item(level + 1, item);
                }

                break;
            case ValueKind.Text:
                this.Line(level, $"{dash}{name}: {Scalar(value.Text)}");
                break;
            default:
                this.Line(level, $"{dash}{name}: {RecordCodec.TextOf(value)}");
                break;
        }
    }

    private void Item(int level, RecordItem item)
    {
        var first = true;
        for (var slot = 0; slot < item.Schema.Fields.Length; slot++)
        {
            if (!item[slot].IsMissing)
            {
                this.Field(first ? level : level + 1, first ? "- " : string.Empty, item.Schema.Fields[slot].Name, item[slot]);
                first = false;
            }
        }

        if (first)
        {
            this.Line(level, "- {}");
        }
    }

    private void Json(int level, string head, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when element.EnumerateObject().Any():
                this.Line(level, head);
                foreach (var member in element.EnumerateObject())
                {
                    this.Json(level + 1, $"{Scalar(member.Name)}:", member.Value);
                }

                break;
            case JsonValueKind.Array when element.GetArrayLength() > 0:
                this.Line(level, head);
                foreach (var item in element.EnumerateArray())
                {
                    this.JsonItem(level + 1, item);
                }

                break;
            default:
                this.Line(level, $"{head} {Leaf(element)}");
                break;
        }
    }

    // an item begins on the line of its dash
    private void JsonItem(int level, JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.EnumerateObject().Any())
        {
            this.Json(level, "-", item);
            return;
        }

        var start = this.text.Length;
        foreach (var member in item.EnumerateObject())
        {
            this.Json(level + 1, $"{Scalar(member.Name)}:", member.Value);
        }

        this.text[start + (level * 2)] = '-';
    }

    private static string Leaf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => Scalar(element.GetString() ?? string.Empty),
        JsonValueKind.Object => "{}",
        JsonValueKind.Array => "[]",
        _ => element.GetRawText(),
    };

    private void Line(int level, string line) => this.text.Append(' ', level * 2).Append(line).Append('\n');

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(@"^[\p{L}\p{Nd}][\p{L}\p{M}\p{N} ._/+()&,;:'%?=@!-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
