using System.Data.Common;
using LerBridge.Storage.Dialects;

namespace LerBridge.Storage;

/// <summary>One prepared statement of a connection.</summary>
internal sealed class PreparedCommand : IDisposable
{
    private readonly DbCommand command;
    private readonly ISqlDialect dialect;
    private readonly DbParameter[] parameters;
    private bool isPrepared;

    public PreparedCommand(ISqlDialect dialect, DbConnection connection, string sql, ReadOnlySpan<string> names)
    {
        this.dialect = dialect;
        this.command = connection.CreateCommand();
#pragma warning disable CA2100 // every caller passes a constant
        this.command.CommandText = dialect.Sql(sql);
#pragma warning restore CA2100
        this.command.CommandTimeout = dialect.Timeout;
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
        set => this.dialect.Bind(this.parameters[position], value);
    }

    public void Join(DbTransaction? transaction)
    {
        this.command.Transaction = transaction;
        if (!this.isPrepared)
        {
            this.dialect.Prepare(this.command);
            this.isPrepared = true;
        }
    }

    public int Run() => this.command.ExecuteNonQuery();

    public object? Scalar() => this.command.ExecuteScalar() is { } value and not DBNull ? value : null;

    public DbDataReader Read() => this.command.ExecuteReader();

    public void Dispose() => this.command.Dispose();
}
