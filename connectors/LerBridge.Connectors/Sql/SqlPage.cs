using System.Data.Common;

namespace LerBridge.Connectors.Sql;

/// <summary>A query's result that is being read, and the command behind it, which must live as long.</summary>
internal sealed record SqlPage(DbCommand Command, DbDataReader Row) : IAsyncDisposable
{
    /// <summary>Runs the command.</summary>
    public static async Task<SqlPage> OpenAsync(DbCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return new SqlPage(command, await command.ExecuteReaderAsync(cancellationToken));
        }
        catch
        {
            await command.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await this.Row.DisposeAsync();
        await this.Command.DisposeAsync();
    }
}
