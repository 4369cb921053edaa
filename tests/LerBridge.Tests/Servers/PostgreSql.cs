using System.Diagnostics;
using System.Globalization;
using Npgsql;
using NUnit.Framework;

namespace LerBridge.Tests.Servers;

/// <summary>One PostgreSQL on loopback for all tests of the category, with a database for each test; started by the first that asks.</summary>
internal static class PostgreSql
{
    public const string Category = "Postgres";

    private static readonly string[] Programs = ["/usr/lib/postgresql/18/bin", "/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/15/bin"];
    private static readonly Lazy<string> Server = new(Start);
    private static string folder = string.Empty;
    private static int databases;

    /// <summary>A new database's connection string.</summary>
    public static async Task<string> DatabaseAsync(string? script = null)
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await ExecuteAsync(Server.Value, $"create database {name}");
        var connection = $"{Server.Value};Database={name}";
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

    /// <summary>Ends the server, where it was started.</summary>
    public static void Stop()
    {
        if (Server.IsValueCreated)
        {
            Run("pg_ctl", "-D", Path.Combine(folder, "data"), "-m", "immediate", "stop");
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Start()
    {
        folder = Directory.CreateTempSubdirectory("lerbridge-postgres-").FullName;
        if (IsRoot)
        {
            Process.Start("chown", ["postgres", folder]).WaitForExit();
        }

        var port = LoopbackPort.Free();
        Run("initdb", "-D", Path.Combine(folder, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        Run("pg_ctl", "-D", Path.Combine(folder, "data"), "-w", "-s", "-l", Path.Combine(folder, "log"), "-o", $"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off -c max_connections=100", "start");
        return $"Host=127.0.0.1;Port={port.ToString(CultureInfo.InvariantCulture)};Username=postgres";
    }

    private static bool IsRoot => string.Equals(Environment.UserName, "root", StringComparison.Ordinal);

    // PostgreSQL refuses to run as root.
    private static void Run(string program, params string[] arguments)
    {
        var path = Path.Combine(Array.Find(Programs, Directory.Exists) ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql"), program);
        var start = IsRoot
            ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.WorkingDirectory = folder;
        start.RedirectStandardOutput = false;
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{program} failed; see {folder}.");
    }
}
