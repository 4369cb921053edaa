using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using LerBridge.Connectors.Delimited;
using LerBridge.Connectors.Workday;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging.Abstractions;

namespace LerBridge.Benchmarks;

/// <summary>What a million rows need of memory while they pass through a connector: a file, and a report that is made while it is read.</summary>
internal static class MemoryRows
{
    private const double Aim = 150;

    /// <summary>Reads both and prints the peak of the process after each; the peak only grows, so the second is never flattered.</summary>
    public static async Task RunAsync(int rows)
    {
        Print("start", 0, TimeSpan.Zero);
        var folder = Directory.CreateTempSubdirectory("lerbridge-memory-");
        try
        {
            await WriteAsync(Path.Combine(folder.FullName, "positions.csv"), rows);
            var services = new ConnectorServices(TimeProvider.System, NullLoggerFactory.Instance);
            await ReadAsync(
                "a CSV file",
                new DelimitedConnector("files", new DelimitedOptions { Directory = folder.FullName, Streams = [new DelimitedStream(DelimitedRows.Set(), "*.csv", ',', null, false)] }, services),
                rows);
            await ReadAsync(
                "a RaaS report",
                new WorkdayConnector(
                    "workday",
                    new WorkdayOptions { BaseUrl = new Uri("https://wd.example"), Username = "u", Password = new Secret("p"), Reports = [new WorkdayReport(DelimitedRows.Set(), "/report", ReportFormat.Json)] },
                    services,
                    new EndlessReport(rows)),
                rows);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task ReadAsync(string what, IConnector connector, int expected)
    {
        var watch = Stopwatch.StartNew();
        var request = new PullRequest { Stream = connector.Streams[0].Stream, RecordDate = new DateOnly(2026, 6, 1) };
        var rows = 0L;
        await foreach (var batch in connector.PullAsync(request, CancellationToken.None))
        {
            rows += batch.Records.Count;
            if (batch.Rejected.Count > 0 || batch.End is PartitionEnd.Partial)
            {
                throw new InvalidOperationException(batch.Rejected.FirstOrDefault()?.Reason ?? "The extract is partial.");
            }
        }

        if (rows != expected)
        {
            throw new InvalidOperationException($"{rows} rows came of {expected}.");
        }

        Print(what, rows, watch.Elapsed);
    }

    private static void Print(string what, long rows, TimeSpan took)
    {
        using var process = Process.GetCurrentProcess();
        var peak = process.PeakWorkingSet64 / 1024.0 / 1024.0;
        var speed = took > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $", {rows / took.TotalSeconds:N0} rows a second") : string.Empty;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-20} {rows,10:N0} rows, peak {peak,6:F1} MB of {Aim:F0}{(peak > Aim ? " MISSED" : "")}{speed}"));
    }

    private static async Task WriteAsync(string file, int rows)
    {
        await using var writer = new StreamWriter(file);
        await writer.WriteAsync(Encoding.UTF8.GetString(DelimitedRows.File(0)));
        for (var row = 0; row < rows; row++)
        {
            await writer.WriteAsync(DelimitedRows.RowOf(row));
            await writer.WriteAsync('\n');
        }
    }

    /// <summary>A wire behind which a report is written row by row, no faster than it is read.</summary>
    private sealed class EndlessReport(int rows) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var pipe = new Pipe();
            _ = Task.Run(() => this.WriteAsync(pipe.Writer), cancellationToken);
            var content = new StreamContent(pipe.Reader.AsStream());
            content.Headers.ContentType = new("application/json");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request });
        }

        private async Task WriteAsync(PipeWriter pipe)
        {
            await using var writer = new StreamWriter(pipe.AsStream());
            await writer.WriteAsync("{\"Report_Entry\":[");
            for (var row = 0; row < rows; row++)
            {
                await writer.WriteAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(row == 0 ? "" : ",")}{{\"Employee_ID\":\"{row:000000}\",\"User_ID\":\"user{row}\",\"Full_Name\":\"Ana Ruiz {row}\",\"Worker_Type\":\"Employee\",\"Active\":\"1\",\"Position_ID\":\"P-{row % 5000:00000}\",\"Business_Title\":\"Charge Nurse, {row % 40}\",\"Start_Date\":\"{2015 + (row % 10)}-01-10\",\"Scheduled_Weekly_Hours\":\"36.5\",\"Job_Profile_ID\":\"RN{row % 9}\",\"Company\":\"Example Health\"}}"));
            }

            await writer.WriteAsync("]}");
        }
    }
}
