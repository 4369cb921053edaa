using LerBridge.Core.Credentials;

namespace LerBridge.Core.Ledger;

/// <summary>What has been issued, to whom, in which version.</summary>
public interface ICredentialRegister
{
    /// <summary>A credential by id; null where there is none.</summary>
    Task<RegisterEntry?> FindAsync(string credentialId, CancellationToken cancellationToken);

    /// <summary>Credentials, newest first.</summary>
    Task<IReadOnlyList<RegisterEntry>> ListAsync(string? mapping, string? runId, int limit, CancellationToken cancellationToken);

    /// <summary>Every version of a credential, oldest first; empty where there is none.</summary>
    Task<IReadOnlyList<CredentialHistory>> HistoryAsync(string credentialId, CancellationToken cancellationToken);

    /// <summary>The other keys with which a credential went on, oldest first.</summary>
    Task<IReadOnlyList<KeyChange>> KeyChangesAsync(string credentialId, CancellationToken cancellationToken);

    /// <summary>Where a credential comes from and where it went; null where there is none.</summary>
    Task<CredentialTrace?> TraceAsync(string credentialId, CancellationToken cancellationToken);

    /// <summary>The destinations that something about a credential was made for, whether or not they have taken it, in order of their names.</summary>
    Task<IReadOnlyList<string>> DestinationsAsync(string credentialId, CancellationToken cancellationToken);

    /// <summary>
    /// Writes down what a person did: a version, the status bits, the messages and the manifest of the act in one transaction. The record is decided anew by the next run.
    /// </summary>
    /// <returns>The credential as it is now; null where it has moved on since the person looked at it, and nothing was written.</returns>
    Task<RegisterEntry?> ActAsync(HandAct act, ManifestSigner sign, CancellationToken cancellationToken);

    /// <summary>How many credentials stand in each state.</summary>
    Task<IReadOnlyDictionary<CredentialState, long>> CountAsync(CancellationToken cancellationToken);

    /// <summary>Hands over the signed document of every credential that is not revoked, one after the other, so that a question about what they say needs no more memory than one of them.</summary>
    Task ReadDocumentsAsync(Action<ReadOnlyMemory<byte>> each, CancellationToken cancellationToken);
}

/// <summary>A credential of the register in its newest version.</summary>
public sealed record RegisterEntry
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The mapping that issued it.</summary>
    public required string Mapping { get; init; }

    /// <summary>The person as a keyed hash.</summary>
    public required string Person { get; init; }

    /// <summary>The register version.</summary>
    public required int Version { get; init; }

    /// <summary>What it is worth.</summary>
    public required CredentialState State { get; init; }

    /// <summary>Why it is suspended or revoked; for one that stands, <see cref="StopCause.Hand"/> where a person reinstated it against its record.</summary>
    public StopCause? StoppedBy { get; init; }

    /// <summary>The record that it stands for: personal data, for interactive verbs alone.</summary>
    public string RecordKey { get; init; } = string.Empty;

    /// <summary>Its <c>validFrom</c>.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>When the newest version came to be.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The run that made the newest version.</summary>
    public required string RunId { get; init; }

    /// <summary>Its places in status lists.</summary>
    public required IReadOnlyList<StatusEntry> Status { get; init; }

    /// <summary>The signed document.</summary>
    public required ReadOnlyMemory<byte> Document { get; init; }

    /// <summary>The document's media type.</summary>
    public required string MediaType { get; init; }
}
