using Npgsql;

namespace LerBridge.Tests.Servers;

/// <summary>One PostgreSQL for all tests of the category, with a database for each test; started by the first that asks.</summary>
internal static class PostgreSql
{
    public const string Category = "Postgres";

    private static readonly Lazy<PostgreSqlServer> Server = new(() => new PostgreSqlServer());
    private static int databases;

    /// <summary>A new database's connection string.</summary>
    public static Task<string> DatabaseAsync(string? script = null) => DatabaseAsync(Server.Value, script);

    /// <summary>A new database's connection string on another server.</summary>
    public static async Task<string> DatabaseAsync(PostgreSqlServer server, string? script = null)
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await ExecuteAsync($"{server.ConnectionString};Database=postgres", $"create database {name}");
        var connection = $"{server.ConnectionString};Database={name}";
        if (script is not null)
        {
            await ExecuteAsync(connection, script);
        }

        return connection;
    }

    /// <summary>Runs statements in a database.</summary>
    public static async Task ExecuteAsync(string connectionString, string script)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(script, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Asks a database for one value.</summary>
    public static async Task<T?> ScalarAsync<T>(string connectionString, string query)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        return (T?)await command.ExecuteScalarAsync();
    }

    /// <summary>Ends the server, where it was started.</summary>
    public static void Stop()
    {
        if (Server.IsValueCreated)
        {
            Server.Value.Dispose();
        }
    }
}
