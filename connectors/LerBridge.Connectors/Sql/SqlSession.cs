using System.Data.Common;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Sql;

/// <summary>An open connection within its one read-only transaction.</summary>
internal sealed class SqlSession : IAsyncDisposable
{
    private readonly string connector;
    private readonly SqlOptions options;
    private readonly DbConnection connection;
    private DbTransaction? transaction;

    private SqlSession(string connector, SqlOptions options)
    {
        this.connector = connector;
        this.options = options;
        this.connection = options.Dialect.Connect(options.ConnectionString.Reveal());
    }

    /// <summary>Connects and signs in.</summary>
    /// <exception cref="ConnectorException">The database cannot be used.</exception>
    public static async Task<SqlSession> OpenAsync(string connector, SqlOptions options, CancellationToken cancellationToken)
    {
        var session = new SqlSession(connector, options);
        try
        {
            await session.GuardAsync("The database", async () =>
            {
                await session.connection.OpenAsync(cancellationToken);
                session.transaction = await options.Dialect.BeginAsync(session.connection, cancellationToken);
                return true;
            });
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>The rows of a stream from a place on.</summary>
    public SqlRows Rows(SqlStream stream, SqlCursor at) => new(this, stream, this.options.Dialect, at);

    /// <summary>Runs a query and hands its result over.</summary>
    public Task<SqlPage> ReadAsync(SqlStream stream, string text, IReadOnlyList<object> values, CancellationToken cancellationToken) =>
        this.GuardAsync(NameOf(stream), () => SqlPage.OpenAsync(this.Command(text, values), cancellationToken));

    /// <summary>How many rows a stream's query has.</summary>
    public Task<long> CountAsync(SqlStream stream, CancellationToken cancellationToken) => this.GuardAsync(NameOf(stream), async () =>
    {
        await using var command = this.Command(SqlDialect.Count(stream.Query), []);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    });

    /// <summary>Does something with the database, and says in our words what went wrong.</summary>
    /// <exception cref="ConnectorException">The database cannot be used.</exception>
    public async Task<T> GuardAsync<T>(string what, Func<Task<T>> look)
    {
        try
        {
            return await look();
        }
        catch (Exception problem) when (problem is DbException or TimeoutException or IOException or System.Net.Sockets.SocketException)
        {
            var failure = problem is DbException database ? this.options.Dialect.Failure(database) : problem is TimeoutException ? SqlFailure.Timeout : SqlFailure.Unreachable;
            // The driver's exception is left behind: it may quote a row.
            throw new ConnectorException(failure.Kind, failure.Code, $"{this.connector}: {what} {failure.What}. {failure.Advice}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (this.transaction is not null)
        {
            await this.transaction.DisposeAsync();
        }

        await this.connection.DisposeAsync();
    }

    /// <summary>How messages name a stream's query.</summary>
    public static string NameOf(SqlStream stream) => $"the query of {stream.Set.Schema.Stream}";

    private DbCommand Command(string text, IReadOnlyList<object> values)
    {
        var command = this.connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = this.transaction;
        command.CommandTimeout = (int)this.options.Timeout.TotalSeconds;
        for (var at = 0; at < values.Count; at++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@after{at}";
            parameter.Value = values[at];
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
