using System.Data.Common;
using Npgsql;

namespace LerBridge.Storage.Dialects;

/// <summary>A batch of PostgreSQL's: one round trip for all, prepared by the driver as they come again.</summary>
internal sealed class PostgreSqlQueue(NpgsqlConnection connection) : IStatementQueue
{
    private const int Most = 1000;

    private NpgsqlBatch batch = new(connection);

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
            this.Flush(command.Transaction);
        }
    }

    public void Flush(DbTransaction? transaction)
    {
        if (this.batch.BatchCommands.Count == 0)
        {
            return;
        }

        using var full = this.batch;
        this.batch = new NpgsqlBatch(connection);
        full.Transaction = (NpgsqlTransaction?)transaction;
        full.ExecuteNonQuery();
    }

    public void Dispose() => this.batch.Dispose();
}
