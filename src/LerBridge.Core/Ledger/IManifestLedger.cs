namespace LerBridge.Core.Ledger;

/// <summary>The signed manifests of runs, and what they are made of. Reading changes nothing.</summary>
public interface IManifestLedger
{
    /// <summary>The rows of a run's plan in their order, each as the text that its leaf is made of; streamed.</summary>
    IAsyncEnumerable<string> ReadDecisionsAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The versions that a run wrote in their order, each as the text that its leaf is made of, with the signed document where it has one; streamed.</summary>
    IAsyncEnumerable<(string Text, ReadOnlyMemory<byte> Document)> ReadVersionsAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The manifest of a run with the one before it; null where the run has none.</summary>
    Task<KeptManifest?> FindAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The newest manifest of any other run; null where there is none.</summary>
    Task<string?> LastAsync(string exceptRunId, CancellationToken cancellationToken);

    /// <summary>Keeps the manifest of a run; one that it had is replaced, as long as the run has not ended.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="statement">The signed statement.</param>
    /// <param name="before">The newest manifest of any other run, which it names.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False, and nothing is kept, where another one is the newest by now.</returns>
    Task<bool> KeepAsync(string runId, string statement, string? before, CancellationToken cancellationToken);

    /// <summary>How many versions of credentials belong to no run that has a manifest, and how many persons made by hand.</summary>
    Task<(long Outside, long ByHand)> CountOutsideAsync(CancellationToken cancellationToken);
}

/// <summary>A manifest as it is kept.</summary>
/// <param name="Statement">The signed statement.</param>
/// <param name="Before">The one that was kept before it; null for the first.</param>
/// <param name="TrimmedAt">When the decisions of its run were deleted because they were old; null where they were not.</param>
public sealed record KeptManifest(string Statement, string? Before, DateTimeOffset? TrimmedAt);
