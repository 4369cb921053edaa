using LerBridge.Core.Credentials;
using LerBridge.Core.Sources;

namespace LerBridge.Core.Ledger;

/// <summary>A batch on its way into the ledger: rows and the cursor that is true once they are kept, in one transaction.</summary>
public sealed record StagedBatch
{
    /// <summary>The partition.</summary>
    public required string Partition { get; init; }

    /// <summary>True where what this run had staged of the partition is forgotten first.</summary>
    public bool Restarts { get; init; }

    /// <summary>The rows. A key that is staged already is replaced: the newest wins, but see <see cref="IsOneState"/>.</summary>
    public required IReadOnlyList<StagedRow> Rows { get; init; }

    /// <summary>What the batch met of a <see cref="SettledSet"/>, in the order in which it did (<see cref="SettledSet.Remember"/>).</summary>
    public IReadOnlyList<int> Marks { get; init; } = [];

    /// <summary>How many settled rows came that this run had met before, or that another row of the same key displaced: duplicates.</summary>
    public int Repeated { get; init; }

    /// <summary>The cursor once the batch is kept.</summary>
    public required SourceCursor Cursor { get; init; }

    /// <summary>True where two rows of the partition with one key and different content contradict each other: the row is then kept as one that could not become a record, with <see cref="ContestedRows.Code"/>.</summary>
    public bool IsOneState { get; init; }

    /// <summary>How the partition ended, on its last batch.</summary>
    public PartitionEnd? End { get; init; }

    /// <summary>Notices to keep with the run; equal ones are kept once, with a count.</summary>
    public IReadOnlyList<SourceNotice> Notices { get; init; } = [];

    /// <summary>Fields that this run cannot read although an earlier one could; each is kept once.</summary>
    public IReadOnlyList<UnreadField> Unread { get; init; } = [];
}

/// <summary>What of an extract is what the last applied run read already, so that it is no new evidence of what is absent.</summary>
/// <param name="Names">The partitions that are.</param>
/// <param name="All">True where every partition is.</param>
public sealed record RepeatedParts(IReadOnlySet<string> Names, bool All)
{
    /// <summary>Nothing is.</summary>
    public static readonly RepeatedParts None = new(new HashSet<string>(StringComparer.Ordinal), All: false);

    /// <summary>True where a record of a partition, which may be gone, is seen, or missed, no more often than before.</summary>
    public bool Holds(string partition) => this.All || this.Names.Contains(partition);
}

/// <summary>One staged row.</summary>
public sealed record StagedRow
{
    /// <summary>What makes the row one within the run: the record key, or for a numbered stream the group and the order.</summary>
    public required string Key { get; init; }

    /// <summary>Hex SHA-256 of <see cref="Content"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The canonical content; empty for a rejected row.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The sequence group, in numbered streams.</summary>
    public string? Group { get; init; }

    /// <summary>The text by which the group is ordered (ordinal comparison).</summary>
    public string? Order { get; init; }

    /// <summary>True where it is certain that no row with its key was staged by this run before, so that none needs to be looked for.</summary>
    public bool IsFirst { get; init; }

    /// <summary>True where a settled row of the same key and other content came before and was not staged.</summary>
    public bool DisplacesSettled { get; init; }

    /// <summary>Where it stands in the source.</summary>
    public string? Place { get; init; }

    /// <summary>For a row that could not become a record: the code.</summary>
    public string? RejectCode { get; init; }

    /// <summary>For a row that could not become a record: the reason.</summary>
    public string? RejectReason { get; init; }
}

/// <summary>A staged row joined with what the ledger knows of its record: the input of a decision.</summary>
public sealed record StagedRecord
{
    /// <summary>The record key (with its number, in numbered streams).</summary>
    public required string Key { get; init; }

    /// <summary>The partition.</summary>
    public required string Partition { get; init; }

    /// <summary>The fingerprint.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The canonical content.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The number within its group, in numbered streams.</summary>
    public int? Number { get; init; }

    /// <summary>True where the extract does not show which number it has.</summary>
    public bool NumberIsUnsure { get; init; }

    /// <summary>Where it stands in the source.</summary>
    public string? Place { get; init; }

    /// <summary>For a row that could not become a record.</summary>
    public string? RejectCode { get; init; }

    /// <summary>For a row that could not become a record.</summary>
    public string? RejectReason { get; init; }

    /// <summary>What is known of the record; null for one never seen.</summary>
    public KnownRecord? Known { get; init; }
}

/// <summary>What the ledger knows of a record of a mapping.</summary>
public sealed record KnownRecord
{
    /// <summary>The record key.</summary>
    public required string Key { get; init; }

    /// <summary>The partition it was last seen in.</summary>
    public required string Partition { get; init; }

    /// <summary>The fingerprint it was last decided by.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The hash of the mapping plan it was last decided by.</summary>
    public required string MappingHash { get; init; }

    /// <summary>The record date it was last decided on.</summary>
    public required DateOnly DecidedOn { get; init; }

    /// <summary>What was decided then: <c>Unchanged</c> for one that is issued.</summary>
    public required DecisionKind Outcome { get; init; }

    /// <summary>Why, for skipped, held and failed ones.</summary>
    public string? Code { get; init; }

    /// <summary>Why, in words.</summary>
    public string? Reason { get; init; }

    /// <summary>Where in the mapping.</summary>
    public string? Where { get; init; }

    /// <summary>The newest credential of the record; null where none was issued.</summary>
    public KnownCredential? Credential { get; init; }

    /// <summary>The first record date on which a complete extract lacked it; null where it was in the last one.</summary>
    public DateOnly? AbsentSince { get; init; }

    /// <summary>How many complete extracts have lacked it in a row.</summary>
    public int AbsentRuns { get; init; }

    /// <summary>A change that waited out its grace when the record was last decided.</summary>
    public PendingChange? Pending { get; init; }

    /// <summary>The generation of the last credential that went on with another key; null where none did.</summary>
    public int? PassedOn { get; init; }

    /// <summary>For absent ones: true where a new record of the run may go on with its credential.</summary>
    public bool MayGoOn { get; init; }
}

/// <summary>What a decision needs to know of a credential.</summary>
public sealed record KnownCredential
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The person it is about.</summary>
    public required string PersonId { get; init; }

    /// <summary>0 for the first, raised by every reissue.</summary>
    public required int Generation { get; init; }

    /// <summary>The register version.</summary>
    public required int Version { get; init; }

    /// <summary>What it is worth.</summary>
    public required CredentialState State { get; init; }

    /// <summary>Hex SHA-256 of its claims.</summary>
    public required string ClaimsHash { get; init; }

    /// <summary>The rank of its claims; null where its mapping had none.</summary>
    public string? Rank { get; init; }

    /// <summary>Why it is suspended or revoked; null where it stands, or where it was withdrawn before that was written down.</summary>
    public StopCause? StoppedBy { get; init; }

    /// <summary>True where it has a place in a suspension list.</summary>
    public bool Suspendable { get; init; }
}
