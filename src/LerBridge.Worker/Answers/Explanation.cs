using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping.Coverage;

namespace LerBridge.Worker.Answers;

/// <summary>Everything that can be said about one credential: from which record, by which line of the mapping, with which rows of tables, signed by what, and told to whom.</summary>
internal sealed record Explanation
{
    public required RegisterEntry Entry { get; init; }

    public required CredentialTrace Trace { get; init; }

    /// <summary>The mapping's file and hash as it is now; null where the site no longer has it.</summary>
    public required ExplainedMapping? Mapping { get; init; }

    /// <summary>What each computed claim says and where that comes from. Values about a person are shown as what they are.</summary>
    public required IReadOnlyList<ExplainedClaim> Claims { get; init; }

    /// <summary>The rows of tables that decide about the record as it was last read; empty where it is no longer there.</summary>
    public required IReadOnlyList<UsedRow> Rows { get; init; }

    /// <summary>The record as the last extract had it; null where it had none.</summary>
    public required ExplainedRecord? Record { get; init; }

    /// <summary>Who let it be issued although the mapping holds such records; null where nobody had to.</summary>
    public HoldVerdict? Released { get; init; }

    /// <summary>The state of the key that signed, as in verify-only; null where the site no longer has it.</summary>
    public required string? KeyState { get; init; }
}

/// <summary>The mapping behind a credential.</summary>
/// <param name="File">Its file.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Hash">Its hash now.</param>
/// <param name="AsSigned">True where it is the one that the credential was last signed with.</param>
internal sealed record ExplainedMapping(string File, string Owner, string Hash, bool AsSigned);

/// <summary>A claim.</summary>
/// <param name="Path">Where it stands in the credential, without indices.</param>
/// <param name="Where">File, line and column of the formula.</param>
/// <param name="Fields">The fields of the record that it is made of.</param>
internal sealed record ExplainedClaim(string Path, string Where, IReadOnlyList<string> Fields);

/// <summary>The record behind a credential, in the last extract.</summary>
/// <param name="ReadBy">The run that read it.</param>
/// <param name="ReadAt">When that began.</param>
/// <param name="Fingerprint">Hex SHA-256 of what was read.</param>
/// <param name="AsDecided">True where it is what the credential was last decided by.</param>
/// <param name="Place">Where it stands in the source.</param>
/// <param name="Outcome">What the mapping makes of it now, in a word.</param>
/// <param name="Reason">Why, where it issues nothing.</param>
internal sealed record ExplainedRecord(string ReadBy, DateTimeOffset ReadAt, string Fingerprint, bool AsDecided, string? Place, string Outcome, string? Reason);
