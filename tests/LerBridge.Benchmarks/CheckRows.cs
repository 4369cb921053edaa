using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LerBridge.Benchmarks;

/// <summary>How long <c>mapping check</c> takes over a folder of 200 mappings, the start of its process included, as its author waits for it.</summary>
internal static partial class CheckRows
{
    private const int Mappings = 200;
    private const string AppSettings = """
        { "LerBridge": { "Issuer": { "Did": "did:web:ler.college.example", "Name": "Example College", "Url": "https://college.example" },
          "Connectors": {
            "canvas-main": { "Kind": "Canvas", "BaseUrl": "http://127.0.0.1:9001", "AccountId": "1", "Token": "t" },
            "banner": { "Kind": "Banner", "BaseUrl": "http://127.0.0.1:9002", "ApiKey": "k" },
            "workday": { "Kind": "Workday", "BaseUrl": "http://127.0.0.1:9003", "Tenant": "demo", "Username": "u", "Password": "p",
              "Reports": { "position_history": { "Path": "/ccx/service/customreport2/demo/isu/LER_Positions", "Format": "json" } } } },
          "Destinations": { "folder": { "Kind": "Folder", "Path": "./out" }, "registry": { "Kind": "Folder", "Path": "./registry" } } } }
        """;

    /// <summary>Checks the folder a few times and prints the figures.</summary>
    /// <param name="program">The program; null for the one that was built with the benchmarks.</param>
    /// <param name="rounds">How often.</param>
    public static void Run(string? program, int rounds)
    {
        var lerbridge = program ?? Path.Combine(AppContext.BaseDirectory, "lerbridge");
        var directory = Directory.CreateTempSubdirectory("lerbridge-check-");
        try
        {
            Write(directory.FullName, Path.Combine(AppContext.BaseDirectory, "mappings"));
            var start = Enumerable.Range(0, rounds).Select(_ => Time(lerbridge, directory.FullName, "--version")).ToArray();
            var check = Enumerable.Range(0, rounds).Select(_ => Time(lerbridge, directory.FullName, "mapping", "check")).ToArray();
            Print("start alone", start);
            Print($"mapping check of {Mappings} mappings (limit 1,000 ms)", check);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    // The shipped mappings in turn, each copy with an id of its own.
    private static void Write(string directory, string shipped)
    {
        foreach (var file in Directory.EnumerateFiles(shipped, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) != ".yaml"))
        {
            var copy = Path.Combine(directory, "mappings", Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? directory);
            File.Copy(file, copy);
        }

        string[] mappings = [.. Directory.EnumerateFiles(shipped, "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllText)];
        for (var number = 0; number < Mappings; number++)
        {
            File.WriteAllText(Path.Combine(directory, "mappings", $"mapping-{number}.yaml"), Id().Replace(mappings[number % mappings.Length], $"id: mapping-{number}", 1));
        }

        File.WriteAllText(Path.Combine(directory, "appsettings.json"), AppSettings);
    }

    private static double Time(string program, string directory, params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true }) ?? throw new InvalidOperationException($"{program} did not start.");
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? watch.Elapsed.TotalMilliseconds : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {said}");
    }

    private static void Print(string name, double[] times)
    {
        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-52} {times[0],6:F0} ms at best, {times[times.Length / 2]:F0} ms in the middle"));
    }

    [GeneratedRegex("^id: .*$", RegexOptions.Multiline)]
    private static partial Regex Id();
}
