using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Worker.Commands;

namespace LerBridge.Worker.Reporting;

/// <summary>A sample of a stream for scripts: <c>lerbridge/sample/v1</c>.</summary>
internal static class SampleJson
{
    public static string Write(string connector, Sample sample, bool values)
    {
        var slots = Enumerable.Range(0, sample.Schema.Fields.Length - 1).ToArray();
        var fields = slots.Select(slot => new FieldFill(sample.Schema.Fields[slot].Name, sample.Filled(slot))).ToArray();
        var records = values
            ? sample.Records.Select(record => slots
                .Select(slot => (sample.Schema.Fields[slot].Name, Value: sample.Shown(record, slot)))
                .Where(pair => pair.Value is not null)
                .ToDictionary(pair => pair.Name, pair => pair.Value ?? string.Empty, StringComparer.Ordinal)).ToArray()
            : null;
        return JsonSerializer.Serialize(
            new Document("lerbridge/sample/v1", connector, sample.Schema.Stream, sample.Records.Count, sample.Rejected, sample.ReadAll, fields, records),
            SampleJsonContext.Relaxed.Document);
    }

    internal sealed record Document(
        string Schema, string Connector, string Stream, int Read, long Rejected, bool ReadAll, IReadOnlyList<FieldFill> Fields, IReadOnlyList<Dictionary<string, string>>? Records);

    internal sealed record FieldFill(string Name, int Filled);
}

[JsonSerializable(typeof(SampleJson.Document))]
internal sealed partial class SampleJsonContext : JsonSerializerContext
{
    public static SampleJsonContext Relaxed { get; } = new(JsonText.Options());
}
