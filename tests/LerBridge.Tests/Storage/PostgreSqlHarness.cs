using LerBridge.Storage;
using LerBridge.Storage.Status;
using LerBridge.Tests.Contracts;
using LerBridge.Tests.Servers;

namespace LerBridge.Tests.Storage;

/// <summary>A ledger in a database of its own on the tests' PostgreSQL.</summary>
internal sealed class PostgreSqlHarness : IServerHarness
{
    private readonly TemporaryFolder folder = new();
    private string? database;

    public async Task<LedgerStores> OpenAsync() => SqliteHarness.Stores(await this.OpenLedgerAsync());

    public string Database => this.database ?? throw new InvalidOperationException("The database was not made yet.");

    public StorageOptions Options => new() { DataDirectory = this.folder.Path, Provider = LedgerProvider.PostgreSql, ConnectionString = this.Database, LockTimeout = TimeSpan.FromSeconds(10) };

    public async Task MakeAsync() => this.database ??= await PostgreSql.DatabaseAsync();

    public Task ExecuteAsync(string script) => PostgreSql.ExecuteAsync(this.Database, script);

    public Task<long> ScalarAsync(string query) => PostgreSql.ScalarAsync<long>(this.Database, query);

    public async Task<Ledger> OpenLedgerAsync()
    {
        await this.MakeAsync();
        return await Ledger.OpenAsync(this.Options, TimeProvider.System, new SeededIndexSource(), CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        this.folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
