using System.Data.Common;
using System.Globalization;
using LerBridge.Core.Diagnostics;
using Microsoft.Data.Sqlite;

namespace LerBridge.Storage.Dialects;

/// <summary>SQLite in WAL mode: one writer, readers that never wait for it.</summary>
/// <remarks>
/// Durability. In WAL mode a commit is in the operating system's hands when it returns, so a killed process loses nothing at either level, and a power cut
/// never damages the file. With synchronous=NORMAL a power cut may undo the newest commits; with FULL each commit is on the disk first. FULL is used wherever
/// something has left or may leave the ledger: if applying were undone after a delivery, the same credential would be signed again with another status index,
/// and withdrawing it would miss the copy that is out. Staging and deciding use NORMAL: batch and cursor are one commit, so what a power cut takes is read again.
/// (sqlite.org/pragma.html#pragma_synchronous, sqlite.org/wal.html)
/// </remarks>
internal sealed class SqliteDialect : ISqlDialect
{
    private readonly string connectionString;
    private readonly SqliteErrors errors;
    private readonly string pragmas;

    /// <param name="connectionString">The connection string as given or made from the data directory.</param>
    /// <param name="lockTimeout">How long to wait for another writer.</param>
    /// <param name="file">The file, for messages, where the connection string names it as an address.</param>
    public SqliteDialect(string connectionString, TimeSpan lockTimeout, string? file = null)
    {
        var given = new SqliteConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            ForeignKeys = true,
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(lockTimeout.TotalSeconds)),
        };
        this.Place = file ?? given.DataSource;
        this.Timeout = given.DefaultTimeout;
        this.connectionString = given.ToString();
        this.errors = new SqliteErrors(this.Place);
        this.pragmas = string.Create(CultureInfo.InvariantCulture, $"pragma busy_timeout = {(long)lockTimeout.TotalMilliseconds};");
    }

    public string Place { get; }

    public string Scripts => "sqlite";

    public string TableExists => "select count(*) from sqlite_master where type = 'table' and name = @name";

    public string CreateHistory =>
        """
        create table if not exists schema_version (
            version     integer primary key,
            name        text    not null,
            checksum    text    not null,
            applied_at  integer not null
        )
        """;

    public int Timeout { get; }

    public int Writers => 1;

    public IBulkWriter Bulk { get; } = new SqliteBulk();

    public DbConnection Open(ConnectionUse use)
    {
        var connection = new SqliteConnection(this.connectionString);
        try
        {
            connection.Open();
            Run(connection, this.pragmas + (use == ConnectionUse.Write ? "pragma cache_size = -16384; pragma wal_autocheckpoint = 8192;" : "pragma cache_size = -4096; pragma query_only = 1;"));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public DbTransaction BeginRead(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    public DbTransaction BeginWrite(DbConnection connection, Durability durability)
    {
        var sqlite = (SqliteConnection)connection;
        Run(sqlite, durability == Durability.Power ? "pragma synchronous = full;" : "pragma synchronous = normal;");
        return sqlite.BeginTransaction(deferred: false);
    }

    // One writer at a time: no row has to be kept from another. Its index of identifiers is by a collation, not by lower().
    public string Sql(string shared) => shared
        .Replace(" for update skip locked", string.Empty, StringComparison.Ordinal)
        .Replace(" for update", string.Empty, StringComparison.Ordinal)
        .Replace(" for share", string.Empty, StringComparison.Ordinal)
        .Replace("lower(value) = lower(@value)", "value = @value collate nocase", StringComparison.Ordinal);

    public PreparedCommand Command(Session session, string sql, ReadOnlySpan<string> names) => new SqliteStatement((SqliteConnection)session.Connection, sql, names);

    public void Bind(DbParameter parameter, object? value) => parameter.Value = value ?? DBNull.Value;

    public void Prepare(DbCommand command) => command.Prepare();

    public IStatementQueue? Queue(DbConnection connection) => null;

    public void Serialize(Session session, string what)
    {
    }

    public bool TrySerialize(Session session, string what) => true;

    public bool TryLock(DbConnection connection, string name) => throw new NotSupportedException("Rights over a file are files.");

    public long NextNumbers(Session session, string table) => session.Scalar<long>($"select coalesce(max(number), 0) + 1 from {table}");

    public void Analyze(Session session, params ReadOnlySpan<string> tables)
    {
    }

    public void ManyAlike(Session session)
    {
    }

    public bool IsGone(DbException problem) => false;

    public StoreException Translate(DbException problem) => this.errors.Translate(problem);

    /// <summary>Turns the file to WAL, which it stays. Two processes may do so at once.</summary>
    public static void UseWal(DbConnection connection) => Run((SqliteConnection)connection, "pragma journal_mode = wal;");

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants and a number of our own
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
