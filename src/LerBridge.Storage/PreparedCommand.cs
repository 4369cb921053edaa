using System.Data.Common;

namespace LerBridge.Storage;

/// <summary>One prepared statement of a connection.</summary>
internal sealed class PreparedCommand : IDisposable
{
    private readonly DbCommand command;
    private readonly Session session;
    private readonly DbParameter[] parameters;
    private bool isPrepared;

    public PreparedCommand(Session session, string sql, ReadOnlySpan<string> names)
    {
        this.session = session;
        this.command = session.Connection.CreateCommand();
#pragma warning disable CA2100 // every caller passes a constant
        this.command.CommandText = session.Dialect.Sql(sql);
#pragma warning restore CA2100
        this.command.CommandTimeout = session.Dialect.Timeout;
        this.parameters = new DbParameter[names.Length];
        for (var at = 0; at < names.Length; at++)
        {
            var parameter = this.command.CreateParameter();
            parameter.ParameterName = names[at];
            this.command.Parameters.Add(parameter);
            this.parameters[at] = parameter;
        }
    }

    /// <summary>Sets a parameter; null is the database's null.</summary>
    public object? this[int position]
    {
        set => this.session.Dialect.Bind(this.parameters[position], value);
    }

    public void Join(DbTransaction? transaction)
    {
        this.command.Transaction = transaction;
        if (!this.isPrepared)
        {
            this.session.Flush();
            this.session.Dialect.Prepare(this.command);
            this.isPrepared = true;
        }
    }

    /// <summary>Runs it.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        this.session.Flush();
        return this.command.ExecuteNonQuery();
    }

    /// <summary>Runs it before anything else that this session does, at the latest when its transaction ends.</summary>
    public void Queue()
    {
        if (!this.session.TryQueue(this.command))
        {
            this.command.ExecuteNonQuery();
        }
    }

    public object? Scalar()
    {
        this.session.Flush();
        return this.command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    public DbDataReader Read()
    {
        this.session.Flush();
        return this.command.ExecuteReader();
    }

    public void Dispose() => this.command.Dispose();
}
