using System.Data.Common;
using Dapper;
using LerBridge.Storage.Dialects;
using LerBridge.Storage.Rights;

namespace LerBridge.Storage;

/// <summary>A connection within one transaction, with the commands that were prepared on it before. Statements are given in the shared form; the dialect makes the engine's of it.</summary>
internal sealed class Session : IDisposable
{
    private readonly Dictionary<string, PreparedCommand> prepared = new(StringComparer.Ordinal);
    private readonly IStatementQueue? queue;
    private IRights? rights;

    public Session(ISqlDialect dialect, ConnectionUse use)
    {
        this.Dialect = dialect;
        this.Connection = dialect.Open(use);
        this.queue = dialect.Queue(this.Connection);
    }

    public ISqlDialect Dialect { get; }

    public DbConnection Connection { get; }

    /// <summary>The transaction of this call; null between calls.</summary>
    public DbTransaction? Transaction { get; private set; }

    public DbTransaction Begin(DbTransaction transaction) => this.Transaction = transaction;

    /// <summary>Forgets a transaction that has ended.</summary>
    public void End()
    {
        this.Transaction = null;
        this.rights = null;
    }

    /// <summary>Lets what is written in this transaction depend on the rights of this process.</summary>
    public void Under(IRights held) => this.rights = held;

    /// <summary>In a transaction that writes: makes sure that nobody else has taken the right to run a mapping meanwhile.</summary>
    public void DemandRun(string mapping) => this.rights?.Demand(this, "run", mapping);

    /// <summary>A command for hot paths: prepared once per connection, its parameters set by position.</summary>
    /// <param name="sql">A constant.</param>
    /// <param name="parameters">The names of its parameters, in the order in which values are given.</param>
    public PreparedCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        if (!this.prepared.TryGetValue(sql, out var command))
        {
            this.prepared[sql] = command = this.Dialect.Command(this, this.Dialect.Sql(sql), parameters);
        }

        command.Join(this.Transaction);
        return command;
    }

    /// <summary>Takes a statement along with the next one, where that saves a round trip; false where it is to be run at once.</summary>
    public bool TryQueue(DbCommand command)
    {
        this.queue?.Add(command);
        return this.queue is not null;
    }

    /// <summary>What lets statements travel together, with nothing in it; null where nothing is gained by that.</summary>
    public IStatementQueue? Together()
    {
        this.Flush();
        return this.queue;
    }

    /// <summary>Does what is queued. Everything that is run at once comes after it, so that order is kept.</summary>
    public void Flush() => this.queue?.Flush(this.Transaction);

    /// <summary>Runs a script of the engine as it is.</summary>
    public void Script(string sql) => this.Flushed().Execute(sql, param: null, this.Transaction, this.Dialect.Timeout);

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Execute(string sql, object? parameters = null) => this.Flushed().Execute(this.Dialect.Sql(sql), parameters, this.Transaction, this.Dialect.Timeout);

    /// <summary>All rows of a query.</summary>
    public List<T> Query<T>(string sql, object? parameters = null) => this.Flushed().Query<T>(this.Dialect.Sql(sql), parameters, this.Transaction, commandTimeout: this.Dialect.Timeout).AsList();

    /// <summary>The rows of a query one by one; nothing else may be asked meanwhile.</summary>
    public IEnumerable<T> Stream<T>(string sql) => this.Flushed().Query<T>(this.Dialect.Sql(sql), param: null, this.Transaction, buffered: false, this.Dialect.Timeout);

    /// <summary>The first column of the first row; the default where there is none.</summary>
    public T? Scalar<T>(string sql, object? parameters = null) => this.Flushed().ExecuteScalar<T>(this.Dialect.Sql(sql), parameters, this.Transaction, this.Dialect.Timeout);

    /// <summary>The one row of a query.</summary>
    public T Single<T>(string sql, object? parameters = null) => this.Flushed().QuerySingle<T>(this.Dialect.Sql(sql), parameters, this.Transaction, this.Dialect.Timeout);

    /// <summary>The one row of a query; the default where there is none.</summary>
    public T? SingleOrDefault<T>(string sql, object? parameters = null) => this.Flushed().QuerySingleOrDefault<T>(this.Dialect.Sql(sql), parameters, this.Transaction, this.Dialect.Timeout);

    /// <summary>The first row of a query; the default where there is none.</summary>
    public T? FirstOrDefault<T>(string sql, object? parameters = null) => this.Flushed().QueryFirstOrDefault<T>(this.Dialect.Sql(sql), parameters, this.Transaction, this.Dialect.Timeout);

    public void Dispose()
    {
        this.queue?.Dispose();
        foreach (var command in this.prepared.Values)
        {
            command.Dispose();
        }

        this.Transaction?.Dispose();
        this.Connection.Dispose();
    }

    private DbConnection Flushed()
    {
        this.Flush();
        return this.Connection;
    }
}
