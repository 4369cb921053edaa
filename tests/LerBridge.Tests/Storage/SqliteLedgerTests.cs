using LerBridge.Core.Diagnostics;
using LerBridge.Storage;
using LerBridge.Storage.Schema;
using LerBridge.Tests.Contracts;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace LerBridge.Tests.Storage;

/// <summary>Opening, making and updating the file.</summary>
internal sealed class SqliteLedgerTests
{
    private readonly TemporaryFolder folder = new();

    [TearDown]
    public void RemoveFolder() => this.folder.Dispose();

    [Test]
    public async Task The_file_and_its_folder_belong_to_this_user_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("File modes are Unix.");
            return;
        }

        var directory = this.folder.File("deep/data");
        await using var ledger = await Ledger.OpenAsync(new StorageOptions { DataDirectory = directory }, TimeProvider.System, CancellationToken.None);
        await new LedgerDriver(SqliteHarness.Stores(ledger)).StartAsync("r1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.GetUnixFileMode(directory), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
            Assert.That(
                Directory.GetFiles(directory, "lerbridge.db*").Select(file => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(file)),
                Is.Not.Empty.And.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [Test]
    public async Task Several_that_open_a_new_ledger_at_once_all_succeed()
    {
        var ledgers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => this.OpenAsync())));

        Assert.That(this.Scalar("select count(*) from schema_version"), Is.EqualTo(SchemaScript.Of("sqlite").Count));
        foreach (var ledger in ledgers)
        {
            await ledger.DisposeAsync();
        }
    }

    [Test]
    public async Task Several_that_write_at_once_all_succeed()
    {
        var ledgers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => this.OpenAsync()));

        await Task.WhenAll(ledgers.SelectMany((ledger, at) => Enumerable.Range(0, 20).Select(turn => Task.Run(() => new LedgerDriver(SqliteHarness.Stores(ledger)).StartAsync($"r{at}-{turn}")))));

        Assert.That(this.Scalar("select count(*) from run"), Is.EqualTo(60));
        foreach (var ledger in ledgers)
        {
            await ledger.DisposeAsync();
        }
    }

    [Test]
    public async Task Opening_again_changes_nothing()
    {
        await using (await this.OpenAsync())
        {
        }

        var before = this.Scalar("select max(applied_at) from schema_version");
        await using (await this.OpenAsync())
        {
        }

        Assert.That(this.Scalar("select max(applied_at) from schema_version"), Is.EqualTo(before));
    }

    [Test]
    public async Task A_ledger_of_a_newer_version_is_refused_with_advice()
    {
        await using (await this.OpenAsync())
        {
        }

        this.Scalar("insert into schema_version (version, name, checksum, applied_at) values (9999, '9999_future.sql', 'x', 0)");

        var problem = await Assert.ThrowsAsync<StoreException>(() => this.OpenAsync());

        Assert.That((problem?.Kind, problem?.Code, problem?.Message), Is.EqualTo(((FailureKind?)FailureKind.Contract, "LB8010", problem?.Message)));
        Assert.That(problem?.Message, Does.Contain("9999").And.Contain("newer LerBridge"));
    }

    [Test]
    public async Task A_ledger_made_by_another_form_of_a_script_is_refused()
    {
        await using (await this.OpenAsync())
        {
        }

        this.Scalar("update schema_version set checksum = 'other' where version = 1");

        var problem = await Assert.ThrowsAsync<StoreException>(() => this.OpenAsync());

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo(((FailureKind?)FailureKind.Contract, "LB8011")));
    }

    [Test]
    public void Scripts_are_numbered_without_a_gap()
    {
        Assert.That(SchemaScript.Of("sqlite").Select(script => script.Version), Is.EqualTo(Enumerable.Range(1, SchemaScript.Of("sqlite").Count)));
    }

    [Test]
    public async Task A_connection_string_may_name_another_file()
    {
        await using var ledger = await Ledger.OpenAsync(new StorageOptions { DataDirectory = this.folder.Path, ConnectionString = "Data Source=other.db" }, TimeProvider.System, CancellationToken.None);

        Assert.That(ledger.Place, Is.EqualTo(this.folder.File("other.db")));
        Assert.That(ledger.Place, Does.Exist);
    }

    [Test]
    public void A_status_list_shorter_than_the_standard_allows_is_refused()
    {
        Assert.That(
            () => Ledger.OpenAsync(new StorageOptions { DataDirectory = this.folder.Path, StatusListLength = 1000 }, TimeProvider.System, CancellationToken.None),
            Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task A_list_that_is_nearly_full_is_followed_by_a_new_one()
    {
        await using var ledger = await this.OpenAsync();
        var driver = new LedgerDriver(SqliteHarness.Stores(ledger));
        await driver.IssueAsync("r1", "k1");
        this.Scalar("update status_list set allotted = 131072 * 9 / 10 - 1");

        await driver.IssueAsync("r2", "k2", "k3", "k4");

        var lists = await ledger.Status.ListsAsync(CancellationToken.None);
        var entries = await ledger.Register.ListAsync(null, "r2", 10, CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lists.Select(list => list.Number), Is.EqualTo([1, 2]));
            Assert.That(entries.Select(entry => entry.Status[0].List).Order(), Is.EqualTo([1, 2, 2]));
        }
    }

    [Test]
    public async Task Nothing_passing_is_left_when_a_run_has_ended_but_what_its_extract_held()
    {
        await using var ledger = await this.OpenAsync();
        await new LedgerDriver(SqliteHarness.Stores(ledger)).IssueAsync("r1", "k1", "k2");

        Assert.That(this.Scalar("select count(*) from staged"), Is.EqualTo(2));
        Assert.That(this.Scalar("select (select count(*) from decision_claims) + (select count(*) from planned_identifier)"), Is.Zero);
    }

    [Test]
    public async Task One_process_sends_at_a_time_and_takes_over_at_once_what_a_dead_one_had_claimed()
    {
        await using var ledger = await this.OpenAsync();
        await using var other = await this.OpenAsync();
        await new LedgerDriver(SqliteHarness.Stores(ledger)) { Destinations = ["registry"] }.IssueAsync("r1", "k1");
        var right = await ledger.Outbox.TryOwnAsync(CancellationToken.None);
        await ledger.Outbox.ClaimAsync("registry", 10, LedgerDriver.Start, TimeSpan.FromMinutes(10), CancellationToken.None);

        var refused = await other.Outbox.TryOwnAsync(CancellationToken.None);
        await right!.DisposeAsync();
        await using var taken = await other.Outbox.TryOwnAsync(CancellationToken.None);
        var claimed = await other.Outbox.ClaimAsync("registry", 10, LedgerDriver.Start, TimeSpan.FromMinutes(10), CancellationToken.None);

        Assert.That((refused is null, taken is null, claimed.Count), Is.EqualTo((true, false, 1)));
    }

    private Task<Ledger> OpenAsync() => Ledger.OpenAsync(new StorageOptions { DataDirectory = this.folder.Path }, TimeProvider.System, CancellationToken.None);

    private long? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={this.folder.File("lerbridge.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as long?;
    }
}
