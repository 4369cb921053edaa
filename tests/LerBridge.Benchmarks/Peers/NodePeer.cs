using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace LerBridge.Benchmarks.Peers;

/// <summary>
/// The Node reference of node-reference/: @digitalbazaar/vc over the same credentials and contexts. Its packages are installed (npm ci) into a temporary
/// folder, once per run.
/// </summary>
internal sealed class NodePeer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lerbridge-node-").FullName;
    private readonly string _contexts;
    private readonly string _credentials;
    private readonly bool _ready;

    public NodePeer(IEnumerable<byte[]> credentials)
    {
        var root = FindRoot();
        _contexts = Path.Combine(root, "src/LerBridge.Credentials/JsonLd/Contexts");
        _credentials = Path.Combine(_folder, "credentials.ndjson");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "tests/LerBridge.Benchmarks/node-reference")))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }

        using (var stream = File.Create(_credentials))
        {
            foreach (var credential in credentials)
            {
                stream.Write(credential);
                stream.WriteByte((byte)'\n');
            }
        }

        _ready = Run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]) is not null;
    }

    /// <param name="mode">issue or verify.</param>
    /// <returns>Null where there is no Node, or its packages cannot be had.</returns>
    public double? Measure(string mode, double seconds)
    {
        return this.Ask(["reference.mjs", mode, _credentials, _contexts, seconds.ToString(CultureInfo.InvariantCulture)]);
    }

    private double? Ask(string[] arguments)
    {
        if (!_ready || Run("node", arguments) is not { } output)
        {
            return null;
        }

        using var answer = JsonDocument.Parse(output);
        return answer.RootElement.GetProperty("perSecond").GetDouble();
    }

    /// <param name="file">Rows, as <c>Night/NightFiles.cs</c> writes them.</param>
    /// <param name="mode">signed or plain.</param>
    /// <param name="seconds">For how long.</param>
    /// <returns>Rows per second of processor time; null where there is no Node, or its packages cannot be had.</returns>
    public double? Pipeline(string file, string mode, double seconds) =>
        this.Ask(["pipeline.mjs", Path.GetFullPath(file), _contexts, mode, seconds.ToString(CultureInfo.InvariantCulture), "out.ndjson"]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string? Run(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = _folder });
            if (process is null)
            {
                return null;
            }

            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string FindRoot()
    {
        var at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(Path.Combine(at, "LerBridge.sln")))
        {
            at = Path.GetDirectoryName(at);
        }

        return at ?? throw new DirectoryNotFoundException("LerBridge.sln was not found above the benchmarks.");
    }
}
