using System.Collections.Immutable;
using System.Text.Json;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Tables;
using LerBridge.Core.Mapping.Typing;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Testing;

/// <summary>Fills a record from <c>given:</c>, <c>change:</c> or a sample file: names nested or dotted, types from the stream, items of lists by their place as in <c>courses[0].grade.letter</c>. <c>missing</c> takes a value away.</summary>
internal sealed class GivenReader(Findings findings, IMappingFiles files, RecordSchema schema)
{
    private const long MaxBytes = 1024 * 1024;

    // grade: { letter: B } and grade.letter: C are one field
    private readonly HashSet<string> written = new(StringComparer.Ordinal);

    public void Apply(YamlMap map, SourceRecord record)
    {
        if (map is { Entries: [{ Key.Text: "file", Value: YamlScalar { IsNull: false } file }] } && !schema.TryGetSlot("file", out _))
        {
            this.ApplyFile(file, record);
        }
        else
        {
            this.written.Clear();
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
                if (!this.written.Add(name))
                {
                    findings.Error("LB1004", key.Span, $"\"{name}\" is written twice in this block.", "only one of them could count, and it would be a guess which", "remove one of them");
                }

                this.Read(schema.Fields[slot], schema.Fields[slot].Name, node, value => record[slot] = value);
            }
            else if (ItemPath.Read(name) is { } path && schema.TryGetSlot(path.List, out slot) && schema.Fields[slot].Items is not null)
            {
                this.ApplyItem(path, key, node, slot, record);
            }
            else if (node is YamlMap inner)
            {
                this.Apply(inner, name + ".", record);
            }
            else
            {
                if (name == "file")
                {
                    findings.Error("LB1110", key.Span, "A sample stands alone under given:.", "whether it or what stands beside it counts would be a guess", "move the other fields to  change:");
                    continue;
                }

                var nearest = Suggestion.Meant(name, schema.Fields.Select(field => field.Name));
                findings.Error("LB1102", key.Span, $"\"{name}\" is not in the source stream.", advice: nearest is null ? null : $"did you mean {nearest}?");
            }
        }
    }

    // courses[1].grade.letter: one field of one item, the others as they were
    private void ApplyItem(ItemPath path, YamlScalar key, YamlNode node, int slot, SourceRecord record)
    {
        var items = record[slot].IsMissing ? [] : record[slot].Items;
        if (path.Index >= items.Length)
        {
            findings.Error("LB1405", key.Span, $"{path.List} has {Counted.Of(items.Length, "item")} here; there is none at [{path.Index}].", "the first item is [0]");
            return;
        }

        var item = new RecordItem(items[path.Index]);
        var fields = item.Schema;
        if (path.Rest.Length == 0 && node is YamlMap whole)
        {
            this.Fill(item, path.List, whole, string.Empty);
        }
        else if (fields.TryGetSlot(path.Rest, out var inner))
        {
            this.Read(fields.Fields[inner], key.Text, node, value => item[inner] = value);
        }
        else
        {
            this.UnknownPart(path.List, path.Rest, fields, key.Span);
        }

        record[slot] = Value.Of(items.SetItem(path.Index, item));
    }

    private void Fill(RecordItem item, string list, YamlMap map, string prefix)
    {
        foreach (var (key, node) in map.Entries)
        {
            var name = prefix + key.Text;
            if (item.Schema.TryGetSlot(name, out var slot))
            {
                this.Read(item.Schema.Fields[slot], $"{list}.{name}", node, value => item[slot] = value);
            }
            else if (node is YamlMap inner)
            {
                this.Fill(item, list, inner, name + ".");
            }
            else
            {
                this.UnknownPart(list, name, item.Schema, key.Span);
            }
        }
    }

    private void UnknownPart(string list, string name, ItemSchema items, SourceSpan at)
    {
        var nearest = Suggestion.Meant(name, items.Fields.Select(field => field.Name));
        findings.Error("LB1102", at, $"\"{name}\" is no field of the items of {list}.", advice: nearest is null ? null : $"did you mean {nearest}?");
    }

    private void Read(Field field, string name, YamlNode node, Action<Value> set)
    {
        switch (node)
        {
            case YamlScalar { IsNull: true } or YamlScalar { Style: YamlStyle.Plain, Text: "missing" }:
                set(Value.Missing);
                break;
            case YamlList list when field.Type == FieldType.TextList && list.Items.All(item => item is YamlScalar):
                set(Value.Of([.. list.Items.Cast<YamlScalar>().Select(item => item.Text)]));
                break;
            case YamlList list when field.Items is { } schemaOfItems && list.Items.All(item => item is YamlMap):
                set(Value.Of([.. list.Items.Cast<YamlMap>().Select(map => this.Item(schemaOfItems, name, map))]));
                break;
            case YamlScalar scalar when Read(scalar.Text, field) is { } value:
                set(value);
                break;
            case YamlScalar scalar:
                findings.Error("LB1405", scalar.Span, $"{name} is {MapType.Of(field).Words}; \"{scalar.Text}\" is none.", advice: field.Type == FieldType.TextList ? $"[{scalar.Text}]" : Advice(field));
                break;
            default:
                findings.Error("LB1405", new SourceSpan(node.Start, 1), $"{name} is {MapType.Of(field).Words}; here is {node.Kind}.", advice: field.Items is null ? null : "begin each record with  -");
                break;
        }
    }

    private RecordItem Item(ItemSchema items, string list, YamlMap map)
    {
        var item = new RecordItem(items);
        this.Fill(item, list, map, string.Empty);
        return item;
    }

    private void ApplyFile(YamlScalar file, SourceRecord record)
    {
        var read = files.Read(findings.File, file.Text, MaxBytes);
        if (read is not MappingFile.Found found)
        {
            findings.Error("LB3124", file.Span, $"The sample {file.Text} {(read as MappingFile.Refused)?.Problem}.", advice: NearFile.Of(files, findings.File, file.Text));
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
                this.Read(schema.Fields[slot], name, member.Value, file, value => record[slot] = value);
            }
            else if (member.Value.ValueKind == JsonValueKind.Object)
            {
                this.Apply(member.Value, name + ".", record, file);
            }
            else
            {
                var nearest = Suggestion.Meant(name, schema.Fields.Select(field => field.Name));
                findings.Error("LB1102", file.Span, $"\"{name}\" in {file.Text} is not in the source stream.", advice: nearest is null ? null : $"did you mean {nearest}?");
            }
        }
    }

    private void Fill(RecordItem item, string list, JsonElement element, string prefix, YamlScalar file)
    {
        foreach (var member in element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : throw new JsonException("An item of a list is an object."))
        {
            var name = prefix + member.Name;
            if (item.Schema.TryGetSlot(name, out var slot))
            {
                this.Read(item.Schema.Fields[slot], $"{list}.{name}", member.Value, file, value => item[slot] = value);
            }
            else if (member.Value.ValueKind == JsonValueKind.Object)
            {
                this.Fill(item, list, member.Value, name + ".", file);
            }
            else
            {
                this.UnknownPart(list, name, item.Schema, file.Span);
            }
        }
    }

    private void Read(Field field, string name, JsonElement element, YamlScalar file, Action<Value> set)
    {
        if (field.Items is { } items && element.ValueKind == JsonValueKind.Array)
        {
            set(Value.Of([.. element.EnumerateArray().Select(one => this.Item(items, name, one, file))]));
        }
        else if (Read(element, field) is { } value)
        {
            set(value);
        }
        else
        {
            findings.Error("LB1405", file.Span, $"{name} in {file.Text} is not {MapType.Of(field).Words}.", advice: Advice(field));
        }
    }

    private RecordItem Item(ItemSchema items, string list, JsonElement element, YamlScalar file)
    {
        var item = new RecordItem(items);
        this.Fill(item, list, element, string.Empty, file);
        return item;
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
        var value = field.Type is FieldType.TextList or FieldType.RecordList ? null : CellReader.Read(text, MapType.Of(field));
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
        field.Type == FieldType.Code ? $"one of {string.Join(", ", field.Codes)}" : field.Items is not null ? "write a list of records" : CellReader.Form(MapType.Of(field));
}
