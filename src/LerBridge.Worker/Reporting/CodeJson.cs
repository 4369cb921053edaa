using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Diagnostics;

namespace LerBridge.Worker.Reporting;

/// <summary>Codes and their explanations for scripts: <c>lerbridge/codes/v1</c>.</summary>
internal static class CodeJson
{
    public static string Write(IEnumerable<ErrorCode> codes) => JsonSerializer.Serialize(new Document("lerbridge/codes/v1", [.. codes]), CodeJsonContext.Relaxed.Document);

    internal sealed record Document(string Schema, IReadOnlyList<ErrorCode> Codes);
}

[JsonSerializable(typeof(CodeJson.Document))]
internal sealed partial class CodeJsonContext : JsonSerializerContext
{
    public static CodeJsonContext Relaxed { get; } = new(JsonText.Options());
}
