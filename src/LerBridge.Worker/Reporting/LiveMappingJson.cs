using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Diagnostics;
using LerBridge.Worker.Serving.Reload;

namespace LerBridge.Worker.Reporting;

/// <summary>The mappings of a running service for scripts: <c>lerbridge/mappings/v1</c>.</summary>
internal static class LiveMappingJson
{
    public static string Write(IEnumerable<LiveMapping> mappings) => JsonSerializer.Serialize(
        new Document("lerbridge/mappings/v1", [.. mappings.Select(mapping => new Item(
            mapping.Plan?.Id, mapping.Plan?.Title, mapping.File, mapping.Plan?.Hash, mapping.Plan is null ? null : mapping.Since, State(mapping), mapping.BrokenSince, [.. mapping.Problems.Select(Written)]))]),
        LiveMappingJsonContext.Relaxed.Document);

    /// <summary><c>live</c>: the file as it is; <c>last good</c>: as it was before it was broken; <c>broken</c>: nothing runs.</summary>
    private static string State(LiveMapping mapping) => mapping.Problems.Count == 0 ? "live" : mapping.Plan is null ? "broken" : "last good";

    private static Problem Written(Diagnostic problem) => new(problem.Code, problem.File, problem.Line, problem.Column, problem.Message, problem.Why, problem.Try);

    internal sealed record Document(string Schema, IReadOnlyList<Item> Mappings);

    internal sealed record Item(string? Id, string? Title, string File, string? Hash, DateTimeOffset? Since, string State, DateTimeOffset? BrokenSince, IReadOnlyList<Problem> Problems);

    internal sealed record Problem(string Code, string File, int Line, int Column, string Message, string? Why, string? Try);
}

[JsonSerializable(typeof(LiveMappingJson.Document))]
internal sealed partial class LiveMappingJsonContext : JsonSerializerContext
{
    public static LiveMappingJsonContext Relaxed { get; } = new(JsonText.Options());
}
