using LerBridge.Core.Credentials;

namespace LerBridge.Core.Ledger;

/// <summary>What a record of a run is to its group, before one is kept.</summary>
public enum Standing
{
    /// <summary>It qualifies, and its claims are at hand.</summary>
    Qualifies,

    /// <summary>The mapping says no.</summary>
    Skipped,

    /// <summary>Waits for a person.</summary>
    Held,

    /// <summary>Could not be mapped.</summary>
    Failed,

    /// <summary>Gone from complete extracts past its grace.</summary>
    Absent,

    /// <summary>Not read by this run, and the group's credential stands for it.</summary>
    Stands,

    /// <summary>Not read by this run, qualified when it was, and may still.</summary>
    Possible,
}

/// <summary>A record on its way into a group, in mappings that keep one record of several.</summary>
public sealed record Candidate
{
    /// <summary>The record key.</summary>
    public required string RecordKey { get; init; }

    /// <summary>The partition.</summary>
    public required string Partition { get; init; }

    /// <summary>The fingerprint.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What it is to its group.</summary>
    public required Standing Standing { get; init; }

    /// <summary>The group: the values of the <c>per</c> fields as a JSON array; null where one of them is missing.</summary>
    public string? Group { get; init; }

    /// <summary>The rank; null where the mapping has none.</summary>
    public string? Rank { get; init; }

    /// <summary>The day by which latest and first are told, as text; null where the record has none.</summary>
    public string? Dated { get; init; }

    /// <summary>The person, of a record that qualifies.</summary>
    public string? PersonId { get; init; }

    /// <summary>The claims, of a record that qualifies.</summary>
    public ReadOnlyMemory<byte> Claims { get; init; }

    /// <summary>True where the source's privacy flag is missing.</summary>
    public bool PrivacyUnknown { get; init; }

    /// <summary>True for a row that could not become a record.</summary>
    public bool Rejected { get; init; }

    /// <summary>Why it does not qualify.</summary>
    public string? Code { get; init; }

    /// <summary>Why, in words.</summary>
    public string? Reason { get; init; }

    /// <summary>Where in the mapping.</summary>
    public string? Where { get; init; }

    /// <summary>For absent ones: since which record date.</summary>
    public DateOnly? AbsentSince { get; init; }

    /// <summary>For absent ones: in how many complete extracts in a row.</summary>
    public int AbsentRuns { get; init; }
}

/// <summary>A candidate with what became of its group: the input of a decision.</summary>
public sealed record GroupMember
{
    /// <summary>The candidate.</summary>
    public required Candidate Candidate { get; init; }

    /// <summary>True where it is the one that is kept.</summary>
    public required bool Kept { get; init; }

    /// <summary>What the one that is kept of its group is; null where none is.</summary>
    public Standing? KeptStanding { get; init; }

    /// <summary>What is known of the record, with the credential that stands for it.</summary>
    public KnownRecord? Known { get; init; }

    /// <summary>True where the credential that stands for it belongs to its group.</summary>
    public bool OwnIsOfGroup { get; init; }

    /// <summary>True where the credential that stands for it belongs to no group: it is from before the mapping kept one of several.</summary>
    public bool OwnIsUngrouped { get; init; }

    /// <summary>What the one that is kept of the group of its credential is; null where none is.</summary>
    public Standing? OwnKeptStanding { get; init; }

    /// <summary>The newest credential of the group; null where there is none.</summary>
    public KnownCredential? OfGroup { get; init; }

    /// <summary>True where the group's credential stands for another record so far.</summary>
    public bool Passes { get; init; }
}
