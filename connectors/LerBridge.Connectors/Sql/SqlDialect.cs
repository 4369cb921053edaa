using System.Data;
using System.Data.Common;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Sql;

/// <summary>What differs from one kind of database to the next.</summary>
internal abstract class SqlDialect
{
    /// <summary>Why settings may not use this connection string, as the end of a sentence; null where they may. It is never quoted.</summary>
    public abstract string? Refusal(string connectionString);

    /// <summary>A connection that is not open yet.</summary>
    public abstract DbConnection Connect(string connectionString);

    /// <summary>Makes one page of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="where">What its rows must be, with its keyword; empty for all.</param>
    /// <param name="order">Quoted columns, comma between.</param>
    /// <param name="rows">How many.</param>
    public virtual string Page(string query, string where, string order, int rows) => $"select * from (\n{query}\n) as ler_rows{where} order by {order} limit {rows}";

    /// <summary>Makes a query's number of rows.</summary>
    public static string Count(string query) => $"select count(*) from (\n{query}\n) as ler_rows";

    /// <summary>A column's name as it stands in a query.</summary>
    public virtual string Quoted(string column) => $"\"{column.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Begins what is read, which sees one state of the database throughout where the database can do that, and never writes.</summary>
    public abstract Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>What a failure means. The database's own words are left out: they may quote what stands in a row.</summary>
    public abstract SqlFailure Failure(DbException problem);

    /// <summary>A server's host that is this machine.</summary>
    protected static bool IsLoopback(string? host) =>
        host is null or "" or "." or "(local)" || host.StartsWith('/') || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (System.Net.IPAddress.TryParse(host, out var address) && System.Net.IPAddress.IsLoopback(address));

    protected static async Task<DbTransaction> BeginAsync(DbConnection connection, IsolationLevel level, string? first, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(level, cancellationToken);
        if (first is not null)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = first;
            command.Transaction = transaction;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return transaction;
    }
}
