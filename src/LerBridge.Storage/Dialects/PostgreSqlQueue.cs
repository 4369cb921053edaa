using System.Data.Common;
using Npgsql;

namespace LerBridge.Storage.Dialects;

/// <summary>A batch of PostgreSQL's: one round trip for all, prepared by the driver as they come again.</summary>
internal sealed class PostgreSqlQueue(NpgsqlConnection connection) : IStatementQueue
{
    private const int Most = 1000;

    private NpgsqlBatch batch = new(connection);
    private int changed;

    public void Add(DbCommand command)
    {
        var statement = new NpgsqlBatchCommand(command.CommandText);
        foreach (NpgsqlParameter parameter in command.Parameters)
        {
            statement.Parameters.Add(new NpgsqlParameter(parameter.ParameterName, parameter.NpgsqlDbType) { Value = parameter.Value });
        }

        this.batch.BatchCommands.Add(statement);
        this.batch.Timeout = command.CommandTimeout;
        if (this.batch.BatchCommands.Count >= Most)
        {
            this.Send(command.Transaction);
        }
    }

    public int Flush(DbTransaction? transaction)
    {
        this.Send(transaction);
        var all = this.changed;
        this.changed = 0;
        return all;
    }

    public DbDataReader Read(DbTransaction? transaction)
    {
        using var full = this.Take(transaction);
        return full.ExecuteReader();
    }

    public void Dispose() => this.batch.Dispose();

    private void Send(DbTransaction? transaction)
    {
        if (this.batch.BatchCommands.Count > 0)
        {
            using var full = this.Take(transaction);
            this.changed += Math.Max(0, full.ExecuteNonQuery());
        }
    }

    private NpgsqlBatch Take(DbTransaction? transaction)
    {
        var full = this.batch;
        this.batch = new NpgsqlBatch(connection);
        full.Transaction = (NpgsqlTransaction?)transaction;
        return full;
    }
}
