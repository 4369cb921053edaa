namespace LerBridge.Core.Ledger;

/// <summary>What a plan does with one record.</summary>
public enum DecisionKind
{
    /// <summary>Issued before with the same claims.</summary>
    Unchanged,

    /// <summary>To be issued.</summary>
    New,

    /// <summary>To be issued again with newer content under the same id.</summary>
    Corrected,

    /// <summary>To be withdrawn: read, and no longer qualifying.</summary>
    Withdrawn,

    /// <summary>The mapping says no.</summary>
    Skipped,

    /// <summary>Waits for a person.</summary>
    Held,

    /// <summary>Could not be mapped.</summary>
    Failed,

    /// <summary>Not in the extract; nothing is done yet.</summary>
    AbsentKept,

    /// <summary>Not in the extract; waits for a person.</summary>
    AbsentHeld,

    /// <summary>Not in the extract past its grace; to be withdrawn.</summary>
    AbsentWithdrawn,
}

/// <summary>One row of a plan. Records that need no evaluation and no change have none: they are a count.</summary>
public sealed record Decision
{
    /// <summary>The record key.</summary>
    public required string RecordKey { get; init; }

    /// <summary>The partition.</summary>
    public required string Partition { get; init; }

    /// <summary>The fingerprint decided by; for absent records the last known one.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What is done.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>The credential concerned, where there is or will be one.</summary>
    public string? CredentialId { get; init; }

    /// <summary>The person concerned.</summary>
    public string? PersonId { get; init; }

    /// <summary>The credential's generation.</summary>
    public int Generation { get; init; }

    /// <summary>The register version the decision was made on; 0 for a credential that does not exist yet. Applying refuses another.</summary>
    public int BaseVersion { get; init; }

    /// <summary>The claims, for new and corrected ones.</summary>
    public ReadOnlyMemory<byte> Claims { get; init; }

    /// <summary>Hex SHA-256 of the claims.</summary>
    public string? ClaimsHash { get; init; }

    /// <summary>True where the source's privacy flag is missing, so that third parties are not told (streams, <c>person.*</c>).</summary>
    public bool PrivacyUnknown { get; init; }

    /// <summary>True where it is held because the mapping does not say whether it may be done.</summary>
    public bool Waits { get; init; }

    /// <summary>Why, for skipped, held, failed and withdrawn ones.</summary>
    public string? Code { get; init; }

    /// <summary>Why, in words without values.</summary>
    public string? Reason { get; init; }

    /// <summary>Where in the mapping.</summary>
    public string? Where { get; init; }

    /// <summary>For absent ones: since which record date.</summary>
    public DateOnly? AbsentSince { get; init; }

    /// <summary>For absent ones: in how many complete extracts in a row, this one included.</summary>
    public int AbsentRuns { get; init; }
}

/// <summary>Equal reasons of a run, counted.</summary>
/// <param name="Kind">What became of the records.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Message">The reason.</param>
/// <param name="Where">File, line and column, or the place in the source.</param>
/// <param name="Count">How many records.</param>
/// <param name="Example">One of them, as a keyed hash of its record key.</param>
public sealed record RunProblem(DecisionKind Kind, string Code, string Message, string? Where, long Count, string? Example);
