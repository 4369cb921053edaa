using LerBridge.Storage;
using LerBridge.Storage.Status;
using LerBridge.Tests.Contracts;
using LerBridge.Tests.Servers;

namespace LerBridge.Tests.Storage;

/// <summary>A ledger in a database of its own on the tests' PostgreSQL.</summary>
internal sealed class PostgreSqlHarness : ILedgerHarness
{
    private readonly TemporaryFolder folder = new();
    private string? database;

    public async Task<LedgerStores> OpenAsync() => SqliteHarness.Stores(await this.OpenLedgerAsync());

    public async Task<Ledger> OpenLedgerAsync()
    {
        this.database ??= await PostgreSql.DatabaseAsync();
        return await Ledger.OpenAsync(
            new StorageOptions { DataDirectory = this.folder.Path, Provider = LedgerProvider.PostgreSql, ConnectionString = this.database, LockTimeout = TimeSpan.FromSeconds(10) },
            TimeProvider.System,
            new SeededIndexSource(),
            CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        this.folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
