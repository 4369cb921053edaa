using LerBridge.Core.Diagnostics;
using LerBridge.Storage;
using LerBridge.Storage.Dialects;
using LerBridge.Storage.Rights;
using LerBridge.Tests.Contracts;
using Microsoft.Data.Sqlite;
using NUnit.Framework;
using static LerBridge.Tests.Contracts.LedgerDriver;

namespace LerBridge.Tests.Storage;

/// <summary>A ledger that cannot be used says so in words, with a kind that tells whether waiting helps.</summary>
internal sealed class SqliteFailureTests
{
    private readonly TemporaryFolder folder = new();

    [TearDown]
    public void RemoveFolder() => this.folder.Dispose();

    [Test]
    public async Task A_ledger_that_another_process_is_writing_is_transient()
    {
        await using var ledger = await this.OpenAsync(timeout: TimeSpan.FromMilliseconds(200));
        using var other = this.Connect();
        using var holding = other.BeginTransaction(deferred: false);

        var problem = await Assert.ThrowsAsync<StoreException>(() => new LedgerDriver(SqliteHarness.Stores(ledger)).StartAsync("r1"));

        this.Says(problem, FailureKind.Transient, "LB8001");
    }

    [Test]
    public async Task A_ledger_is_usable_again_once_the_other_process_is_done()
    {
        await using var ledger = await this.OpenAsync(timeout: TimeSpan.FromMilliseconds(200));
        var driver = new LedgerDriver(SqliteHarness.Stores(ledger));
        using (var other = this.Connect())
        using (other.BeginTransaction(deferred: false))
        {
            await Assert.ThrowsAsync<StoreException>(() => driver.StartAsync("r1"));
        }

        await driver.StartAsync("r1");

        Assert.That(await ledger.Runs.FindAsync("r1", CancellationToken.None), Is.Not.Null);
    }

    [Test]
    public async Task Reading_goes_on_while_another_process_writes()
    {
        await using var ledger = await this.OpenAsync(timeout: TimeSpan.FromMilliseconds(200));
        using var other = this.Connect();
        using var holding = other.BeginTransaction(deferred: false);

        Assert.That(await ledger.Runs.FindAsync("r1", CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task A_full_disk_is_terminal_and_what_was_kept_before_stands()
    {
        await using (var ledger = await this.OpenAsync())
        {
            await new LedgerDriver(SqliteHarness.Stores(ledger)).StartAsync("r1");
        }

        var dialect = new SmallDisk(new SqliteDialect($"Data Source={this.File}", TimeSpan.FromSeconds(1)));
        await using var database = new Database(dialect, new FileRights(new DataFiles(this.folder.Path)));
        var rows = Enumerable.Range(0, 5000).Select(number => Row($"k{number}", new string('x', 500))).ToArray();

        var problem = await Assert.ThrowsAsync<StoreException>(() => database.WriteAsync(Durability.Process, session => LerBridge.Storage.Runs.Staging.Keep(session, LerBridge.Storage.Runs.RunTable.Require(session, "r1", LerBridge.Core.Ledger.RunState.Pulling), Batch("a", rows)), CancellationToken.None));

        await using var again = await this.OpenAsync();
        using (Assert.EnterMultipleScope())
        {
            this.Says(problem, FailureKind.Terminal, "LB8002");
            Assert.That((await again.Runs.FindAsync("r1", CancellationToken.None))?.Staged, Is.Null);
        }
    }

    [Test]
    public async Task A_ledger_that_may_not_be_written_is_terminal()
    {
        await using (await this.OpenAsync())
        {
        }

        await using var ledger = await Ledger.OpenAsync(this.Options with { ConnectionString = "Data Source=lerbridge.db;Mode=ReadOnly" }, TimeProvider.System, CancellationToken.None);

        var problem = await Assert.ThrowsAsync<StoreException>(() => new LedgerDriver(SqliteHarness.Stores(ledger)).StartAsync("r1"));

        this.Says(problem, FailureKind.Terminal, "LB8003");
    }

    [Test]
    public async Task A_data_directory_that_is_a_file_is_terminal()
    {
        var file = this.folder.File("data");
        System.IO.File.WriteAllText(file, "no folder");

        var problem = await Assert.ThrowsAsync<StoreException>(() => Ledger.OpenAsync(new StorageOptions { DataDirectory = file }, TimeProvider.System, CancellationToken.None));

        Assert.That((problem?.Kind, problem?.Code, problem?.Message.Contains(file, StringComparison.Ordinal)), Is.EqualTo(((FailureKind?)FailureKind.Terminal, "LB8004", (bool?)true)));
    }

    [Test]
    public async Task A_ledger_file_that_is_a_folder_is_terminal()
    {
        Directory.CreateDirectory(this.File);

        var problem = await Assert.ThrowsAsync<StoreException>(() => this.OpenAsync());

        this.Says(problem, FailureKind.Terminal, "LB8004");
    }

    [Test]
    public async Task A_file_that_is_no_database_is_terminal()
    {
        System.IO.File.WriteAllText(this.File, string.Concat(Enumerable.Repeat("this is a letter, not a ledger\n", 200)));

        var problem = await Assert.ThrowsAsync<StoreException>(() => this.OpenAsync());

        this.Says(problem, FailureKind.Terminal, "LB8005");
    }

    [Test]
    public async Task A_damaged_file_is_terminal()
    {
        await using (var ledger = await this.OpenAsync())
        {
            await new LedgerDriver(SqliteHarness.Stores(ledger)).IssueAsync("r1", [.. Enumerable.Range(0, 500).Select(number => $"k{number}")]);
        }

        using (var file = new FileStream(this.File, FileMode.Open, FileAccess.Write))
        {
            // Everything after the first pages, which hold the schema.
            file.Position = 4096 * 8;
            file.Write(Enumerable.Repeat((byte)0xA5, (int)(file.Length - file.Position)).ToArray());
        }

        var problem = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            await using var damaged = await this.OpenAsync();
            await damaged.Register.ListAsync(null, null, 1000, CancellationToken.None);
            await new LedgerDriver(SqliteHarness.Stores(damaged)).IssueAsync("r2", [.. Enumerable.Range(0, 500).Select(number => $"x{number}")]);
        });

        this.Says(problem, FailureKind.Terminal, "LB8006");
    }

    [Test]
    public async Task What_a_killed_process_had_not_committed_is_not_there()
    {
        await using (var ledger = await this.OpenAsync())
        {
            await new LedgerDriver(SqliteHarness.Stores(ledger)).StartAsync("r1");
        }

        // The files of a process that dies in the middle of a transaction: everything it wrote so far, and no commit.
        using var dying = this.Connect();
        using var transaction = dying.BeginTransaction(deferred: false);
        using var write = dying.CreateCommand();
        write.CommandText = "pragma cache_size = 5; insert into staged (run, key, partition, fingerprint, content) with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000) select 1, 'k' || i, 1, 'f', zeroblob(300) from n";
        write.ExecuteNonQuery();
        using var copy = new TemporaryFolder();
        foreach (var file in new[] { "lerbridge.db", "lerbridge.db-wal" })
        {
            System.IO.File.Copy(this.folder.File(file), copy.File(file));
        }

        Assert.That(new FileInfo(copy.File("lerbridge.db-wal")).Length, Is.GreaterThan(100_000), "the transaction must have reached the log");

        await using var survivor = await Ledger.OpenAsync(this.Options with { DataDirectory = copy.Path }, TimeProvider.System, CancellationToken.None);
        await survivor.Runs.EndPullAsync("r1", numbered: false, CancellationToken.None);
        await foreach (var row in survivor.Runs.ReadStagedAsync("r1", CancellationToken.None))
        {
            Assert.Fail($"{row.Key} was never committed.");
        }
    }

    private StorageOptions Options => new() { DataDirectory = this.folder.Path };

    private string File => this.folder.File("lerbridge.db");

    private Task<Ledger> OpenAsync(TimeSpan? timeout = null) =>
        Ledger.OpenAsync(this.Options with { LockTimeout = timeout ?? TimeSpan.FromSeconds(5) }, TimeProvider.System, CancellationToken.None);

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={this.File};Pooling=False");
        connection.Open();
        return connection;
    }

    private void Says(StoreException? problem, FailureKind kind, string code) =>
        Assert.That((problem?.Kind, problem?.Code, problem?.Message.Contains(this.File, StringComparison.Ordinal)), Is.EqualTo(((FailureKind?)kind, code, (bool?)true)), problem?.ToString());

    /// <summary>SQLite on a disk with room for a few pages more: the engine's own limit gives the same result code as a full disk.</summary>
    private sealed class SmallDisk(SqliteDialect inner) : ISqlDialect
    {
        public string Place => inner.Place;

        public string Scripts => inner.Scripts;

        public string TableExists => inner.TableExists;

        public string CreateHistory => inner.CreateHistory;

        public int Timeout => inner.Timeout;

        public int Writers => inner.Writers;

        public IBulkWriter Bulk => inner.Bulk;

        public string Sql(string shared) => inner.Sql(shared);

        public void Bind(System.Data.Common.DbParameter parameter, object? value) => inner.Bind(parameter, value);

        public void Prepare(System.Data.Common.DbCommand command) => inner.Prepare(command);

        public IStatementQueue? Queue(System.Data.Common.DbConnection connection) => inner.Queue(connection);

        public void Serialize(Session session, string what) => inner.Serialize(session, what);

        public bool TryLock(System.Data.Common.DbConnection connection, string name) => inner.TryLock(connection, name);

        public bool TrySerialize(Session session, string what) => inner.TrySerialize(session, what);

        public long NextNumbers(Session session, string table) => inner.NextNumbers(session, table);

        public void Analyze(Session session, params ReadOnlySpan<string> tables) => inner.Analyze(session, tables);

        public void ManyAlike(Session session) => inner.ManyAlike(session);

        public bool IsGone(System.Data.Common.DbException problem) => inner.IsGone(problem);

        public System.Data.Common.DbConnection Open(ConnectionUse use)
        {
            var connection = inner.Open(use);
            using var command = connection.CreateCommand();
            command.CommandText = "pragma max_page_count = 80";
            command.ExecuteNonQuery();
            return connection;
        }

        public System.Data.Common.DbTransaction BeginRead(System.Data.Common.DbConnection connection) => inner.BeginRead(connection);

        public System.Data.Common.DbTransaction BeginWrite(System.Data.Common.DbConnection connection, Durability durability) => inner.BeginWrite(connection, durability);

        public StoreException Translate(System.Data.Common.DbException problem) => inner.Translate(problem);
    }
}
