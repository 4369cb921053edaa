using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.People;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Planning;

/// <summary>Where a mapping's records come from.</summary>
internal sealed record MappingSource(string Connector, RecordSchema Schema);

/// <summary>Reads <c>source:</c>. Key and date default to the stream's.</summary>
internal sealed class SourceSection(Findings findings, MappingContext context)
{
    public MappingSource? Read(Section section)
    {
        var connector = section.Knowing("connector", "stream", "key", "date").TakeText("connector", required: true);
        var stream = section.TakeText("stream", required: true);
        var key = section.TakeList("key", single: true);
        var date = section.TakeText("date");
        section.Finish();
        if (connector is null || stream is null)
        {
            return null;
        }

        if (!context.Schemas.Connectors.Contains(connector.Text))
        {
            this.Unknown("LB1104", connector, $"There is no connector \"{connector.Text}\" in the settings.", context.Schemas.Connectors, "connectors");
            return null;
        }

        if (context.Schemas.Find(connector.Text, stream.Text) is not { } schema)
        {
            this.Unknown("LB1105", stream, $"Connector {connector.Text} has no stream \"{stream.Text}\".", context.Schemas.Streams(connector.Text), "streams");
            return null;
        }

        this.CheckPerson(stream, schema);
        return new MappingSource(connector.Text, this.Keyed(section, key, this.Dated(schema, date)));
    }

    // Whom a record is about is told by the source's own key at the latest; sites declare columns, and may leave it out or make a list of it.
    private void CheckPerson(YamlScalar stream, RecordSchema schema)
    {
        if (!schema.TryGetSlot(PersonMatcher.SourceKeyField, out var slot))
        {
            findings.Error(
                "LB2108",
                stream.Span,
                $"The stream {schema.Stream} has no field {PersonMatcher.SourceKeyField}, so it does not say whom a record is about.",
                "a credential is about a person, and the source's own key for the person is what is always there to tell persons apart",
                $"declare the column that holds it as {PersonMatcher.SourceKeyField}, under the stream's Columns in the settings");
        }
        else if (schema.Fields[slot].Type is FieldType.TextList or FieldType.RecordList)
        {
            findings.Error("LB2108", stream.Span, $"{PersonMatcher.SourceKeyField} is a list in the stream {schema.Stream}, and a record is about one person.", advice: "declare a column with one value per record");
        }
    }

    // Another key makes other records of the same rows, and so other credential ids.
    private RecordSchema Keyed(Section section, IReadOnlyList<YamlNode>? key, RecordSchema schema)
    {
        var names = (key ?? []).OfType<YamlScalar>().ToList();
        if (key is null || names.Select(name => name.Text).SequenceEqual(schema.Key.Select(slot => schema.Fields[slot].Name)))
        {
            return schema;
        }

        if (schema.Sequence is not null || names.Count == 0)
        {
            findings.Error(
                "LB2102",
                section.KeySpan("key"),
                names.Count == 0 ? "source.key names the fields that tell records apart; here is none." : "The records of this stream are numbered over the extract, and their key cannot be another.",
                $"the stream's key is {string.Join(", ", schema.Key.Select(slot => schema.Fields[slot].Name))}",
                "remove  key:");
            return schema;
        }

        var known = names.Where(name => this.IsKeyField(name, schema)).Select(name => name.Text).ToList();
        foreach (var twice in names.GroupBy(name => name.Text).Where(same => same.Count() > 1))
        {
            findings.Error("LB1004", twice.Last().Span, $"\"{twice.Key}\" is listed twice under source.key.");
        }

        return known.Count == 0 ? schema : new RecordSchema(schema.Stream, schema.Version, schema.Fields[..^1], known.Distinct(), schema.DateField, schema.Sequence);
    }

    private bool IsKeyField(YamlScalar name, RecordSchema schema)
    {
        if (!schema.TryGetSlot(name.Text, out var slot))
        {
            var nearest = Suggestion.Meant(name.Text, schema.Fields.Select(field => field.Name));
            findings.Error("LB1102", name.Span, $"\"{name.Text}\" is not in the source stream.", advice: nearest is null ? null : $"did you mean {nearest}?");
            return false;
        }

        if (schema.Fields[slot].Type == FieldType.TextList || slot == schema.RecordDateSlot)
        {
            findings.Error("LB2102", name.Span, $"{name.Text} cannot tell records apart: {(slot == schema.RecordDateSlot ? "it is the day of the run" : "it is a list")}.");
            return false;
        }

        return true;
    }

    private RecordSchema Dated(RecordSchema schema, YamlScalar? date)
    {
        if (date is null || date.Text == schema.DateField)
        {
            return schema;
        }

        if (!schema.TryGetSlot(date.Text, out var slot))
        {
            var nearest = Suggestion.Meant(date.Text, schema.Fields.Select(field => field.Name));
            findings.Error("LB1102", date.Span, $"\"{date.Text}\" is not in the source stream.", advice: nearest is null ? null : $"did you mean {nearest}?");
            return schema;
        }

        if (schema.Fields[slot].Type != FieldType.Date)
        {
            findings.Error("LB2102", date.Span, $"source.date names a date; {date.Text} is {Typing.MapType.Of(schema.Fields[slot]).Words}.");
            return schema;
        }

        return new RecordSchema(schema.Stream, schema.Version, schema.Fields[..^1], schema.Key.Select(key => schema.Fields[key].Name), date.Text, schema.Sequence);
    }

    private void Unknown(string code, YamlScalar scalar, string message, IReadOnlyCollection<string> names, string what)
    {
        var nearest = Suggestion.Meant(scalar.Text, names);
        findings.Error(code, scalar.Span, message, $"the {what} are {(names.Count == 0 ? "none" : string.Join(", ", names.Order(StringComparer.Ordinal)))}", nearest is null ? null : $"did you mean {nearest}?");
    }
}
