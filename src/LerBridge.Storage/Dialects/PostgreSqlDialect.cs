using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LerBridge.Core.Diagnostics;
using Npgsql;

namespace LerBridge.Storage.Dialects;

/// <summary>PostgreSQL, for several processes on several machines: readers see one snapshot, writers meet at rows.</summary>
internal sealed class PostgreSqlDialect : ISqlDialect
{
    private const int LongestStatement = 1800;
    private const int BlockBits = 24;

    // Statements are planned for their values: where a page begins, how many are wanted. A plan for all values would not know.
    private const string Reading = "set session characteristics as transaction isolation level repeatable read, read only; set plan_cache_mode = force_custom_plan; set jit = off";
    private const string Writing = "set plan_cache_mode = force_custom_plan; set jit = off";

    private readonly PostgreSqlPlace place;
    private readonly string lockTimeout;
    private readonly PostgreSqlErrors errors;

    /// <param name="place">Where the database is.</param>
    /// <param name="lockTimeout">How long to wait for another writer.</param>
    public PostgreSqlDialect(PostgreSqlPlace place, TimeSpan lockTimeout)
    {
        this.place = place;
        this.lockTimeout = string.Create(CultureInfo.InvariantCulture, $"set local lock_timeout = {(long)lockTimeout.TotalMilliseconds}");
        this.errors = new PostgreSqlErrors(place.ToString());
    }

    public string Place => this.place.ToString();

    public string Scripts => "postgresql";

    public string TableExists => "select count(*) from pg_catalog.pg_class where oid = to_regclass(@name)";

    public string CreateHistory =>
        """
        create table if not exists schema_version (
            version     bigint primary key,
            name        text   not null,
            checksum    text   not null,
            applied_at  bigint not null
        )
        """;

    public int Timeout => LongestStatement;

    public int Writers => 4;

    public IBulkWriter Bulk { get; } = new PostgreSqlBulk();

    public DbConnection Open(ConnectionUse use)
    {
        var connection = new NpgsqlConnection(this.place.ConnectionString(use));
        try
        {
            connection.Open();
            Run(connection, use == ConnectionUse.Read ? Reading : Writing);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public DbTransaction BeginRead(DbConnection connection) => connection.BeginTransaction();

    // Commits in the background keep their order, so what is lost is lost together (postgresql.org/docs/current/wal-async-commit.html).
    public DbTransaction BeginWrite(DbConnection connection, Durability durability)
    {
        var transaction = connection.BeginTransaction();
        try
        {
            Run(connection, durability == Durability.Process ? $"{this.lockTimeout}; set local synchronous_commit = off" : this.lockTimeout);
            return transaction;
        }
        catch
        {
            transaction.Dispose();
            throw;
        }
    }

    public string Sql(string shared) => shared;

    public void Bind(DbParameter parameter, object? value) => parameter.Value = value is string text ? Text(text) : value ?? DBNull.Value;

    // Types as the server finds them: a parameter that is null at first would have none.
    public void Prepare(DbCommand command)
    {
        using var described = new NpgsqlCommand(command.CommandText, (NpgsqlConnection?)command.Connection, (NpgsqlTransaction?)command.Transaction);
        NpgsqlCommandBuilder.DeriveParameters(described);
        foreach (NpgsqlParameter parameter in described.Parameters)
        {
            ((NpgsqlParameter)command.Parameters["@" + parameter.ParameterName.TrimStart('@')]).NpgsqlDbType = parameter.NpgsqlDbType;
        }

        command.Prepare();
    }

    public IStatementQueue? Queue(DbConnection connection) => new PostgreSqlQueue((NpgsqlConnection)connection);

    public void Serialize(Session session, string what) => session.Execute("select pg_advisory_xact_lock(@key)", new { key = Key(what) });

    public bool TrySerialize(Session session, string what) => session.Scalar<bool>("select pg_try_advisory_xact_lock(@key)", new { key = Key(what) });

    public bool TryLock(DbConnection connection, string name)
    {
        using var command = new NpgsqlCommand("select pg_try_advisory_lock(@key)", (NpgsqlConnection)connection);
        command.Parameters.AddWithValue("key", Key(name));
        return command.ExecuteScalar() is true;
    }

    public long NextNumbers(Session session, string table) => session.Scalar<long>($"select nextval('{table}_block')") << BlockBits;

    // Autovacuum looks once a minute: until then a table that was empty an hour ago is taken for small, and pages of it are sorted instead of read in order.
    public void Analyze(Session session, params ReadOnlySpan<string> tables) => session.Script($"analyze {string.Join(", ", tables)}");

    // Checks of foreign keys are statements too. A plan made while a table was empty would read all of it for each.
    public void ManyAlike(Session session) => session.Script("set local plan_cache_mode = auto; set local enable_seqscan = off");

    public bool IsGone(DbException problem) => problem is not PostgresException { SqlState: not (['0', '8', ..] or "57P01" or "57P02" or "57P03" or "57P05" or "25P03") };

    public StoreException Translate(DbException problem) => this.errors.Translate(problem);

    /// <summary>Text that the server takes: U+0000, which it cannot hold, becomes the replacement character.</summary>
    public static string Text(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : text;

    // Advisory locks have numbers, and are of one database: other users of ours are told apart by the prefix, other schemas in it by theirs.
    private long Key(string name) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"lerbridge|{this.place.Schema}|{name}")), 0);

    private static void Run(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants and a number of our own
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
