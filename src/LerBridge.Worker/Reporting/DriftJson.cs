using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Drift;
using LerBridge.Worker.Commands;

namespace LerBridge.Worker.Reporting;

/// <summary>What drifted in streams, for scripts: <c>lerbridge/drift/v1</c>.</summary>
internal static class DriftJson
{
    public static string Write(string connector, IEnumerable<StreamDrift> drifts) =>
        JsonSerializer.Serialize(new Document("lerbridge/drift/v1", connector, [.. drifts.Select(Of)]), DriftJsonContext.Relaxed.Document);

    private static Stream Of(StreamDrift drift) => new(
        drift.Stream,
        drift.LastRun,
        drift.Looked,
        [.. drift.Now.Select(Of)],
        [.. drift.Drifts.Select(one => new Change(JsonText.Word(one.Drift.Kind), one.Drift.Name, one.Drift.Fields, one.Drift.Text, one.Places))]);

    private static Field Of(SeenField field) => new(field.Name, field.Fields, field.Form, field.Filled, field.Looked);

    internal sealed record Document(string Schema, string Connector, IReadOnlyList<Stream> Streams);

    internal sealed record Stream(string Name, string LastRun, long Looked, IReadOnlyList<Field> Fields, IReadOnlyList<Change> Changes);

    internal sealed record Field(string Name, IReadOnlyList<string> Fields, string Form, long Filled, long Looked);

    internal sealed record Change(string Kind, string Name, IReadOnlyList<string> Fields, string Text, IReadOnlyList<string> Places);
}

[JsonSerializable(typeof(DriftJson.Document))]
internal sealed partial class DriftJsonContext : JsonSerializerContext
{
    public static DriftJsonContext Relaxed { get; } = new(JsonText.Options());
}
