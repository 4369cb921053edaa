using System.Data.Common;

namespace LerBridge.Storage;

/// <summary>A connection within one transaction, with the commands that were prepared on it before.</summary>
internal sealed class Session : IDisposable
{
    private readonly Dictionary<string, PreparedCommand> prepared = new(StringComparer.Ordinal);

    public Session(DbConnection connection) => this.Connection = connection;

    public DbConnection Connection { get; }

    /// <summary>The transaction of this call; null between calls.</summary>
    public DbTransaction? Transaction { get; private set; }

    public DbTransaction Begin(DbTransaction transaction) => this.Transaction = transaction;

    /// <summary>Forgets a transaction that has ended.</summary>
    public void End() => this.Transaction = null;

    /// <summary>A command for hot paths: prepared once per connection, its parameters set by position.</summary>
    /// <param name="sql">A constant.</param>
    /// <param name="parameters">The names of its parameters, in the order in which values are given.</param>
    public PreparedCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        if (!this.prepared.TryGetValue(sql, out var command))
        {
            this.prepared[sql] = command = new PreparedCommand(this.Connection, sql, parameters);
        }

        command.Join(this.Transaction);
        return command;
    }

    public void Dispose()
    {
        foreach (var command in this.prepared.Values)
        {
            command.Dispose();
        }

        this.Transaction?.Dispose();
        this.Connection.Dispose();
    }
}
