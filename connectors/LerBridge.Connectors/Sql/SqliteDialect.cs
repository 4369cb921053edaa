using System.Data;
using System.Data.Common;
using LerBridge.Core.Diagnostics;
using Microsoft.Data.Sqlite;

namespace LerBridge.Connectors.Sql;

/// <summary>A SQLite file, opened for reading only.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    public override string? Refusal(string connectionString) =>
        new SqliteConnectionStringBuilder(connectionString).DataSource.Length == 0 ? "names no file; write File instead" : null;

    public override DbConnection Connect(string connectionString) =>
        new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());

    // Deferred: the first read fixes what is seen, and nothing is locked for those who write.
    public override async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "pragma query_only = on";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return ((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: true);
    }

    // https://www.sqlite.org/rescode.html
    public override SqlFailure Failure(DbException problem) => problem is not SqliteException { SqliteErrorCode: var code } ? SqlFailure.Unreachable : code switch
    {
        5 or 6 => SqlFailure.Timeout,
        3 or 23 => SqlFailure.Forbidden($"SQLite {code}"),
        10 or 14 => new SqlFailure(FailureKind.Terminal, ConnectorCodes.Unreachable, "cannot be opened", "Check File and its permissions"),
        11 or 26 => new SqlFailure(FailureKind.Terminal, ConnectorCodes.Unreachable, "is no sound SQLite file", "Check what delivers it, and that it is not copied while it is written"),
        _ => SqlFailure.Query($"SQLite {code}"),
    };
}
