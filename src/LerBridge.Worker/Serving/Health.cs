using LerBridge.Core.Diagnostics;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Serving.Reload;

namespace LerBridge.Worker.Serving;

/// <summary>Whether this process can do its work: the ledger answers, its disk can be written, the keys open, the outbox moves, the public documents are there.</summary>
internal sealed class Health(BridgeServices services, LiveMappings? mappings = null, DataFolders? folders = null)
{
    /// <summary>A message that was due this long ago and not sent means that nobody is sending.</summary>
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(15);

    public async Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken) =>
    [
        await LookAsync("ledger", "it answers", () => services.Runs.ListAsync(mapping: null, limit: 1, cancellationToken)),
        await LookAsync("keys", "the signing key is open", () => Task.FromResult(services.Documents.DidDocument())),
        await this.OutboxAsync(cancellationToken),
        await this.PlansAsync(cancellationToken),
        await this.DocumentsAsync(cancellationToken),
        .. this.Mappings(),
        .. this.Folders(),
    ];

    private IEnumerable<HealthFinding> Folders()
    {
        if (folders is not null)
        {
            var troubles = folders.Look().Select(folder => folder.Trouble).OfType<string>().ToArray();
            yield return new HealthFinding("folders", troubles.Length == 0, troubles.Length == 0 ? "they can be written" : string.Join(" ", troubles));
        }
    }

    // A file that does not compile stops nothing while the version before runs: it is told, and the service stays ready. Codes and places only: this listener is open.
    private IEnumerable<HealthFinding> Mappings()
    {
        if (mappings is null)
        {
            yield break;
        }

        var broken = mappings.Current.Where(mapping => mapping.Problems.Count > 0).ToArray();
        var texts = broken.Select(mapping => $"{mapping.File} {mapping.Problems[0].Code} on line {mapping.Problems[0].Line}{(mapping.Plan is null ? string.Empty : ", the version before runs")}");
        yield return new HealthFinding("mappings", Array.TrueForAll(broken, mapping => mapping.Plan is not null), broken.Length == 0 ? $"{Counted.Of(mappings.Current.Count, "mapping")} as in their files" : string.Join("; ", texts));
    }

    private async Task<HealthFinding> OutboxAsync(CancellationToken cancellationToken)
    {
        try
        {
            var stuck = await services.Outbox.DueDestinationsAsync(services.Time.GetUtcNow() - Stuck, cancellationToken);
            if (stuck.Count > 0)
            {
                return new HealthFinding("outbox", false, $"messages to {string.Join(", ", stuck)} have been due for more than {Stuck.TotalMinutes:0} minutes");
            }

            // What is refused for what it is, held or to be tried again says nothing about this process; a refused token stops everything that follows.
            var standing = await services.Outbox.StandingAsync(cancellationToken);
            var texts = standing.Select(one => StandingText.Of(one) is { } text ? $"{one.Destination}: {text}" : null).OfType<string>().ToArray();
            return new HealthFinding("outbox", standing.All(one => one.Barred == 0), texts.Length == 0 ? "nothing is waiting" : string.Join("; ", texts))
            {
                NeedsSomebody = standing.Any(one => one.Barred + one.GaveUp + one.Refused + one.InDoubt > 0),
            };
        }
        catch (BridgeException trouble)
        {
            return new HealthFinding("outbox", false, $"{trouble.Code}: {trouble.Message}");
        }
    }

    // A plan that waits is a person's to do, and stops nothing here.
    private async Task<HealthFinding> PlansAsync(CancellationToken cancellationToken)
    {
        try
        {
            var waiting = await services.Plans.WaitingAsync(mapping: null, cancellationToken);
            return new HealthFinding("plans", true, waiting.Count == 0 ? "none waits" : $"{Counted.Of(waiting.Count, "plan")} wait{(waiting.Count == 1 ? "s" : string.Empty)} for a person: {string.Join(", ", waiting.Select(plan => plan.Mapping).Distinct())}");
        }
        catch (BridgeException trouble)
        {
            return new HealthFinding("plans", false, $"{trouble.Code}: {trouble.Message}");
        }
    }

    private async Task<HealthFinding> DocumentsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await services.Public.ReadAsync(".well-known/did.json", cancellationToken) is null
                ? new HealthFinding("public documents", false, "the DID document is not published yet")
                : new HealthFinding("public documents", true, "published");
        }
        catch (BridgeException trouble)
        {
            return new HealthFinding("public documents", false, $"{trouble.Code}: {trouble.Message}");
        }
    }

    private static async Task<HealthFinding> LookAsync<T>(string subject, string well, Func<Task<T>> look)
    {
        try
        {
            await look();
            return new HealthFinding(subject, true, well);
        }
        catch (BridgeException trouble)
        {
            return new HealthFinding(subject, false, $"{trouble.Code}: {trouble.Message}");
        }
    }
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Subject">What.</param>
/// <param name="Well">True where this process can do its work as far as that goes.</param>
/// <param name="Why">How it stands.</param>
internal sealed record HealthFinding(string Subject, bool Well, string Why)
{
    /// <summary>True where a person has to do something about it, whether or not the process can do its work.</summary>
    public bool NeedsSomebody { get; init; } = !Well;
}
