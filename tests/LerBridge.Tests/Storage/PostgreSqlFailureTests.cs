using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Storage;
using LerBridge.Storage.Schema;
using LerBridge.Tests.Contracts;
using LerBridge.Tests.Servers;
using Npgsql;
using NUnit.Framework;

namespace LerBridge.Tests.Storage;

/// <summary>A server that cannot be used says so in words, with a kind that tells whether waiting helps, and without its password.</summary>
[Category(PostgreSql.Category)]
internal sealed class PostgreSqlFailureTests
{
    private const string Password = "a-word-that-nobody-may-see";

    private readonly PostgreSqlHarness harness = new();

    [SetUp]
    public Task MakeDatabase() => this.harness.MakeAsync();

    [TearDown]
    public async Task RemoveFolder() => await this.harness.DisposeAsync();

    [Test]
    public async Task A_server_that_does_not_answer_is_transient()
    {
        var problem = await this.OpeningFailsAsync($"Host=127.0.0.1;Port={LoopbackPort.Free()};Username=postgres;Password={Password};Database=ler");

        Says(problem, FailureKind.Transient, "LB8008");
    }

    [Test]
    public async Task A_database_that_is_not_there_is_terminal()
    {
        var problem = await this.OpeningFailsAsync(this.With(given => given.Database = "nowhere"));

        Says(problem, FailureKind.Terminal, "LB8012");
    }

    [Test]
    public async Task A_login_that_the_server_does_not_know_is_a_matter_of_credentials()
    {
        var problem = await this.OpeningFailsAsync(this.With(given => given.Username = "nobody"));

        Says(problem, FailureKind.Credentials, "LB8009");
    }

    [Test]
    public async Task A_login_without_rights_is_a_matter_of_credentials()
    {
        var login = $"guest_{Guid.NewGuid():N}";
        await this.harness.ExecuteAsync($"create role {login} login; revoke create on schema public from public");

        var problem = await this.OpeningFailsAsync(this.With(given => given.Username = login));

        Says(problem, FailureKind.Credentials, "LB8003");
    }

    [Test]
    public async Task A_database_that_is_set_to_read_only_is_terminal()
    {
        await this.harness.ExecuteAsync($"alter database {new NpgsqlConnectionStringBuilder(this.harness.Database).Database} set default_transaction_read_only = on");

        var problem = await this.OpeningFailsAsync(this.harness.Database);

        Says(problem, FailureKind.Terminal, "LB8014");
    }

    [Test]
    public async Task A_ledger_of_a_newer_version_is_refused_with_advice()
    {
        await (await this.harness.OpenLedgerAsync()).DisposeAsync();
        await this.harness.ExecuteAsync("insert into schema_version (version, name, checksum, applied_at) values (9999, '9999_future.sql', 'x', 0)");

        var problem = await this.OpeningFailsAsync(this.harness.Database);

        Says(problem, FailureKind.Contract, "LB8010");
    }

    [Test]
    public async Task A_lock_that_does_not_become_free_is_transient_and_reading_goes_on()
    {
        await using var ledger = await Ledger.OpenAsync(this.harness.Options with { LockTimeout = TimeSpan.FromMilliseconds(300) }, TimeProvider.System, CancellationToken.None);
        await using var console = new NpgsqlConnection(this.harness.Database + ";Pooling=false");
        await console.OpenAsync();
        await using var left = await console.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("lock table run in exclusive mode", console, left);
        await command.ExecuteNonQueryAsync();

        var problem = await Assert.ThrowsAsync<StoreException>(() => new LedgerDriver(SqliteHarness.Stores(ledger)).StartAsync("r1"));

        Says(problem, FailureKind.Transient, "LB8001");
        Assert.That(await ledger.Runs.FindAsync("r1", CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task A_server_that_was_started_again_is_used_again_and_has_what_was_committed()
    {
        using var server = new PostgreSqlServer();
        var options = this.harness.Options with { ConnectionString = await PostgreSql.DatabaseAsync(server) };
        await using var ledger = await Ledger.OpenAsync(options, TimeProvider.System, CancellationToken.None);
        var driver = new LedgerDriver(SqliteHarness.Stores(ledger)) { Destinations = ["registry"] };
        await driver.IssueAsync("r1", "k1", "k2");
        await ledger.Runs.FindAsync("r1", CancellationToken.None);

        server.Kill();
        var whileGone = await Assert.ThrowsAsync<StoreException>(() => driver.StartAsync("r2"));
        var readWhileGone = await Assert.ThrowsAsync<StoreException>(() => ledger.Runs.FindAsync("r1", CancellationToken.None));
        server.Start();
        await driver.StartAsync("r2");

        using (Assert.EnterMultipleScope())
        {
            Says(whileGone, FailureKind.Transient, "LB8008");
            Says(readWhileGone, FailureKind.Transient, "LB8008");
            Assert.That((await ledger.Runs.FindAsync("r1", CancellationToken.None))?.State, Is.EqualTo(RunState.Ended));
            Assert.That(await ledger.Outbox.ClaimAsync("registry", 10, LedgerDriver.Start, TimeSpan.FromMinutes(1), CancellationToken.None), Has.Count.EqualTo(2));
        }
    }

    [Test]
    public async Task Text_with_a_null_character_is_kept_with_another_in_its_place()
    {
        await using var ledger = await this.harness.OpenLedgerAsync();
        var driver = new LedgerDriver(SqliteHarness.Stores(ledger));
        await driver.StartAsync("r1");

        await ledger.Runs.StageAsync("r1", LedgerDriver.Batch("a", [LedgerDriver.Row("k\0ey") with { Place = "row\01" }]), CancellationToken.None);

        Assert.That(await this.harness.ScalarAsync("select count(*) from staged where key = E'k\\uFFFDey' and place = E'row\\uFFFD1'"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_would_be_run_is_told_and_not_run()
    {
        var before = await Ledger.PendingAsync(this.harness.Options, TimeProvider.System, CancellationToken.None);
        var tables = await this.harness.ScalarAsync("select count(*) from pg_tables where schemaname = 'public'");
        await (await this.harness.OpenLedgerAsync()).DisposeAsync();
        var after = await Ledger.PendingAsync(this.harness.Options, TimeProvider.System, CancellationToken.None);

        Assert.That((before.Select(script => script.Name), tables, after.Count), Is.EqualTo((SchemaScript.Of("postgresql").Select(script => script.Name), 0L, 0)));
    }

    private static void Says(StoreException? problem, FailureKind kind, string code) =>
        Assert.That((problem?.Kind, problem?.Code, problem?.Message.Contains(Password, StringComparison.Ordinal)), Is.EqualTo(((FailureKind?)kind, code, (bool?)false)), problem?.ToString());

    private string With(Action<NpgsqlConnectionStringBuilder> change)
    {
        var given = new NpgsqlConnectionStringBuilder(this.harness.Database) { Password = Password };
        change(given);
        return given.ConnectionString;
    }

    private async Task<StoreException?> OpeningFailsAsync(string connectionString) =>
        await Assert.ThrowsAsync<StoreException>(() => Ledger.OpenAsync(this.harness.Options with { ConnectionString = connectionString }, TimeProvider.System, CancellationToken.None));
}
