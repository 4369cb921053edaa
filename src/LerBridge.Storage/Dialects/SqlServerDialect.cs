using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LerBridge.Core.Diagnostics;
using Microsoft.Data.SqlClient;

namespace LerBridge.Storage.Dialects;

/// <summary>SQL Server and Azure SQL. Readers see one snapshot where the database allows it (<c>allow_snapshot_isolation</c>), else what is committed.</summary>
internal sealed class SqlServerDialect : ISqlDialect
{
    private const int LongestStatement = 1800;
    private const int BlockBits = 24;
    private const int LongestKey = 4000;

    private const string SnapshotState = "select cast(snapshot_isolation_state as int) from sys.databases where database_id = db_id()";

    private const string TakeOfConnection =
        """
        declare @result int;
        exec @result = sp_getapplock @Resource = @name, @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 0;
        select @result;
        """;

    private const string TakeOfTransaction =
        """
        declare @result int;
        exec @result = sp_getapplock @Resource = @name, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = @timeout;
        select @result;
        """;

    private readonly SqlServerPlace place;
    private readonly int lockTimeout;
    private readonly SqlServerErrors errors;
    private readonly ConcurrentDictionary<string, string> statements = new(StringComparer.Ordinal);
    private bool? hasSnapshots;

    /// <param name="place">Where the database is.</param>
    /// <param name="lockTimeout">How long to wait for another writer.</param>
    public SqlServerDialect(SqlServerPlace place, TimeSpan lockTimeout)
    {
        this.place = place;
        this.lockTimeout = (int)lockTimeout.TotalMilliseconds;
        this.errors = new SqlServerErrors(place.ToString());
    }

    public string Place => this.place.ToString();

    public string Scripts => "sqlserver";

    public string TableExists => "select count(*) from sys.tables where object_id = object_id(@name)";

    public string CreateHistory =>
        """
        if object_id(N'schema_version', N'U') is null
        create table schema_version (
            version     bigint         not null primary key,
            name        nvarchar(200)  not null,
            checksum    nvarchar(64)   not null,
            applied_at  bigint         not null
        )
        """;

    public int Timeout => LongestStatement;

    public int Writers => 4;

    public IBulkWriter Bulk { get; } = new SqlServerBulk();

    public DbConnection Open(ConnectionUse use)
    {
        var connection = new SqlConnection(this.place.ConnectionString);
        try
        {
            connection.Open();
            Scalar(connection, string.Create(CultureInfo.InvariantCulture, $"set xact_abort on; set lock_timeout {this.lockTimeout}"));
            this.hasSnapshots ??= Scalar(connection, SnapshotState) is 1;
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public DbTransaction BeginRead(DbConnection connection) => connection.BeginTransaction(this.hasSnapshots == true ? IsolationLevel.Snapshot : IsolationLevel.ReadCommitted);

    // A commit is on the server's disk when it returns, whatever was asked for.
    public DbTransaction BeginWrite(DbConnection connection, Durability durability) => connection.BeginTransaction(IsolationLevel.ReadCommitted);

    public string Sql(string shared) => this.statements.GetOrAdd(shared, TransactSql.Of);

    public void Bind(DbParameter parameter, object? value)
    {
        parameter.Value = value ?? DBNull.Value;
        if (value is string text)
        {
            // one size for all short texts, so that the server keeps one plan
            parameter.Size = text.Length <= LongestKey ? LongestKey : -1;
        }
    }

    // A null of no type would be text, which is no null of bytes.
    public void Prepare(DbCommand command)
    {
        foreach (SqlParameter parameter in command.Parameters)
        {
            if (parameter.ParameterName is "@content" or "@claims" or "@outline" or "@document")
            {
                parameter.SqlDbType = SqlDbType.VarBinary;
                parameter.Size = -1;
            }
        }
    }

    public IStatementQueue? Queue(DbConnection connection) => null;

    public void Serialize(Session session, string what)
    {
        if (Take(session, what, this.lockTimeout) < 0)
        {
            session.Script($"throw {SqlServerErrors.LockTimeout}, 'The lock did not become free in time.', 1");
        }
    }

    public bool TrySerialize(Session session, string what) => Take(session, what, 0) >= 0;

    public bool TryLock(DbConnection connection, string name)
    {
        using var command = (SqlCommand)connection.CreateCommand();
        command.CommandText = TakeOfConnection;
        command.Parameters.AddWithValue("@name", Resource(name));
        return command.ExecuteScalar() is >= 0;
    }

    public long NextNumbers(Session session, string table) => session.Scalar<long>($"select next value for {table}_block") << BlockBits;

    // It keeps its statistics itself.
    public void Analyze(Session session, params ReadOnlySpan<string> tables)
    {
    }

    public void ManyAlike(Session session)
    {
    }

    public bool IsGone(DbException problem) => SqlServerErrors.IsGone(problem);

    public StoreException Translate(DbException problem) => this.errors.Translate(problem);

    private static int Take(Session session, string what, int timeout) => session.Scalar<int>(TakeOfTransaction, new { name = Resource(what), timeout });

    // Resources are of one database; a name may be longer than the 255 characters that one has.
    private static string Resource(string name) => $"lerbridge:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16))}";

    private static object? Scalar(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants and a number of our own
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
