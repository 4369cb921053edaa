using System.Text.Json;
using System.Text.Json.Serialization;

namespace LerBridge.Core.Pipeline;

/// <summary>What the rows of one part came to, as it waits in the ledger for the others.</summary>
/// <param name="Tally">The counts and reasons.</param>
/// <param name="Rest">The same of what waits for a person.</param>
/// <param name="Results">How often each result is about to be signed.</param>
/// <param name="Unreadable">Where rows could not be read.</param>
/// <param name="Later">The keys of rows that are decided when all parts are done.</param>
internal sealed record PartOutcome(TallyState Tally, TallyState Rest, ResultState Results, UnreadableState Unreadable, IReadOnlyList<string> Later)
{
    /// <summary>As text.</summary>
    public string Write() => JsonSerializer.Serialize(this, PartOutcomeJson.Default.PartOutcome);

    /// <summary>From text that <see cref="Write"/> made.</summary>
    public static PartOutcome Read(string text) =>
        JsonSerializer.Deserialize(text, PartOutcomeJson.Default.PartOutcome) ?? throw new InvalidOperationException("A part of a run has no outcome.");
}

/// <summary>What a <see cref="RunTally"/> holds.</summary>
internal sealed record TallyState(IReadOnlyList<long> Kinds, long Waiting, IReadOnlyList<ReasonState> Reasons);

/// <summary>One reason of a <see cref="RunTally"/>.</summary>
internal sealed record ReasonState(int Kind, string Code, string Message, string? Group, string? Where, string Example, long Count);

/// <summary>What a <see cref="ResultTally"/> holds.</summary>
internal sealed record ResultState(IReadOnlyDictionary<string, long> Counts, long Others);

/// <summary>What <see cref="UnreadableRows"/> holds.</summary>
internal sealed record UnreadableState(IReadOnlyList<string> Partitions, IReadOnlyList<string> Doubtful);

[JsonSerializable(typeof(PartOutcome))]
internal sealed partial class PartOutcomeJson : JsonSerializerContext;
