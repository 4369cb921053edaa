using System.Data.Common;

namespace LerBridge.Storage;

/// <summary>One prepared statement of a connection.</summary>
internal sealed class PreparedCommand : IDisposable
{
    private readonly DbCommand command;
    private bool isPrepared;

    public PreparedCommand(DbConnection connection, string sql, ReadOnlySpan<string> parameters)
    {
        this.command = connection.CreateCommand();
#pragma warning disable CA2100 // every caller passes a constant
        this.command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in parameters)
        {
            var parameter = this.command.CreateParameter();
            parameter.ParameterName = name;
            this.command.Parameters.Add(parameter);
        }
    }

    /// <summary>Sets a parameter; null is the database's null.</summary>
    public object? this[int position]
    {
        set => this.command.Parameters[position].Value = value ?? DBNull.Value;
    }

    public void Join(DbTransaction? transaction)
    {
        this.command.Transaction = transaction;
        if (!this.isPrepared)
        {
            this.command.Prepare();
            this.isPrepared = true;
        }
    }

    public int Run() => this.command.ExecuteNonQuery();

    public object? Scalar() => this.command.ExecuteScalar() is { } value and not DBNull ? value : null;

    public DbDataReader Read() => this.command.ExecuteReader();

    public void Dispose() => this.command.Dispose();
}
