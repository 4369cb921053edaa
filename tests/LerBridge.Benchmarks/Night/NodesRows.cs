using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace LerBridge.Benchmarks.Night;

/// <summary>
/// One large run on PostgreSQL, by one node and by two, each with <c>--parallel 1</c>: how long it takes from its begin to its end by the clock, so that whatever is serial counts. The nodes are processes of
/// the product; the second one serves and takes parts. Deliveries are not in it. The server takes its share of the same processors.
/// </summary>
internal static class NodesRows
{
    private const double Aim = 1.6;

    /// <summary>Runs it and prints the figures.</summary>
    /// <param name="server">The connection string of a PostgreSQL, as a login that may make databases.</param>
    /// <param name="rows">How many rows the file has.</param>
    /// <param name="rounds">How often both are measured, in turns.</param>
    public static async Task RunAsync(string server, int rows, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("lerbridge-nodes-").FullName;
        try
        {
            var ratios = new List<double>();
            for (var round = 0; round < rounds; round++)
            {
                var one = await MeasureAsync(Path.Combine(folder, $"one{round}"), server, rows, nodes: 1);
                var two = await MeasureAsync(Path.Combine(folder, $"two{round}"), server, rows, nodes: 2);
                ratios.Add(one / two);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows: one node {one:F1} s, two nodes {two:F1} s, {one / two:F2} x"));
            }

            var median = ratios.Order().ElementAt(ratios.Count / 2);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"two nodes against one, median of {ratios.Count}: {median:F2} x, aim {Aim:F1} x{(median >= Aim ? string.Empty : " MISSED")}"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> MeasureAsync(string folder, string server, int rows, int nodes)
    {
        var name = "lerbridge_nodes";
        await ExecuteAsync(server, "postgres", $"drop database if exists {name} with (force)");
        await ExecuteAsync(server, "postgres", $"create database {name}");
        await NightFiles.WriteAsync(folder, rows);
        await DoneAsync(Start(folder, server, name, "migrate"));
        using var helper = nodes > 1 ? Start(folder, server, name, "serve", "--parallel", "1") : null;
        if (helper is not null)
        {
            // until it serves; what it has to compile for its first part is part of the figure, as it is for the first node
            await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System);
        }

        await DoneAsync(Start(folder, server, name, "run", NightFiles.Mapping, "--parallel", "1"));
        helper?.Kill(entireProcessTree: true);
        return await ScalarAsync(server, name, "select (ended_at - started_at) / 1000.0 from run where outcome = 'Succeeded'");
    }

    private static Process Start(string folder, string server, string database, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "lerbridge"), arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["LERBRIDGE__Storage__Provider"] = "PostgreSql";
        start.Environment["LERBRIDGE__Storage__ConnectionString"] = $"{server};Database={database}";
        start.Environment["LERBRIDGE__Http__PublicUrls"] = "http://127.0.0.1:0";
        var process = Process.Start(start) ?? throw new InvalidOperationException("lerbridge did not start.");
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task DoneAsync(Process process)
    {
        using (process)
        {
            await process.WaitForExitAsync(CancellationToken.None);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"lerbridge ended with {process.ExitCode}.");
            }
        }
    }

    private static async Task ExecuteAsync(string server, string database, string sql)
    {
        await using var connection = new NpgsqlConnection($"{server};Database={database};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<double> ScalarAsync(string server, string database, string sql)
    {
        await using var connection = new NpgsqlConnection($"{server};Database={database};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToDouble(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
