using LerBridge.Core.Diagnostics;

namespace LerBridge.Storage.Rights;

/// <summary>Rights that one process has at a time: to run a mapping, to publish, to send.</summary>
internal interface IRights : IAsyncDisposable
{
    /// <summary>True where processes on other machines share them.</summary>
    bool AreShared { get; }

    /// <summary>Takes a right until disposed or until the process dies; null where another has it.</summary>
    /// <param name="right">What it allows: a word of ours.</param>
    /// <param name="subject">What it is about: a mapping's name, or nothing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IAsyncDisposable?> TryTakeAsync(string right, string subject, CancellationToken cancellationToken);

    /// <summary>Makes sure, for the length of a transaction, that nobody else has taken a right that this process took. Rights that it never took are not asked for.</summary>
    /// <exception cref="StoreException">Another has it now: nothing may be written under it any more.</exception>
    void Demand(Session session, string right, string subject);
}
