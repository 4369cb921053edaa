using System.Text.Json;
using System.Text.Json.Serialization;
using LerBridge.Core.Pipeline;

namespace LerBridge.Worker.Reporting;

/// <summary>Runs held against their manifests, as scripts read it: <c>lerbridge/runs-verification/v1</c>.</summary>
internal static class ManifestJson
{
    public static string Write(IEnumerable<ManifestCheck> checks, long outside, long byHand, IReadOnlyList<string> findings, IReadOnlyList<string> remarks) => JsonSerializer.Serialize(
        new Document(
            "lerbridge/runs-verification/v1",
            outside,
            byHand,
            findings,
            remarks,
            [.. checks.Select(check => new Item(check.Run.Id, check.Run.Mapping, Word(check.Stands), check.Decisions, check.Versions, check.TrimmedAt, check.Problems))]),
        ManifestJsonContext.Relaxed.Document);

    /// <summary>yes, no or unknown.</summary>
    public static string Word(bool? stands) => stands switch
    {
        true => "yes",
        false => "no",
        _ => "unknown",
    };

    internal sealed record Document(string Schema, long VersionsOutsideRuns, long VersionsByHand, IReadOnlyList<string> Findings, IReadOnlyList<string> Remarks, IReadOnlyList<Item> Runs);

    internal sealed record Item(string Id, string Mapping, string Stands, long Decisions, long Versions, DateTimeOffset? DecisionsDeletedAt, IReadOnlyList<string> Problems);
}

[JsonSerializable(typeof(ManifestJson.Document))]
internal sealed partial class ManifestJsonContext : JsonSerializerContext
{
    public static ManifestJsonContext Relaxed { get; } = new(JsonText.Options());
}
