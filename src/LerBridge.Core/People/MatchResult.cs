using LerBridge.Core.Mapping;

namespace LerBridge.Core.People;

/// <summary>Whom a record is about.</summary>
internal abstract record MatchResult
{
    private MatchResult()
    {
    }

    /// <summary>A person, and the identifiers that were not known to be theirs.</summary>
    public sealed record Person(string Id, IReadOnlyList<PersonIdentifier> New) : MatchResult;

    /// <summary>A human has to say.</summary>
    public sealed record Hold(MapReason Reason) : MatchResult;
}
