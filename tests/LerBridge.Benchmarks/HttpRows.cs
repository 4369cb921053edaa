using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using LerBridge.Connectors.Canvas;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging.Abstractions;

namespace LerBridge.Benchmarks;

/// <summary>
/// What reading a Canvas of many courses needs of memory, and how many requests a second it makes of those that a bare HttpClient makes of the same server with as many in flight, which reads every
/// answer to its end and does nothing with it.
/// </summary>
internal static class HttpRows
{
    private const double MemoryAim = 150;
    private const int InFlight = 3;

    public static async Task RunAsync(int courses, int rounds)
    {
        using var server = Start(courses);
        try
        {
            var address = new Uri(await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start."));
            using (var process = Process.GetCurrentProcess())
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"at the start, peak {process.PeakWorkingSet64 / 1024.0 / 1024.0:F1} MB"));
            }

            var ratios = new List<double>();
            var processor = new List<double>();
            for (var round = 0; round < rounds; round++)
            {
                // memory first: the peak only grows, and the bare loop must not be what raised it
                var ours = await PullAsync(address, courses);
                Print($"Canvas, {courses:N0} courses", ours);
                var bare = await BareAsync(address, courses);
                Print("bare HttpClient", bare);
                ratios.Add(ours.PerSecond / bare.PerSecond);
                processor.Add(bare.Processor / ours.Processor);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"requests a second: {Measure.Median(ratios):F2} x the bare loop; by processor time {Measure.Median(processor):F2} x"));
        }
        finally
        {
            server.StandardInput.Close();
            if (!server.WaitForExit(TimeSpan.FromSeconds(10)))
            {
                server.Kill();
            }
        }
    }

    private static Process Start(int courses) => Process.Start(new ProcessStartInfo(Environment.ProcessPath ?? "dotnet")
    {
        ArgumentList = { "http-server", courses.ToString(CultureInfo.InvariantCulture) },
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    }) ?? throw new InvalidOperationException("The server did not start.");

    private static async Task<Reading> PullAsync(Uri address, int courses)
    {
        using var connector = new CanvasConnector("lms", new CanvasOptions { BaseUrl = address, AccountId = "1", Token = new Secret("t"), Http = new() { MaxConcurrency = InFlight, Timeout = TimeSpan.FromSeconds(100) } }, new ConnectorServices(TimeProvider.System, NullLoggerFactory.Instance));
        var (watch, before) = Begin();
        var records = 0L;
        await foreach (var batch in connector.PullAsync(new PullRequest { Stream = connector.Streams[0].Stream, RecordDate = new DateOnly(2026, 11, 20) }, CancellationToken.None))
        {
            records += batch.Records.Count;
            if (batch.End is PartitionEnd.Partial partial)
            {
                throw new InvalidOperationException(partial.Reason);
            }
        }

        return records == (long)courses * ManyCourses.Students
            ? End(watch, before, Paths(courses).Count())
            : throw new InvalidOperationException($"{records} rows came of {courses * ManyCourses.Students}.");
    }

    private static async Task<Reading> BareAsync(Uri address, int courses)
    {
        using var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All, UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "t");
        var (watch, before) = Begin();
        await Parallel.ForEachAsync(Paths(courses), new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (path, token) =>
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, token);
            await using var body = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(token);
            await body.CopyToAsync(Stream.Null, token);
        });
        return End(watch, before, Paths(courses).Count());
    }

    // what the connector asks, the list's pages twice but for its last: a list of several pages is read until it settles
    private static IEnumerable<string> Paths(int courses)
    {
        yield return "/api/v1/accounts/1";
        yield return "/api/v1/accounts/1/sub_accounts";
        yield return "/api/v1/accounts/1/terms";
        var pages = (courses + 99) / 100;
        for (var page = 1; page < 2 * pages; page++)
        {
            yield return $"/api/v1/accounts/1/courses?page={(page <= pages ? page : page - pages)}";
        }

        for (var course = 100_000; course < 100_000 + courses; course++)
        {
            yield return $"/api/v1/courses/{course}/enrollments";
            yield return $"/api/v1/courses/{course}/sections";
            yield return $"/api/v1/courses/{course}/bulk_user_progress";
        }
    }

    private static (Stopwatch Watch, TimeSpan Processor) Begin()
    {
        using var process = Process.GetCurrentProcess();
        return (Stopwatch.StartNew(), process.TotalProcessorTime);
    }

    private static Reading End(Stopwatch watch, TimeSpan before, int requests)
    {
        using var process = Process.GetCurrentProcess();
        return new Reading(requests / watch.Elapsed.TotalSeconds, (process.TotalProcessorTime - before).TotalSeconds, process.PeakWorkingSet64 / 1024.0 / 1024.0);
    }

    private static void Print(string what, Reading reading) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what,-24} {reading.PerSecond,8:N0} requests a second, {reading.Processor,6:F1} s of processor, peak {reading.Peak,6:F1} MB of {MemoryAim:F0}{(reading.Peak > MemoryAim ? " MISSED" : "")}"));

    /// <param name="PerSecond">Requests a second, by the clock.</param>
    /// <param name="Processor">Seconds of processor time.</param>
    /// <param name="Peak">The peak of the process so far, in megabytes.</param>
    private sealed record Reading(double PerSecond, double Processor, double Peak);
}
