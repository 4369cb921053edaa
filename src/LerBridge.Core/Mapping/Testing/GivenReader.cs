using System.Collections.Immutable;
using System.Text.Json;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Tables;
using LerBridge.Core.Mapping.Typing;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Testing;

/// <summary>Fills a record from <c>given:</c>, <c>change:</c> or a sample file: names nested or dotted, types from the stream. <c>missing</c> takes a value away.</summary>
internal sealed class GivenReader(Findings findings, IMappingFiles files, RecordSchema schema)
{
    private const long MaxBytes = 1024 * 1024;

    public void Apply(YamlMap map, SourceRecord record)
    {
        if (map is { Entries: [{ Key.Text: "file", Value: YamlScalar { IsNull: false } file }] } && !schema.TryGetSlot("file", out _))
        {
            this.ApplyFile(file, record);
        }
        else
        {
            this.Apply(map, string.Empty, record);
        }
    }

    private void Apply(YamlMap map, string prefix, SourceRecord record)
    {
        foreach (var (key, node) in map.Entries)
        {
            var name = prefix + key.Text;
            if (schema.TryGetSlot(name, out var slot))
            {
                this.Set(record, slot, node);
            }
            else if (node is YamlMap inner)
            {
                this.Apply(inner, name + ".", record);
            }
            else
            {
                var nearest = Suggestion.Nearest(name, schema.Fields.Select(field => field.Name));
                findings.Error("LB1102", key.Span, $"\"{name}\" is not in the source stream.", advice: nearest is null ? null : $"did you mean {nearest}?");
            }
        }
    }

    private void Set(SourceRecord record, int slot, YamlNode node)
    {
        var field = schema.Fields[slot];
        switch (node)
        {
            case YamlScalar { IsNull: true } or YamlScalar { Style: YamlStyle.Plain, Text: "missing" }:
                record[slot] = Value.Missing;
                break;
            case YamlList list when field.Type == FieldType.TextList && list.Items.All(item => item is YamlScalar):
                record[slot] = Value.Of([.. list.Items.Cast<YamlScalar>().Select(item => item.Text)]);
                break;
            case YamlScalar scalar when Read(scalar.Text, field) is { } value:
                record[slot] = value;
                break;
            case YamlScalar scalar:
                findings.Error("LB1405", scalar.Span, $"{field.Name} is {MapType.Of(field).Words}; \"{scalar.Text}\" is none.", advice: Advice(field));
                break;
            default:
                findings.Error("LB1405", new SourceSpan(node.Start, 1), $"{field.Name} is {MapType.Of(field).Words}; here is {node.Kind}.");
                break;
        }
    }

    private void ApplyFile(YamlScalar file, SourceRecord record)
    {
        var read = files.Read(findings.File, file.Text, MaxBytes);
        if (read is not MappingFile.Found found)
        {
            findings.Error("LB3124", file.Span, $"The sample {file.Text} {(read as MappingFile.Refused)?.Problem}.");
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(found.Content, new JsonDocumentOptions { MaxDepth = 16 });
            this.Apply(json.RootElement, string.Empty, record, file);
        }
        catch (JsonException exception)
        {
            findings.Error("LB3124", file.Span, $"The sample {file.Text} cannot be read as JSON.", $"line {exception.LineNumber + 1} of it");
        }
    }

    private void Apply(JsonElement element, string prefix, SourceRecord record, YamlScalar file)
    {
        foreach (var member in element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : throw new JsonException("A sample is an object."))
        {
            var name = prefix + member.Name;
            if (schema.TryGetSlot(name, out var slot))
            {
                if (Read(member.Value, schema.Fields[slot]) is { } value)
                {
                    record[slot] = value;
                }
                else
                {
                    findings.Error("LB1405", file.Span, $"{name} in {file.Text} is not {MapType.Of(schema.Fields[slot]).Words}.", advice: Advice(schema.Fields[slot]));
                }
            }
            else if (member.Value.ValueKind == JsonValueKind.Object)
            {
                this.Apply(member.Value, name + ".", record, file);
            }
            else
            {
                var nearest = Suggestion.Nearest(name, schema.Fields.Select(field => field.Name));
                findings.Error("LB1102", file.Span, $"\"{name}\" in {file.Text} is not in the source stream.", advice: nearest is null ? null : $"did you mean {nearest}?");
            }
        }
    }

    private static Value? Read(JsonElement element, Field field) => element.ValueKind switch
    {
        JsonValueKind.Null => Value.Missing,
        JsonValueKind.String => Read(element.GetString() ?? string.Empty, field),
        JsonValueKind.Number when field.Type is FieldType.Number or FieldType.Whole => Read(element.GetRawText(), field),
        JsonValueKind.True or JsonValueKind.False when field.Type == FieldType.Bool => Value.Of(element.GetBoolean()),
        JsonValueKind.Array when field.Type == FieldType.TextList => Value.Of(element.EnumerateArray().Select(item => item.GetString() ?? string.Empty).ToImmutableArray()),
        _ => null,
    };

    private static Value? Read(string text, Field field)
    {
        var value = field.Type == FieldType.TextList ? null : CellReader.Read(text, MapType.Of(field));
        return (field.Type, value) switch
        {
            (FieldType.Text, _) => Value.Of(text),
            (FieldType.Code, _) => field.Codes.Contains(text) ? Value.Of(text) : null,
            (FieldType.Number or FieldType.Whole, { } known) => Value.Of(known.Number),
            (FieldType.Bool, { } known) => Value.Of(known.Bool),
            (FieldType.Date, { } known) => Value.Of(known.Date),
            (FieldType.Time, { } known) => Value.Of(known.Time),
            _ => null,
        };
    }

    private static string Advice(Field field) =>
        field.Type == FieldType.Code ? $"one of {string.Join(", ", field.Codes)}" : CellReader.Form(MapType.Of(field));
}
