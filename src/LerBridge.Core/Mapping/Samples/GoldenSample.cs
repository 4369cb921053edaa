using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Samples;

/// <summary>A real record without its person, and what the mapping made of it when it was accepted.</summary>
/// <param name="Name">What it is called; unique among the samples of its mapping.</param>
/// <param name="Line">The line on which it begins in its file; 0 where it was not written yet.</param>
/// <param name="Record">The record, pseudonymised, with its day and number.</param>
/// <param name="Expected">What came of it.</param>
public sealed record GoldenSample(string Name, int Line, SourceRecord Record, FrozenOutcome Expected)
{
    /// <summary>What an author wrote about it; null where nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>An outcome as a file keeps it: without the place in the mapping, which moves.</summary>
/// <param name="Word">issue, skip, hold or fail.</param>
/// <param name="Code">The reason's code; null for issue.</param>
/// <param name="Reason">The reason in words.</param>
/// <param name="Claims">What the credential says, as UTF-8 JSON; empty where none is issued.</param>
public sealed record FrozenOutcome(string Word, string? Code, string? Reason, ReadOnlyMemory<byte> Claims)
{
    internal static FrozenOutcome Of(Preview.PreviewOutcome outcome) =>
        new(outcome.Word == "stop" ? "fail" : outcome.Word, outcome.Reason?.Code, outcome.Reason?.Text, outcome.Claims);
}
