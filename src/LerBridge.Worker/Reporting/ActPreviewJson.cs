using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Pipeline;

namespace LerBridge.Worker.Reporting;

/// <summary>What an act by hand would come to: <c>lerbridge/act-preview/v1</c>. Whoever does it names the preview, so that nothing is done but what was shown.</summary>
internal static class ActPreviewJson
{
    public static string Write(string preview, IReadOnlyList<string> consequences, HandRefusal? refusal) => JsonSerializer.Serialize(
        new Document("lerbridge/act-preview/v1", preview, consequences, refusal is null ? null : new Refusal(refusal.Code, refusal.Message)), ActPreviewJsonContext.Relaxed.Document);

    internal sealed record Document(string Schema, string Preview, IReadOnlyList<string> Consequences, Refusal? Refusal);

    internal sealed record Refusal(string Code, string Message);
}

[JsonSerializable(typeof(ActPreviewJson.Document))]
internal sealed partial class ActPreviewJsonContext : JsonSerializerContext
{
    public static ActPreviewJsonContext Relaxed { get; } = new(JsonText.Options());
}
