using LerBridge.Core.Diagnostics;
using LerBridge.Core.Installation;
using LerBridge.Core.Ledger;
using LerBridge.Core.People;
using LerBridge.Storage.Dialects;
using LerBridge.Storage.Installation;
using LerBridge.Storage.Notices;
using LerBridge.Storage.Outbox;
using LerBridge.Storage.People;
using LerBridge.Storage.Register;
using LerBridge.Storage.Runs;
using LerBridge.Storage.Schedules;
using LerBridge.Storage.Schema;
using LerBridge.Storage.Status;
using Microsoft.Data.Sqlite;

namespace LerBridge.Storage;

/// <summary>The embedded ledger: one SQLite file in the data directory.</summary>
public sealed class SqliteLedger : IAsyncDisposable
{
    private const string FileName = "lerbridge.db";
    private const int LeastStatusListLength = 131_072;

    private readonly Database database;

    private SqliteLedger(Database database, string file, ProcessLocks locks, StatusAllotment allotment)
    {
        this.database = database;
        this.File = file;
        this.Runs = new RunLedger(database, locks, allotment);
        this.Plans = new PlanLedger(database);
        this.Holds = new HoldStore(database);
        this.Manifests = new ManifestStore(database);
        this.Seen = new SeenRecords(database);
        this.Persons = new PersonStore(database);
        this.Directory = new PersonDirectory(database);
        this.Register = new CredentialRegister(database);
        this.Outbox = new OutboxStore(database, locks);
        this.Status = new StatusStore(database);
        this.Installation = new InstallationStore(database);
        this.Schedules = new ScheduleStore(database);
        this.Notices = new NoticeStore(database);
    }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The runs.</summary>
    public IRunLedger Runs { get; }

    /// <summary>The plans that wait for a person.</summary>
    public IPlanLedger Plans { get; }

    /// <summary>The records that wait for a person.</summary>
    public IHoldLedger Holds { get; }

    /// <summary>The signed manifests of runs.</summary>
    public IManifestLedger Manifests { get; }

    /// <summary>The records of the last extracts.</summary>
    public ISeenRecords Seen { get; }

    /// <summary>The persons.</summary>
    public IPersonStore Persons { get; }

    /// <summary>The persons, for those who say who is who.</summary>
    public IPersonDirectory Directory { get; }

    /// <summary>The credentials.</summary>
    public ICredentialRegister Register { get; }

    /// <summary>The messages to destinations.</summary>
    public IOutbox Outbox { get; }

    /// <summary>The status lists.</summary>
    public IStatusStore Status { get; }

    /// <summary>The installation secret.</summary>
    public IInstallationStore Installation { get; }

    /// <summary>What is known of the schedules.</summary>
    public IScheduleLedger Schedules { get; }

    /// <summary>What the operator is to be told.</summary>
    public INoticeBoard Notices { get; }

    /// <summary>Opens the ledger, making or updating it where needed.</summary>
    /// <exception cref="StoreException">It cannot be opened, made or updated.</exception>
    public static Task<SqliteLedger> OpenAsync(StorageOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(options, time, new RandomIndexSource(), cancellationToken);

    /// <inheritdoc cref="OpenAsync(StorageOptions, TimeProvider, CancellationToken)" />
    /// <param name="options">Where it is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="indices">Where status indices come from.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal static async Task<SqliteLedger> OpenAsync(StorageOptions options, TimeProvider time, IIndexSource indices, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.StatusListLength, LeastStatusListLength);
        var files = new DataFiles(options.DataDirectory);
        files.MakeDirectory();
        var given = Place(options);
        if (given.Mode is SqliteOpenMode.ReadWriteCreate)
        {
            DataFiles.MakeFile(given.DataSource);
        }

        var dialect = new SqliteDialect(given.ToString(), options.LockTimeout);
        var database = new Database(dialect);
        try
        {
            await database.PrepareAsync(SqliteDialect.UseWal, cancellationToken);
            await new SchemaMigrator(database, dialect, time, given.DataSource).MigrateAsync(cancellationToken);
            return new SqliteLedger(database, given.DataSource, new ProcessLocks(files), new StatusAllotment(indices, options.StatusListLength));
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>The connection string of a site, with the full path of its file.</summary>
    internal static SqliteConnectionStringBuilder Place(StorageOptions options)
    {
        var given = new SqliteConnectionStringBuilder(options.ConnectionString ?? string.Empty);
        given.DataSource = Path.GetFullPath(given.DataSource.Length == 0 ? FileName : given.DataSource, Path.GetFullPath(options.DataDirectory));
        return given;
    }

    /// <summary>Closes the file.</summary>
    public ValueTask DisposeAsync() => this.database.DisposeAsync();
}
