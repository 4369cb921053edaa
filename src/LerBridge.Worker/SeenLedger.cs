using LerBridge.Core.Installation;
using LerBridge.Core.Ledger;
using LerBridge.Core.People;
using LerBridge.Storage;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker;

/// <summary>The ledger opened for looking at what was seen: without keys, and only where there is one already.</summary>
internal sealed class SeenLedger(Ledger ledger, InstallationSecret secret) : IAsyncDisposable
{
    public ISeenRecords Seen => ledger.Seen;

    public IPersonStore Persons => ledger.Persons;

    public InstallationSecret Secret => secret;

    /// <summary>False where no run has made a ledger yet.</summary>
    public static bool IsThere(Site site) => Ledger.IsThere(site.Options.Storage);

    /// <summary>Opens it; null where no run has made one yet.</summary>
    /// <param name="site">What was read for running.</param>
    /// <param name="surroundings">The process.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<SeenLedger?> OpenAsync(Site site, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var options = site.Options;
        if (!IsThere(site))
        {
            return null;
        }

        var passphrase = options.Issuer.KeyPassphrase ?? throw new InvalidOperationException("The settings were read without the key passphrase.");
        var ledger = await Ledger.OpenAsync(options.Storage, surroundings.Time, cancellationToken);
        try
        {
            return new SeenLedger(ledger, await SecretBox.OpenOrCreateAsync(ledger.Installation, passphrase, cancellationToken));
        }
        catch
        {
            await ledger.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();
}
