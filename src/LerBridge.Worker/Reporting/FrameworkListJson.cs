using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Worker.Frameworks;

namespace LerBridge.Worker.Reporting;

/// <summary>Frameworks for scripts: <c>lerbridge/frameworks/v1</c>.</summary>
internal static class FrameworkListJson
{
    public static string Write(IReadOnlyList<ListedFramework> frameworks, IReadOnlyList<string> uncompiled)
    {
        var items = frameworks.Select(framework => new Item(
            framework.Id,
            framework.Version,
            framework.Framework?.Head.Title,
            framework.Framework?.Items.Count,
            framework.Framework is null ? null : framework.Withdrawn,
            [.. framework.Uses.Select(use => new Use(use.Mapping, use.Table, use.Rows.Count))],
            framework.Framework?.Hash,
            framework.Problem));
        return JsonSerializer.Serialize(new Document("lerbridge/frameworks/v1", [.. items], uncompiled), FrameworkListJsonContext.Relaxed.Document);
    }

    internal sealed record Document(string Schema, IReadOnlyList<Item> Frameworks, IReadOnlyList<string> MappingsNotCompiled);

    internal sealed record Item(string Id, string Version, string? Title, int? Items, int? Withdrawn, IReadOnlyList<Use> UsedBy, string? Hash, string? Problem);

    internal sealed record Use(string Mapping, string Table, int Rows);
}

[JsonSerializable(typeof(FrameworkListJson.Document))]
internal sealed partial class FrameworkListJsonContext : JsonSerializerContext
{
    public static FrameworkListJsonContext Relaxed { get; } = new(JsonText.Options());
}
