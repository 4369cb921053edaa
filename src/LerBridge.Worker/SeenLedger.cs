using LerBridge.Core.Installation;
using LerBridge.Core.Ledger;
using LerBridge.Core.People;
using LerBridge.Storage;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker;

/// <summary>The ledger opened for looking at what was seen: without keys, and only where there is one already.</summary>
internal sealed class SeenLedger(SqliteLedger ledger, InstallationSecret secret) : IAsyncDisposable
{
    public ISeenRecords Seen => ledger.Seen;

    public IPersonStore Persons => ledger.Persons;

    public InstallationSecret Secret => secret;

    /// <summary>False where no run has made a ledger yet.</summary>
    public static bool IsThere(Site site) => site.Options.Ledger.ConnectionString is not null || File.Exists(Path.Combine(site.Options.DataDirectory, "lerbridge.db"));

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
        var ledger = await SqliteLedger.OpenAsync(new StorageOptions { DataDirectory = options.DataDirectory, ConnectionString = options.Ledger.ConnectionString }, surroundings.Time, cancellationToken);
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
