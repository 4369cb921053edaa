using System.Text.Json;
using System.Text.Json.Serialization;

namespace LerBridge.Worker.Reporting;

/// <summary>What a verb did with files, for scripts.</summary>
internal static class FileJson
{
    public static string Write(string schema, IReadOnlyList<Item> files) => JsonSerializer.Serialize(new Document(schema, files), FileJsonContext.Relaxed.Document);

    internal sealed record Document(string Schema, IReadOnlyList<Item> Files);

    internal sealed record Item(string File, bool Changed);
}

[JsonSerializable(typeof(FileJson.Document))]
internal sealed partial class FileJsonContext : JsonSerializerContext
{
    public static FileJsonContext Relaxed { get; } = new(JsonText.Options());
}
