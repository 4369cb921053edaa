using LerBridge.Core.Credentials;

namespace LerBridge.Core.Ledger;

/// <summary>The status lists as the register knows them. Lists are built from here, never edited in place.</summary>
public interface IStatusStore
{
    /// <summary>Every list that has been opened.</summary>
    Task<IReadOnlyList<StatusListEntry>> ListsAsync(CancellationToken cancellationToken);

    /// <summary>The set bits of a list, and the revision they belong to.</summary>
    Task<(long Revision, IReadOnlyCollection<int> SetBits)> ReadAsync(int number, CancellationToken cancellationToken);

    /// <summary>The set bits of every list, by its number; lists without any are absent.</summary>
    Task<ILookup<int, int>> SetBitsAsync(CancellationToken cancellationToken);

    /// <summary>The credentials whose place has stayed set in public since the ledger was put back from a backup, and which the ledger does not have as revoked.</summary>
    /// <param name="limit">Of how many the ids are wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<(long Count, IReadOnlyList<string> First)> KeptApartAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Writes down that a revision is public.</summary>
    Task MarkPublishedAsync(int number, long revision, DateTimeOffset validUntil, CancellationToken cancellationToken);
}

/// <summary>One status list.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Purpose">What its bits mean.</param>
/// <param name="Length">How many bits.</param>
/// <param name="Revision">Raised by every change of a bit.</param>
/// <param name="PublishedRevision">The revision that is public; null where none is.</param>
/// <param name="ValidUntil">Until when the public one may be relied on.</param>
public sealed record StatusListEntry(int Number, StatusPurpose Purpose, int Length, long Revision, long? PublishedRevision, DateTimeOffset? ValidUntil);
