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
using LerBridge.Storage.Rights;
using LerBridge.Storage.Runs;
using LerBridge.Storage.Runs.Settled;
using LerBridge.Storage.Schedules;
using LerBridge.Storage.Schema;
using LerBridge.Storage.Status;

namespace LerBridge.Storage;

/// <summary>The ledger: the stores of one database, on whichever engine it is.</summary>
public sealed class Ledger : IAsyncDisposable
{
    private const int LeastStatusListLength = 131_072;

    private readonly Database database;
    private readonly IRights rights;

    private Ledger(Database database, Engine engine, StatusAllotment allotment)
    {
        this.database = database;
        this.rights = engine.Rights;
        this.Place = engine.Dialect.Place;
        this.Runs = new RunLedger(database, engine.Rights, allotment);
        this.Parts = new PartStore(database, allotment, engine.Rights.AreShared);
        this.Settled = new SettledStore(database);
        this.Plans = new PlanLedger(database);
        this.Holds = new HoldStore(database);
        this.Manifests = new ManifestStore(database);
        this.History = new HistoryStore(database);
        this.Seen = new SeenRecords(database);
        this.Persons = new PersonStore(database);
        this.Directory = new PersonDirectory(database);
        this.Register = new CredentialRegister(database);
        this.Outbox = new OutboxStore(database, engine.Rights);
        this.Deliveries = new DeliveryStore(database);
        this.Status = new StatusStore(database);
        this.Installation = new InstallationStore(database);
        this.Schedules = new ScheduleStore(database);
        this.Notices = new NoticeStore(database);
    }

    /// <summary>Where it is: a file, or a database and its server.</summary>
    public string Place { get; }

    /// <summary>Why it can only be looked at; null where it was opened for writing.</summary>
    public StoreException? Unwritable { get; private init; }

    /// <summary>The runs.</summary>
    public IRunLedger Runs { get; }

    /// <summary>The parts of plans that are being applied.</summary>
    public IPartLedger Parts { get; }

    /// <summary>What need not be decided again.</summary>
    public ISettledLedger Settled { get; }

    /// <summary>The plans that wait for a person.</summary>
    public IPlanLedger Plans { get; }

    /// <summary>The records that wait for a person.</summary>
    public IHoldLedger Holds { get; }

    /// <summary>The signed manifests of runs.</summary>
    public IManifestLedger Manifests { get; }

    /// <summary>What is old, and can go.</summary>
    public IHistoryLedger History { get; }

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

    /// <summary>The same messages, for persons.</summary>
    public IDeliveryLedger Deliveries { get; }

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
    public static Task<Ledger> OpenAsync(StorageOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        OpenAsync(options, time, new RandomIndexSource(), cancellationToken);

    /// <summary>The same for those who only look: where a SQLite ledger is there and may not be written, it is opened as it is, and <see cref="Unwritable"/> says why.</summary>
    /// <exception cref="StoreException">It cannot be opened, made or updated.</exception>
    public static async Task<Ledger> OpenToLookAsync(StorageOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenAsync(options, time, cancellationToken);
        }
        catch (StoreException problem) when (problem.Code == SqliteErrors.Unwritten && options.Provider == LedgerProvider.Sqlite)
        {
            if (await LookAsync(options, time, problem, cancellationToken) is { } ledger)
            {
                return ledger;
            }

            throw;
        }
    }

    /// <inheritdoc cref="OpenAsync(StorageOptions, TimeProvider, CancellationToken)" />
    /// <param name="options">Where it is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="indices">Where status indices come from.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal static async Task<Ledger> OpenAsync(StorageOptions options, TimeProvider time, IIndexSource indices, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.StatusListLength, LeastStatusListLength);
        var engine = Engine.Of(options);
        var database = new Database(engine.Dialect, engine.Rights);
        try
        {
            if (engine.Prepare is { } prepare)
            {
                await database.PrepareAsync(prepare, cancellationToken);
            }

            await new SchemaMigrator(database, engine.Dialect, time).MigrateAsync(cancellationToken);
            return new Ledger(database, engine, new StatusAllotment(indices, options.StatusListLength));
        }
        catch
        {
            await database.DisposeAsync();
            await engine.Rights.DisposeAsync();
            throw;
        }
    }

    /// <summary>What <see cref="OpenAsync(StorageOptions, TimeProvider, CancellationToken)"/> would run to make or update the ledger. Nothing is made or changed.</summary>
    /// <exception cref="StoreException">The ledger is there and cannot be read, or is from a newer version.</exception>
    public static async Task<IReadOnlyList<PendingScript>> PendingAsync(StorageOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (options.Provider == LedgerProvider.Sqlite && !File.Exists(SqlitePlace.Of(options).DataSource))
        {
            return [.. SchemaScript.Of("sqlite").Select(script => script.ToPending())];
        }

        var engine = Engine.Of(options);
        await using var database = new Database(engine.Dialect, engine.Rights);
        return [.. (await new SchemaMigrator(database, engine.Dialect, time).PendingAsync(cancellationToken)).Select(script => script.ToPending())];
    }

    /// <summary>False where it is known, without asking any server, that there is no ledger yet.</summary>
    public static bool IsThere(StorageOptions options) => options.ConnectionString is { Length: > 0 } || (options.Provider == LedgerProvider.Sqlite && File.Exists(SqlitePlace.Of(options).DataSource));

    /// <summary>The folders in which a ledger makes files on this machine: that of its own file, and that of the locks. A database server needs none.</summary>
    public static IReadOnlyList<string> Folders(StorageOptions options) => options.Provider == LedgerProvider.Sqlite
        ? [Path.GetDirectoryName(SqlitePlace.Of(options).DataSource) ?? options.DataDirectory, new DataFiles(options.DataDirectory).Locks]
        : [];

    /// <summary>Why settings may not use a connection string, as the end of a sentence; null where they may. It is never quoted.</summary>
    public static string? Refusal(LedgerProvider provider, string connectionString) => provider switch
    {
        LedgerProvider.PostgreSql => PostgreSqlPlace.Refusal(connectionString),
        LedgerProvider.SqlServer => SqlServerPlace.Refusal(connectionString),
        _ => null,
    };

    /// <summary>Finds out whether it can be written, by a statement that would write and finds no row.</summary>
    /// <exception cref="StoreException">It cannot.</exception>
    public Task CheckWritingAsync(CancellationToken cancellationToken) =>
        this.database.WriteAsync(Durability.Process, static session => session.Execute("update schema_version set name = name where version < 0"), cancellationToken);

    // Null where it cannot even be read, or is of an older version that would have to be written first.
    private static async Task<Ledger?> LookAsync(StorageOptions options, TimeProvider time, StoreException why, CancellationToken cancellationToken)
    {
        var engine = Engine.ToLookAt(options);
        var database = new Database(engine.Dialect, engine.Rights);
        try
        {
            if ((await new SchemaMigrator(database, engine.Dialect, time).PendingAsync(cancellationToken)).Count == 0)
            {
                return new Ledger(database, engine, new StatusAllotment(new RandomIndexSource(), options.StatusListLength)) { Unwritable = why };
            }
        }
        catch (StoreException)
        {
            // the first reason says more
        }

        await database.DisposeAsync();
        await engine.Rights.DisposeAsync();
        return null;
    }

    /// <summary>Closes it, and gives back the rights that were taken here.</summary>
    public async ValueTask DisposeAsync()
    {
        await this.rights.DisposeAsync();
        await this.database.DisposeAsync();
    }
}
