using LerBridge.Storage;
using LerBridge.Storage.Status;
using LerBridge.Tests.Contracts;

namespace LerBridge.Tests.Storage;

/// <summary>A SQLite ledger in a folder of its own.</summary>
internal sealed class SqliteHarness : ILedgerHarness
{
    private readonly TemporaryFolder folder = new();

    public string Directory => this.folder.Path;

    public StorageOptions Options => new() { DataDirectory = this.Directory, LockTimeout = TimeSpan.FromSeconds(10) };

    public async Task<LedgerStores> OpenAsync()
    {
        var ledger = await Ledger.OpenAsync(this.Options, TimeProvider.System, new SeededIndexSource(), CancellationToken.None);
        return Stores(ledger);
    }

    public static LedgerStores Stores(Ledger ledger) =>
        new(ledger.Runs, ledger.Seen, ledger.Persons, ledger.Register, ledger.Outbox, ledger.Deliveries, ledger.History, ledger.Status, ledger.Installation, ledger.Schedules, ledger.Notices, ledger.Manifests, ledger.Directory, ledger.Plans, ledger.Settled, ledger.Holds, ledger);

    public ValueTask DisposeAsync()
    {
        this.folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
