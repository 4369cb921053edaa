using System.Globalization;
using LerBridge.Core.Credentials;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;

namespace LerBridge.Core.Pipeline;

/// <summary>Holds the status lists in the public folder against the ledger: every place, what it means, and the signature. An older list put back makes a revoked credential verify.</summary>
public sealed class PublishedLists
{
    /// <summary>Between a change of the ledger and its publication, for whoever looks just then.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);

    private readonly BridgeServices services;

    /// <summary>Makes the check.</summary>
    public PublishedLists(BridgeServices services) => this.services = services;

    /// <summary>Looks at every list, and a second time where one is in doubt, since another process may be publishing at this moment.</summary>
    /// <returns>What is not as the ledger has it, a sentence each.</returns>
    public async Task<IReadOnlyList<string>> LookAsync(CancellationToken cancellationToken)
    {
        if ((await this.LookOnceAsync(cancellationToken)).Count == 0)
        {
            return [];
        }

        await Task.Delay(Moment, this.services.Time, cancellationToken);
        return await this.LookOnceAsync(cancellationToken);
    }

    /// <summary>What persons have still to say of credentials that were revoked in public when the ledger was put back from a backup; null where there is nothing.</summary>
    public async Task<string?> LookAtKeptAsync(CancellationToken cancellationToken)
    {
        const int named = 20;
        var (count, first) = await this.services.Status.KeptApartAsync(named, cancellationToken);
        return count == 0
            ? null
            : $"{Counted.Of(count, "credential")} {(count == 1 ? "has" : "have")} been revoked in public since before the ledger was put back from a backup, stay{(count == 1 ? "s" : string.Empty)} so, and {(count == 1 ? "is" : "are")} valid in the ledger: "
                + $"{string.Join(", ", first)}{(count > first.Count ? $" and {count - first.Count} more" : string.Empty)}. For each: lerbridge credential revoke ID --reason \"…\"";
    }

    /// <summary>A list's place in the public folder.</summary>
    internal static string PathOf(int number) => string.Create(CultureInfo.InvariantCulture, $"status/{number}.json");

    /// <summary>The place of the same list as a JWT.</summary>
    internal static string JwtPathOf(int number) => string.Create(CultureInfo.InvariantCulture, $"status/{number}.jwt");

    /// <summary>What is not right about one list, in each of its forms.</summary>
    /// <param name="list">The list.</param>
    /// <param name="bits">The set bits of every list, by the ledger.</param>
    /// <param name="until">Until when it has to hold at least.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<IReadOnlyList<string>> DoubtsAsync(StatusListEntry list, ILookup<int, int> bits, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var set = bits[list.Number].ToHashSet();
        string[] paths = this.services.Documents.HasJwtLists ? [PathOf(list.Number), JwtPathOf(list.Number)] : [PathOf(list.Number)];
        var doubts = new List<string>();
        foreach (var path in paths)
        {
            if (this.DoubtOf(list, set, until, await this.services.Public.ReadAsync(path, cancellationToken)) is { } doubt)
            {
                doubts.Add($"{path} {doubt}.");
            }
        }

        return doubts;
    }

    private async Task<IReadOnlyList<string>> LookOnceAsync(CancellationToken cancellationToken)
    {
        var lists = await this.services.Status.ListsAsync(cancellationToken);
        var bits = await this.services.Status.SetBitsAsync(cancellationToken);
        var doubts = new List<string>();
        foreach (var list in lists)
        {
            doubts.AddRange(await this.DoubtsAsync(list, bits, this.services.Time.GetUtcNow(), cancellationToken));
        }

        return doubts;
    }

    private string? DoubtOf(StatusListEntry list, HashSet<int> set, DateTimeOffset until, byte[]? file)
    {
        if (file is null)
        {
            return "is missing, so that nothing that names it can be verified";
        }

        if (this.services.Documents.OpenStatusList(file) is not { } content)
        {
            return "is no status list that a key of this issuer signed which is still believed";
        }

        if (content.Number != list.Number || content.Purpose != list.Purpose || content.Length != list.Length)
        {
            return $"is another list: number {content.Number} for {content.Purpose.ToString().ToLowerInvariant()}, of {content.Length} places";
        }

        var abroad = content.SetBits.ToHashSet();
        var lacking = set.Count(place => !abroad.Contains(place));
        var beyond = abroad.Count(place => !set.Contains(place));
        var state = list.Purpose == StatusPurpose.Revocation ? "revoked" : "suspended";
        return (lacking, beyond) switch
        {
            (not 0, _) => $"lets {Counted.Of(lacking, "credential")} pass that the ledger has as {state}{(beyond > 0 ? $", and {beyond} the other way round" : string.Empty)}: an older list was put back, or the newest change is not published yet",
            (_, not 0) => $"has {Counted.Of(beyond, "place")} as {state} that the ledger does not: an older list was put back, the ledger is older than the list, or the newest change is not published yet",
            _ when content.ValidUntil <= until => $"says what the ledger says, and runs out at {content.ValidUntil.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)}: an older list was put back, or nothing was published for long",
            _ => null,
        };
    }
}
