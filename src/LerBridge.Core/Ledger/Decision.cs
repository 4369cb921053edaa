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

    /// <summary>True where it is held because the mapping asks a person first: <see cref="Proposed"/> goes into the rest of the run's plan.</summary>
    public bool Waits { get; init; }

    /// <summary>What a person is to approve before it is done, as a verb; null where the mapping lets runs do it.</summary>
    public string? Asks { get; init; }

    /// <summary>For held ones: what a person's yes would make of it; null where a yes alone would not do.</summary>
    public Decision? Proposed { get; init; }

    /// <summary>Why, for skipped, held, failed and withdrawn ones.</summary>
    public string? Code { get; init; }

    /// <summary>Why, in words without values.</summary>
    public string? Reason { get; init; }

    /// <summary>Where in the mapping.</summary>
    public string? Where { get; init; }

    /// <summary>What happened at the source; null where nothing did.</summary>
    public SourceChange? Change { get; init; }

    /// <summary>What is done to the credential; null where nothing is.</summary>
    public CredentialAction? Action { get; init; }

    /// <summary>Why the credential is stopped, where it is suspended or revoked.</summary>
    public StopCause? Cause { get; init; }

    /// <summary>The credential that this one takes the place of and that is revoked with it, where it still stands.</summary>
    public ReplacedCredential? Replaces { get; init; }

    /// <summary>The group of the record, in mappings that keep one of several.</summary>
    public string? Group { get; init; }

    /// <summary>The day by which it is compared with others of its group.</summary>
    public string? Dated { get; init; }

    /// <summary>The rank of the claims, by the mapping's <c>rank</c>: texts that compare byte by byte as their values do.</summary>
    public string? Rank { get; init; }

    /// <summary>The outline of the claims, by which a later change is told apart (see <see cref="Credentials.ClaimsOutline"/>).</summary>
    public ReadOnlyMemory<byte> Outline { get; init; }

    /// <summary>True where the credential is to have a place in a suspension list.</summary>
    public bool Suspendable { get; init; }

    /// <summary>What waits out its grace; null where nothing does.</summary>
    public PendingChange? Pending { get; init; }

    /// <summary>For absent ones: since which record date.</summary>
    public DateOnly? AbsentSince { get; init; }

    /// <summary>For absent ones: in how many complete extracts in a row, this one included.</summary>
    public int AbsentRuns { get; init; }
}

/// <summary>A credential whose place another one takes.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">The register version that the decision was made on.</param>
/// <param name="PersonId">The person it is about.</param>
public sealed record ReplacedCredential(string Id, int Version, string PersonId);

/// <summary>A change that the mapping lets stand for a while before it acts (<c>after</c>).</summary>
/// <param name="Case">The case of <c>on_change</c>, as it is written there.</param>
/// <param name="Since">The record date on which it was first seen.</param>
/// <param name="Runs">In how many complete runs in a row it was seen, this one included.</param>
public sealed record PendingChange(string Case, DateOnly Since, int Runs);

/// <summary>What happened at the source and what was done, counted over a run.</summary>
/// <param name="Change">What happened.</param>
/// <param name="Action">What was done to the credentials; null where nothing was.</param>
/// <param name="Count">How many records.</param>
public sealed record RunChange(SourceChange Change, CredentialAction? Action, long Count);

/// <summary>Equal reasons of a run, counted.</summary>
/// <param name="Kind">What became of the records.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Message">The reason.</param>
/// <param name="Where">File, line and column, or the place in the source.</param>
/// <param name="Count">How many records.</param>
/// <param name="Example">One of them, as a keyed hash of its record key.</param>
public sealed record RunProblem(DecisionKind Kind, string Code, string Message, string? Where, long Count, string? Example);
