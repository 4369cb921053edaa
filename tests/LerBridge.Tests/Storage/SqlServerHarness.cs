using System.Globalization;
using System.Text.RegularExpressions;
using LerBridge.Storage;
using LerBridge.Storage.Schema;
using LerBridge.Tests.Contracts;
using LerBridge.Tests.Servers;
using Microsoft.Data.SqlClient;

namespace LerBridge.Tests.Storage;

/// <summary>A ledger in the tests' database of SQL Server, which one test has at a time: what was there is dropped first.</summary>
internal sealed partial class SqlServerHarness : IServerHarness
{
    private static readonly SemaphoreSlim Turn = new(1, 1);

    private readonly TemporaryFolder folder = new();
    private bool isMade;

    private StorageOptions Options =>
        new() { DataDirectory = this.folder.Path, Provider = LedgerProvider.SqlServer, ConnectionString = SqlServer.ConnectionString, LockTimeout = TimeSpan.FromSeconds(10) };

    public async Task MakeAsync()
    {
        if (this.isMade)
        {
            return;
        }

        await Turn.WaitAsync();
        this.isMade = true;
        var scripts = string.Concat(SchemaScript.Of("sqlserver").Select(script => script.Sql));
        var tables = Tables().Matches(scripts).Select(match => match.Groups[1].Value).Reverse().Append("schema_version");
        var sequences = Sequences().Matches(scripts).Select(match => match.Groups[1].Value);
        await this.ScalarAsync($"{string.Concat(tables.Select(table => $"drop table if exists [{table}]; "))}{string.Concat(sequences.Select(sequence => $"drop sequence if exists {sequence}; "))}select 0");
    }

    public async Task<LedgerStores> OpenAsync() => SqliteHarness.Stores(await this.OpenLedgerAsync());

    public async Task<Ledger> OpenLedgerAsync()
    {
        await this.MakeAsync();
        return await Ledger.OpenAsync(this.Options, TimeProvider.System, new SeededIndexSource(), CancellationToken.None);
    }

    public async Task<long> ScalarAsync(string query)
    {
        await using var connection = new SqlConnection(SqlServer.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync()
    {
        this.folder.Dispose();
        if (this.isMade)
        {
            this.isMade = false;
            Turn.Release();
        }

        return ValueTask.CompletedTask;
    }

    [GeneratedRegex(@"create table \[?(\w+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tables();

    [GeneratedRegex(@"create sequence (\w+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sequences();
}
