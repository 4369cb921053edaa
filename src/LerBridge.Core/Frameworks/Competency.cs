namespace LerBridge.Core.Frameworks;

/// <summary>One statement of a framework.</summary>
/// <param name="Identifier">Its identifier, as a rule a UUID; compared without regard to case, as publishers mix both.</param>
/// <param name="Uri">Its address.</param>
/// <param name="Code">The code that people use (CASE <c>humanCodingScheme</c>); null where it has none.</param>
/// <param name="Statement">The statement in full.</param>
public sealed record Competency(string Identifier, string Uri, string? Code, string Statement)
{
    private const int LongestName = 100;

    /// <summary>The statement in short; null where it has none.</summary>
    public string? ShortStatement { get; init; }

    /// <summary>What it is, in the publisher's words (CASE <c>CFItemType</c>): a competency, a cluster, a skill; null where that is not said.</summary>
    public string? Type { get; init; }

    /// <summary>The language of the statement; null where that is not said.</summary>
    public string? Language { get; init; }

    /// <summary>From when it is in force (CASE <c>statusStartDate</c>); null where that is not said.</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>The day from which it is withdrawn (CASE <c>statusEndDate</c>); null where it is not.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>A further name by which others know it, as the CTID of the Credential Registry; null where it has none.</summary>
    public string? OtherName { get; init; }

    /// <summary>What a row or an alignment calls it by: its code, or its identifier where it has none.</summary>
    public string Label => this.Code ?? this.Identifier;

    /// <summary>What an alignment shows as its name: the short statement, or the beginning of the full one.</summary>
    public string Name => this.ShortStatement ?? (this.Statement.Length <= LongestName ? this.Statement : $"{this.Statement.AsSpan(0, EndOfName())}…");

    // no half of a pair of code units
    private int EndOfName() => char.IsHighSurrogate(this.Statement[LongestName - 2]) ? LongestName - 2 : LongestName - 1;
}
