using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using LerBridge.Connectors.Workday;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging.Abstractions;

namespace LerBridge.Benchmarks;

/// <summary>
/// A report as a service of two gigabytes, which another process writes to loopback, read by the connector; beside it a bare <see cref="Utf8JsonReader"/> over the same answer, which looks at every
/// token and keeps none. Processor time and memory are of the reading process alone.
/// </summary>
internal static class ReportRows
{
    public const string ServeWord = "raas-serve";
    private const long Size = 2L * 1024 * 1024 * 1024;
    private const double MostMegabytes = 150;
    private const int RowsOfBlock = 500;

    /// <summary>Reads both and prints what they cost.</summary>
    public static async Task RunAsync()
    {
        using var server = Start(out var address);
        try
        {
            var (rows, connector) = await CostAsync(() => ConnectorAsync(address));
            using var process = Process.GetCurrentProcess();
            var peak = process.PeakWorkingSet64 / 1024.0 / 1024.0;
            var (_, bare) = await CostAsync(() => BareAsync(address));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"report of {Size / 1024.0 / 1024.0 / 1024.0:0.0} GB, {rows:N0} rows: peak {peak:F1} MB of {MostMegabytes:F0}{(peak > MostMegabytes ? " MISSED" : "")}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"connector     {rows / connector.TotalSeconds,12:N0} rows per processor second, {Size / connector.TotalSeconds / 1e6,8:N0} MB, {bare / connector:0.00} x Utf8JsonReader"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Utf8JsonReader{rows / bare.TotalSeconds,12:N0} rows per processor second, {Size / bare.TotalSeconds / 1e6,8:N0} MB"));
        }
        finally
        {
            server.Kill();
        }
    }

    /// <summary>Serves the report until it is killed, and prints where.</summary>
    public static async Task ServeAsync()
    {
        using var listener = new HttpListener();
        var port = 20_000 + (Environment.ProcessId % 20_000);
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        Console.WriteLine($"http://127.0.0.1:{port}");
        var block = Block();
        while (true)
        {
            var context = await listener.GetContextAsync();
            context.Response.ContentType = "application/json";
            context.Response.SendChunked = true;
            await using var body = context.Response.OutputStream;
            await body.WriteAsync("{\"Report_Entry\":["u8.ToArray());
            for (var written = 0L; written < Size; written += block.Length)
            {
                await body.WriteAsync(written == 0 ? block.AsMemory(1) : block);
            }

            await body.WriteAsync("]}"u8.ToArray());
        }
    }

    private static Process Start(out Uri address)
    {
        var self = Environment.ProcessPath ?? throw new InvalidOperationException("The program has no path.");
        string[] words = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [typeof(ReportRows).Assembly.Location, ServeWord] : [ServeWord];
        var server = Process.Start(new ProcessStartInfo(self, words) { RedirectStandardOutput = true }) ?? throw new InvalidOperationException("The server did not start.");
        address = new Uri(server.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The server says nothing."));
        return server;
    }

    private static async Task<(long Rows, TimeSpan Processor)> CostAsync(Func<Task<long>> read)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var rows = await read();
        process.Refresh();
        return (rows, process.TotalProcessorTime - before);
    }

    private static async Task<long> ConnectorAsync(Uri address)
    {
        var options = new WorkdayOptions { BaseUrl = address, Username = "u", Password = new Secret("p"), Reports = [new WorkdayReport(DelimitedRows.Set(), "/report", ReportFormat.Json)] };
        using var connector = new WorkdayConnector("workday", options, new ConnectorServices(TimeProvider.System, NullLoggerFactory.Instance));
        var rows = 0L;
        await foreach (var batch in connector.PullAsync(new PullRequest { Stream = connector.Streams[0].Stream, RecordDate = new DateOnly(2026, 6, 1) }, CancellationToken.None))
        {
            rows += batch.Records.Count;
            if (batch.Rejected.Count > 0 || batch.End is PartitionEnd.Partial)
            {
                throw new InvalidOperationException(batch.Rejected.FirstOrDefault()?.Reason ?? "The extract is partial.");
            }
        }

        return rows;
    }

    private static async Task<long> BareAsync(Uri address)
    {
        using var client = new HttpClient();
        await using var body = await client.GetStreamAsync(new Uri(address, "/report"));
        var buffer = new byte[64 * 1024];
        var (filled, rows, state) = (0, 0L, default(JsonReaderState));
        while (true)
        {
            var read = await body.ReadAsync(buffer.AsMemory(filled));
            filled += read;
            var used = Walk(buffer.AsSpan(0, filled), read == 0, ref state, ref rows);
            if (read == 0)
            {
                return rows;
            }

            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            filled -= used;
        }
    }

    private static int Walk(ReadOnlySpan<byte> bytes, bool isFinal, ref JsonReaderState state, ref long rows)
    {
        var reader = new Utf8JsonReader(bytes, isFinal, state);
        while (reader.Read())
        {
            rows += reader.TokenType == JsonTokenType.EndObject ? 1 : 0;
        }

        state = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }

    private static byte[] Block()
    {
        var text = new StringBuilder();
        for (var row = 0; row < RowsOfBlock; row++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $",{{\"Employee_ID\":\"{row:000000}\",\"User_ID\":\"user{row}\",\"Full_Name\":\"Ana Ruiz {row}\",\"Worker_Type\":\"Employee\",\"Active\":\"1\",\"Position_ID\":\"P-{row % 5000:00000}\",\"Business_Title\":\"Charge Nurse, {row % 40}\",\"Start_Date\":\"{2015 + (row % 10)}-01-10-08:00\",\"Scheduled_Weekly_Hours\":\"36.5\",\"Job_Profile_ID\":\"RN{row % 9}\",\"Company\":\"Example Health\",\"Base_Pay\":\"52000\"}}");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
