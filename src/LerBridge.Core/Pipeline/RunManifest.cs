using System.Text.Json.Serialization;
using LerBridge.Core.Ledger;

namespace LerBridge.Core.Pipeline;

/// <summary>What a run signs about itself: which mapping with which tables it applied to what, hash trees over all that it decided and wrote, who approved it, and the manifest before it.</summary>
/// <param name="Schema"><c>lerbridge/manifest/v3</c>; v2 lacks messages and changes of keys, v1 all that is not among the parameters, and its leaves have fewer members.</param>
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
    string? Previous)
{
    /// <summary>Its number in the chain, from 1; null in v1.</summary>
    public long? Number { get; init; }

    /// <summary>True for what a person did by hand.</summary>
    public bool ByHand { get; init; }

    /// <summary>How the run ended.</summary>
    public string? Outcome { get; init; }

    /// <summary>The run's counts.</summary>
    public RunCounts? Counts { get; init; }

    /// <summary>How many decisions about who is who and about held records were made by hand.</summary>
    public long Acts { get; init; }

    /// <summary>The root over them.</summary>
    public string? ActsRoot { get; init; }

    /// <summary>How many messages to destinations the versions made; from v3 on.</summary>
    public long? Messages { get; init; }

    /// <summary>The root over them: to whom, about which version, what, under which key. Whether they arrived is not signed.</summary>
    public string? MessagesRoot { get; init; }

    /// <summary>How many credentials went on under another key of their record; from v3 on.</summary>
    public long? KeyChanges { get; init; }

    /// <summary>The root over them.</summary>
    public string? KeyChangesRoot { get; init; }

    /// <summary>How many runs and acts had ended without a manifest when the first one of v2 was signed; carried on, so that there are never more.</summary>
    public long Unsealed { get; init; }
}

/// <summary>The signed word about which manifest is the newest.</summary>
/// <param name="Schema"><c>lerbridge/manifest-end/v1</c>.</param>
/// <param name="Number">Its number.</param>
/// <param name="Hash">Hex SHA-256 of it.</param>
internal sealed record ManifestEndWord(string Schema, long Number, string Hash);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunManifest))]
[JsonSerializable(typeof(ManifestEndWord))]
internal sealed partial class RunManifestJson : JsonSerializerContext;
