using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Sandbox;

namespace LerBridge.IntegrationTests.Drivers;

/// <summary>A college and an employer with their systems (the sandbox), a settings file that names them, and the real executable.</summary>
internal sealed class CollegeDriver : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private CollegeDriver(SandboxHost sandbox, string folder)
    {
        this.Sandbox = sandbox;
        this.Folder = folder;
    }

    public SandboxHost Sandbox { get; }

    /// <summary>Where settings, ledger and the folder destination are.</summary>
    public string Folder { get; }

    public string Settings => Path.Combine(this.Folder, "appsettings.json");

    public string Out => Path.Combine(this.Folder, "out");

    public static async Task<CollegeDriver> StartAsync()
    {
        var sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);
        var folder = Directory.CreateTempSubdirectory("lerbridge-journey-").FullName;
        var driver = new CollegeDriver(sandbox, folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "passphrase"), "a passphrase for a journey\n");
        await driver.WriteSettingsAsync(_ => { });
        return driver;
    }

    /// <summary>Writes the settings file, after <paramref name="change"/> had its way with it.</summary>
    public Task WriteSettingsAsync(Action<JsonObject> change)
    {
        var options = this.Sandbox.Options;
        var settings = new JsonObject
        {
            ["DataDirectory"] = "./data",
            ["MappingsDirectory"] = Repository.Mappings,
            ["Issuer"] = new JsonObject { ["Did"] = "did:web:ler.college.example", ["Name"] = "Example College", ["Url"] = "https://college.example", ["KeyPassphraseFile"] = "./passphrase" },
            ["TimeZone"] = "America/Chicago",
            ["Http"] = new JsonObject { ["PublicUrls"] = "http://127.0.0.1:0", ["PublicBaseUrl"] = "https://ler.college.example" },
            ["Connectors"] = new JsonObject
            {
                ["canvas-main"] = new JsonObject { ["Kind"] = "Canvas", ["BaseUrl"] = Url(this.Sandbox.CanvasUrl), ["AccountId"] = "1", ["Token"] = options.CanvasToken },
                ["banner"] = new JsonObject { ["Kind"] = "Banner", ["BaseUrl"] = Url(this.Sandbox.EthosUrl), ["ApiKey"] = options.EthosApiKey },
                ["workday"] = new JsonObject
                {
                    ["Kind"] = "Workday",
                    ["BaseUrl"] = Url(this.Sandbox.WorkdayUrl),
                    ["Tenant"] = options.WorkdayTenant,
                    ["Username"] = options.WorkdayUsername,
                    ["Password"] = options.WorkdayPassword,
                    ["Reports"] = new JsonObject { ["position_history"] = new JsonObject { ["Path"] = this.Sandbox.WorkdayReportPath, ["Format"] = "json" } },
                },
            },
            ["Destinations"] = new JsonObject
            {
                ["folder"] = new JsonObject { ["Kind"] = "Folder", ["Path"] = "./out" },
                ["registry"] = new JsonObject { ["Kind"] = "Http", ["Url"] = Url(this.Sandbox.RegistryUrl) + "/credentials", ["BearerToken"] = options.RegistryToken, ["Status"] = true },
            },
        };
        change(settings);
        return File.WriteAllTextAsync(this.Settings, new JsonObject { ["LerBridge"] = settings }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    /// <summary>Starts a verb with these settings.</summary>
    public LerBridgeProcess Start(params string[] arguments) => LerBridgeProcess.Start(this.Folder, [.. arguments, "--config", this.Settings]);

    /// <summary>Runs a verb with these settings to its end.</summary>
    public async Task<ProcessResult> RunAsync(params string[] arguments)
    {
        using var process = this.Start(arguments);
        return await process.WaitAsync(Limit);
    }

    /// <summary>One night: every mapping.</summary>
    public async Task<(int ExitCode, IReadOnlyDictionary<string, RunResult> Runs, string Errors)> NightAsync()
    {
        var result = await this.RunAsync("run", "--all", "--output", "json");
        return (result.ExitCode, result.Output.Length > 0 ? RunResult.Parse(result.Output) : new Dictionary<string, RunResult>(), result.Errors);
    }

    /// <summary>How a night ends by the contract: 1 where a record failed (one row of the made-up student system names no course), else 0.</summary>
    public static int ExitOf(IReadOnlyDictionary<string, RunResult> runs) => runs.Values.Any(run => run["failed"] > 0) ? 1 : 0;

    /// <summary>The credentials in the folder destination, by id.</summary>
    public IReadOnlyDictionary<string, JsonElement> Delivered() =>
        !Directory.Exists(this.Out) ? new Dictionary<string, JsonElement>() : Directory.EnumerateFiles(this.Out, "*.json")
            .Select(file => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement)
            .ToDictionary(credential => credential.GetProperty("id").GetString() ?? string.Empty);

    /// <summary>The lines of the folder's index, by id.</summary>
    public IReadOnlyDictionary<string, JsonElement> Index() =>
        File.ReadLines(Path.Combine(this.Out, "index.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(line => line.GetProperty("id").GetString() ?? string.Empty);

    public async ValueTask DisposeAsync()
    {
        await this.Sandbox.DisposeAsync();
        Directory.Delete(this.Folder, recursive: true);
    }

    private static string Url(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
