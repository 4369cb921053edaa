using System.Text.Json.Serialization;

namespace LerBridge.Core.Pipeline;

/// <summary>What a run signs about itself: which mapping with which tables it applied to what, hash trees over all that it decided and wrote, who approved it, and the manifest before it.</summary>
/// <param name="Schema"><c>lerbridge/manifest/v1</c>.</param>
/// <param name="Run">The run.</param>
/// <param name="Mapping">The mapping.</param>
/// <param name="MappingHash">Its hash, which covers its tables and frameworks.</param>
/// <param name="PlanHash">The plan's hash.</param>
/// <param name="RecordDate">The day of <c>record_date</c>.</param>
/// <param name="Extract">complete or partial.</param>
/// <param name="Scope">The part of the stream that it is about, as its plan's hash covers it; null for all of it.</param>
/// <param name="Decisions">How many rows the plan had.</param>
/// <param name="DecisionsRoot">The root over them.</param>
/// <param name="Versions">How many versions of credentials were written.</param>
/// <param name="VersionsRoot">The root over them, signed documents included.</param>
/// <param name="ApprovedBy">Who applied it; null where it applied itself.</param>
/// <param name="OverrideReason">Why a brake was released.</param>
/// <param name="Previous">Hex SHA-256 of the manifest before it, whichever run's; null for the first.</param>
internal sealed record RunManifest(
    string Schema,
    string Run,
    string Mapping,
    string MappingHash,
    string? PlanHash,
    DateOnly RecordDate,
    string Extract,
    string? Scope,
    long Decisions,
    string DecisionsRoot,
    long Versions,
    string VersionsRoot,
    string? ApprovedBy,
    string? OverrideReason,
    string? Previous);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunManifest))]
internal sealed partial class RunManifestJson : JsonSerializerContext;
