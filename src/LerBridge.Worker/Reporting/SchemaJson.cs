using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Records;
using LerBridge.Worker.Commands;

namespace LerBridge.Worker.Reporting;

/// <summary>The fields of streams for scripts: <c>lerbridge/schema/v1</c>.</summary>
internal static class SchemaJson
{
    public static string Write(string connector, IEnumerable<RecordSchema> schemas) =>
        JsonSerializer.Serialize(new Document("lerbridge/schema/v1", connector, [.. schemas.Select(One)]), SchemaJsonContext.Relaxed.Document);

    private static Stream One(RecordSchema schema) => new(
        schema.Stream,
        schema.Version,
        [.. schema.Key.Select(slot => schema.Fields[slot].Name)],
        schema.DateField,
        [.. schema.AllFields.Select(one => new Item(one.Path, Streams.TypeOf(one.Field), one.Field.Optional, Streams.TagsOf(one.Field), one.Field.Description, one.Field.Sample))]);

    internal sealed record Document(string Schema, string Connector, IReadOnlyList<Stream> Streams);

    internal sealed record Stream(string Name, string Version, IReadOnlyList<string> Key, string? Date, IReadOnlyList<Item> Fields);

    internal sealed record Item(string Name, string Type, bool Optional, string Tags, string Description, string? Sample);
}

[JsonSerializable(typeof(SchemaJson.Document))]
internal sealed partial class SchemaJsonContext : JsonSerializerContext
{
    public static SchemaJsonContext Relaxed { get; } = new(JsonText.Options());
}
