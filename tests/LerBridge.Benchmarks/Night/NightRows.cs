using System.Collections;
using System.Diagnostics;
using System.Globalization;
using LerBridge.Benchmarks.Peers;
using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Worker;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Settings;

namespace LerBridge.Benchmarks.Night;

/// <summary>
/// Two nights of a site, through the product's own composition and runner: a file of rows is read, mapped, signed (eddsa-rdfc-2022), registered with the full ledger on SQLite and delivered; then the same
/// file comes again. Beside it the pipeline of Node, over the same file. A short pair of nights goes before, so that compiling is not measured.
/// </summary>
internal static class NightRows
{
    private const double MemoryAim = 150;
    private const double IssueAim = 40;
    private const double UnsignedAim = 1;
    private const double UnchangedAim = 300_000;
    private const int WarmUpRows = 6_000;

    /// <summary>Runs it and prints the figures.</summary>
    /// <param name="rows">How many rows the file has.</param>
    /// <param name="seconds">How long each measurement of the peer takes.</param>
    /// <param name="withPeer">False to leave the peer out.</param>
    public static async Task RunAsync(int rows, double seconds, bool withPeer)
    {
        var folder = Directory.CreateTempSubdirectory("lerbridge-night-").FullName;
        try
        {
            await NightsAsync(Path.Combine(folder, "before"), WarmUpRows, (_, _) => { });
            var perSecond = new Dictionary<string, double>(StringComparer.Ordinal);
            var here = Path.Combine(folder, "measured");
            await NightsAsync(here, rows, (night, stages) => Print(night, rows, stages, perSecond));
            if (withPeer)
            {
                Compare(NightFiles.FileOf(here), seconds, perSecond);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task NightsAsync(string folder, int rows, Action<string, IReadOnlyList<(string Stage, TimeSpan Used, TimeSpan Took)>> done)
    {
        await NightFiles.WriteAsync(folder, rows);
        var surroundings = new Surroundings(new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null, false, false, false), new Hashtable(), folder, TimeProvider.System);
        var site = Composition.ReadSite(surroundings, config: null, SettingsUse.Running);
        using var lines = new LinesDestination(NightFiles.Destination, Path.Combine(folder, "lines.ndjson"));
        await using var bridge = await Composition.OpenAsync(site, surroundings, CancellationToken.None);
        var plan = site.Mapping(NightFiles.Mapping);
        var runner = new BridgeRunner(bridge.Services with { Destinations = new Dictionary<string, IDestination> { [lines.Name] = lines } });
        foreach (var night in (string[])["first night", "unchanged night"])
        {
            using var clock = new StageClock();
            var report = await runner.RunAsync(plan, site.Connector(plan), progress: null, CancellationToken.None);
            var expected = night == "first night" ? new RunCounts { New = rows } : new RunCounts { Unchanged = rows };
            if (report.Failure is not null || report.Run.State != RunState.Ended || report.Run.Counts != expected || lines.Count != rows)
            {
                throw new InvalidOperationException($"{night}: {report.Run.State} {report.Run.Counts} {report.Failure} {string.Join(' ', report.Problems)}; {lines.Count} delivered.");
            }

            done(night, clock.Stages);
        }
    }

    private static void Print(string night, int rows, IReadOnlyList<(string Stage, TimeSpan Used, TimeSpan Took)> stages, Dictionary<string, double> perSecond)
    {
        foreach (var (stage, used, took) in stages)
        {
            var speed = rows / used.TotalSeconds;
            perSecond[$"{night}: {stage}"] = speed;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{night,-16} {stage,-8} {rows,10:N0} rows, per processor second {speed,10:N0}, by the clock {rows / took.TotalSeconds,10:N0}, {used.TotalMicroseconds / rows,8:F1} µs a row"));
        }

        using var process = Process.GetCurrentProcess();
        var peak = process.PeakWorkingSet64 / 1048576.0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{night,-16} peak of memory {peak:F1} MB of {MemoryAim:F0}{Missed(peak <= MemoryAim)}"));
    }

    // The peer keeps no register and delivers nothing beyond its file of lines: what it lacks would only make it slower.
    private static void Compare(string file, double seconds, Dictionary<string, double> perSecond)
    {
        using var node = new NodePeer([]);
        var whole = perSecond["first night: run"];
        Against("Node, signed", node.Pipeline(file, "signed", seconds), whole, IssueAim);
        Against("Node, not signed", node.Pipeline(file, "plain", seconds), whole, UnsignedAim);
        var unchanged = perSecond["unchanged night: run"];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"unchanged night: {unchanged:N0} rows a processor second, aim {UnchangedAim:N0}{Missed(unchanged >= UnchangedAim)}"));
    }

    private static void Against(string peer, double? theirs, double ours, double aim) => Console.WriteLine(
        theirs is { } rate
            ? string.Create(CultureInfo.InvariantCulture, $"first night against the pipeline of {peer} ({rate:N0} rows a processor second): {ours / rate:F1} x, aim {aim:F0} x{Missed(ours / rate >= aim)}")
            : $"first night against the pipeline of {peer}: there is no Node here, or its packages cannot be had");

    private static string Missed(bool met) => met ? string.Empty : " MISSED";
}
