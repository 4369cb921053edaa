namespace LerBridge.Core.Ledger;

/// <summary>Records that wait for a person, and what persons decided about them. Each call is one transaction.</summary>
public interface IHoldLedger
{
    /// <summary>Held records, by mapping and record key.</summary>
    /// <param name="mapping">Of which mapping; null for all.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<HeldRecord>> ListAsync(string? mapping, int limit, CancellationToken cancellationToken);

    /// <summary>What persons decided about records of a mapping, by record key.</summary>
    Task<IReadOnlyDictionary<string, HoldVerdict>> VerdictsAsync(string mapping, CancellationToken cancellationToken);

    /// <summary>Writes down what a person decided, with the manifest of the act in the same transaction, and lets the record be decided anew by the next run.</summary>
    /// <returns>False where the record is no longer held as the person saw it; nothing is written then.</returns>
    Task<bool> RuleAsync(HoldAct act, ManifestSigner sign, CancellationToken cancellationToken);
}

/// <summary>A record that waits for a person. Its key is personal data, for interactive verbs alone.</summary>
public sealed record HeldRecord
{
    /// <summary>The mapping.</summary>
    public required string Mapping { get; init; }

    /// <summary>The record key.</summary>
    public required string RecordKey { get; init; }

    /// <summary>The fingerprint of the record that is held.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Why, as a code.</summary>
    public required string Code { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>Where in the mapping.</summary>
    public string? Where { get; init; }

    /// <summary>The record date of the decision; for absent ones, the first on which it was gone.</summary>
    public required DateOnly Since { get; init; }

    /// <summary>True where the record is gone from the source.</summary>
    public required bool Absent { get; init; }

    /// <summary>The credential that stands for it; null where there is none.</summary>
    public string? CredentialId { get; init; }

    /// <summary>What a person has decided about it already, for the next run; null where nobody has.</summary>
    public HoldVerdict? Verdict { get; init; }
}

/// <summary>A person's decision about a held record, on the way into the ledger.</summary>
/// <param name="Id">The id of the act, which stands where the id of a run would; sorts by time.</param>
/// <param name="Day">The day of the act at the site.</param>
/// <param name="Verdict">What was decided.</param>
public sealed record HoldAct(string Id, DateOnly Day, HoldVerdict Verdict);

/// <summary>What a person decided about a held record. It counts for the record as it was then, and for that reason alone.</summary>
public sealed record HoldVerdict
{
    /// <summary>The mapping.</summary>
    public required string Mapping { get; init; }

    /// <summary>The record key.</summary>
    public required string RecordKey { get; init; }

    /// <summary>The reason for which it was held.</summary>
    public required string Code { get; init; }

    /// <summary>The fingerprint of the record.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>True to let it go on; false to leave things as they are.</summary>
    public required bool Release { get; init; }

    /// <summary>The hash of the mapping that the person looked at; a release counts with that one alone.</summary>
    public required string MappingHash { get; init; }

    /// <summary>
    /// The places of the mapping's own reasons to hold that are released for the record, one a line; in a decision that is to be kept, the place of the one that it is about. Those that are released stay so
    /// beside later decisions about other reasons, for the same content and mapping.
    /// </summary>
    public string Places { get; init; } = string.Empty;

    /// <summary>Why, in the person's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
