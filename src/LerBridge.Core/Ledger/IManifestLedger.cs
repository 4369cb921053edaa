using LerBridge.Core.Credentials;

namespace LerBridge.Core.Ledger;

/// <summary>The signed manifests of runs and of acts by hand, what they are made of, and the register that they vouch for. Reading changes nothing.</summary>
public interface IManifestLedger
{
    /// <summary>The rows of a run's plan in their order, each as the text that its leaf is made of; streamed.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="whole">Everything of a row that decides what is done; false for the fewer members that the first manifests covered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    IAsyncEnumerable<string> ReadDecisionsAsync(string runId, bool whole, CancellationToken cancellationToken);

    /// <summary>The versions that a run wrote in their order, each as the text that its leaf is made of, with the signed document where it has one; streamed.</summary>
    /// <inheritdoc cref="ReadDecisionsAsync" path="/param" />
    IAsyncEnumerable<(string Text, ReadOnlyMemory<byte> Document)> ReadVersionsAsync(string runId, bool whole, CancellationToken cancellationToken);

    /// <summary>What persons decided by hand about who is who and about held records, under the id of their act, each as the text that its leaf is made of.</summary>
    Task<IReadOnlyList<string>> ReadActsAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The manifest of a run with the one before it; null where the run has none.</summary>
    Task<KeptManifest?> FindAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The newest manifest of any other run; null where there is none.</summary>
    Task<string?> LastAsync(string exceptRunId, CancellationToken cancellationToken);

    /// <summary>Keeps the manifest of a run with the end of the chain that it is now; one that it had is replaced, as long as the run has not ended.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="manifest">The signed manifest.</param>
    /// <param name="before">The newest manifest of any other run, which it names.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False, and nothing is kept, where another one is the newest by now.</returns>
    Task<bool> KeepAsync(string runId, SignedManifest manifest, string? before, CancellationToken cancellationToken);

    /// <summary>Where the chain ends.</summary>
    Task<ManifestEnd> EndAsync(CancellationToken cancellationToken);

    /// <summary>The runs and acts by hand that have a manifest, or ought to, newest first.</summary>
    Task<IReadOnlyList<RunEntry>> RunsAsync(CancellationToken cancellationToken);

    /// <summary>How many runs and acts by hand have ended well and have no manifest, one of them left out.</summary>
    Task<long> CountUnsealedAsync(string exceptRunId, CancellationToken cancellationToken);

    /// <summary>How many versions of credentials belong to no run that has a manifest, and how many persons made by hand.</summary>
    Task<(long Outside, long ByHand)> CountOutsideAsync(CancellationToken cancellationToken);

    /// <summary>Every credential as the register has it now, held against its versions, with its newest document and its places in status lists; streamed.</summary>
    IAsyncEnumerable<RegisteredCredential> ReadRegisterAsync(CancellationToken cancellationToken);

    /// <summary>How many decisions of persons about held records, as runs go by them, are not what their last act says, and how many rejections are gone.</summary>
    Task<long> CountDoubtfulVerdictsAsync(CancellationToken cancellationToken);

    /// <summary>When the decisions of persons about held records were made by which runs go and which no act tells of: those from before decisions were acts. Oldest first.</summary>
    Task<IReadOnlyList<DateTimeOffset>> UnsignedVerdictsAsync(CancellationToken cancellationToken);

    /// <summary>How many versions and places in status lists belong to a credential that is not there.</summary>
    Task<(long Versions, long Places)> CountStraysAsync(CancellationToken cancellationToken);
}

/// <summary>A manifest as it is kept.</summary>
/// <param name="Statement">The signed statement.</param>
/// <param name="Before">The one that was kept before it; null for the first.</param>
/// <param name="TrimmedAt">When the decisions of its run were deleted because they were old; null where they were not.</param>
public sealed record KeptManifest(string Statement, string? Before, DateTimeOffset? TrimmedAt);

/// <summary>A manifest on its way into the ledger.</summary>
/// <param name="Statement">The signed statement.</param>
/// <param name="End">The signed word that it is the newest one.</param>
public sealed record SignedManifest(string Statement, string End);

/// <summary>Where the chain of manifests ends.</summary>
/// <param name="Newest">The newest manifest; null where there is none.</param>
/// <param name="End">The signed word about which one is the newest, as it was written with it; null where none was.</param>
/// <param name="Unsealed">How many runs and acts by hand have ended well and have no manifest.</param>
public sealed record ManifestEnd(string? Newest, string? End, long Unsealed);

/// <summary>What the manifest of an act by hand is made of, as it stands in the act's own transaction.</summary>
/// <param name="Run">The act.</param>
/// <param name="Versions">The versions that it wrote.</param>
/// <param name="Acts">What it decided about who is who, or about a held record.</param>
/// <param name="Before">The newest manifest; null where there is none.</param>
/// <param name="Unsealed">How many other runs and acts have ended well and have no manifest.</param>
public sealed record HandRecord(RunEntry Run, IReadOnlyList<(string Text, ReadOnlyMemory<byte> Document)> Versions, IReadOnlyList<string> Acts, string? Before, long Unsealed);

/// <summary>Signs the manifest of an act by hand, so that it is kept in the transaction that writes the act, or neither is.</summary>
public delegate SignedManifest ManifestSigner(HandRecord act);

/// <summary>A credential as the register has it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Doubt">What about its row does not follow from its versions.</param>
/// <param name="Document">Its newest signed document; empty where it is gone.</param>
/// <param name="MediaType">The document's media type.</param>
/// <param name="Places">Its places in status lists, as the ledger has them.</param>
public sealed record RegisteredCredential(string Id, RegisterDoubt Doubt, ReadOnlyMemory<byte> Document, string MediaType, IReadOnlyList<StatusEntry> Places);

/// <summary>What about a credential's row does not follow from its versions.</summary>
public enum RegisterDoubt
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The version that it is said to be in was never written.</summary>
    NoVersion,

    /// <summary>Its state, content or person is not that of its newest version.</summary>
    Differs,

    /// <summary>It has more or fewer versions than it says.</summary>
    Gaps,
}
