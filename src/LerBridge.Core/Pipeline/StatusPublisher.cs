using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// Writes what verifiers need into the public folder: the DID document, the signed status lists and the word about the newest manifest. One writer at a time; lists are built from the register,
/// never edited in place, and signed again well before they run out.
/// </summary>
public sealed class StatusPublisher
{
    /// <summary>How long a published list may be relied on.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromDays(30);

    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(20);

    private readonly BridgeServices services;
    private readonly PublishedLists published;

    /// <summary>Makes the publisher.</summary>
    public StatusPublisher(BridgeServices services)
    {
        this.services = services;
        this.published = new PublishedLists(services);
    }

    /// <summary>Publishes what has changed, will soon run out, or is not in the public folder as the ledger has it.</summary>
    /// <param name="force">True to publish everything anew.</param>
    /// <param name="cancellationToken">Ends it between two files.</param>
    /// <returns>How many status lists were published; they are left to the other process where one is at it.</returns>
    public Task<int> PublishAsync(bool force, CancellationToken cancellationToken) => this.PublishAsync(force, until: null, cancellationToken);

    /// <summary>Publishes everything anew, to be relied on until a day of the caller's: for an issuer whose service ends while its credentials go on.</summary>
    /// <param name="until">Until when.</param>
    /// <param name="cancellationToken">Ends it between two files.</param>
    public Task<int> PublishLastAsync(DateTimeOffset until, CancellationToken cancellationToken) => this.PublishAsync(force: true, until, cancellationToken);

    private async Task<int> PublishAsync(bool force, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        await using var right = await this.services.Runs.TryLockAsync("status-publication", cancellationToken);
        if (right is null)
        {
            return 0;
        }

        await this.PublishDidAsync(cancellationToken);
        await new ManifestDesk(this.services).MendEndAsync(cancellationToken);
        var published = 0;
        var lists = await this.services.Status.ListsAsync(cancellationToken);
        var bits = await this.services.Status.SetBitsAsync(cancellationToken);
        foreach (var list in lists)
        {
            if (force || await this.IsDueAsync(list, bits, cancellationToken))
            {
                await this.PublishAsync(list, until, cancellationToken);
                published++;
            }
        }

        return published;
    }

    private async Task<bool> IsDueAsync(StatusListEntry list, ILookup<int, int> bits, CancellationToken cancellationToken) =>
        list.PublishedRevision != list.Revision
        || list.ValidUntil is not { } until
        || until - this.services.Time.GetUtcNow() < RenewBefore
        || (await this.published.DoubtsAsync(list, bits, this.services.Time.GetUtcNow() + RenewBefore, cancellationToken)).Count > 0;

    private async Task PublishAsync(StatusListEntry list, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var (revision, bits) = await this.services.Status.ReadAsync(list.Number, cancellationToken);
        var now = this.services.Time.GetUtcNow();
        var from = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        var content = new StatusListContent(list.Number, list.Purpose, list.Length, bits, from, until ?? from + Validity);
        if (this.services.Documents.StatusListJwt(content) is { } jwt)
        {
            await this.services.Public.WriteAsync(PublishedLists.JwtPathOf(list.Number), jwt, cancellationToken);
        }

        await this.services.Public.WriteAsync(PublishedLists.PathOf(list.Number), this.services.Documents.StatusList(content), cancellationToken);
        await this.services.Status.MarkPublishedAsync(list.Number, revision, content.ValidUntil, cancellationToken);
    }

    private async Task PublishDidAsync(CancellationToken cancellationToken)
    {
        const string path = ".well-known/did.json";
        var document = this.services.Documents.DidDocument();
        var current = await this.services.Public.ReadAsync(path, cancellationToken);
        if (current is null || !document.Span.SequenceEqual(current))
        {
            await this.services.Public.WriteAsync(path, document, cancellationToken);
        }
    }
}
