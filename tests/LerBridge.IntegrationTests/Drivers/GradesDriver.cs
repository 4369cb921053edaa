using System.Text.Json.Nodes;
using LerBridge.Sandbox;

namespace LerBridge.IntegrationTests.Drivers;

/// <summary>A small site with the real executable: a file of grades as its source, the sandbox's registry and a folder as its destinations.</summary>
internal sealed class GradesDriver : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private GradesDriver(SandboxHost sandbox, string folder) => (this.Sandbox, this.Folder) = (sandbox, folder);

    public SandboxHost Sandbox { get; }

    public string Folder { get; }

    public static async Task<GradesDriver> StartAsync(Action<JsonObject>? change = null)
    {
        var sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);
        var driver = new GradesDriver(sandbox, Directory.CreateTempSubdirectory("lerbridge-grades-").FullName);
        Directory.CreateDirectory(Path.Combine(driver.Folder, "mappings"));
        Directory.CreateDirectory(Path.Combine(driver.Folder, "drop"));
        await File.WriteAllTextAsync(Path.Combine(driver.Folder, "passphrase"), "a passphrase for a journey\n");
        await File.WriteAllTextAsync(Path.Combine(driver.Folder, "mappings", "grades.yaml"), Mapping);
        var settings = new JsonObject
        {
            ["Issuer"] = new JsonObject { ["Did"] = "did:web:ler.college.example", ["Name"] = "Example College", ["KeyPassphraseFile"] = "./passphrase" },
            ["Http"] = new JsonObject { ["PublicUrls"] = "http://127.0.0.1:0", ["PublicBaseUrl"] = "https://ler.college.example" },
            ["Connectors"] = new JsonObject { ["files"] = JsonNode.Parse(Source) },
            ["Destinations"] = new JsonObject
            {
                ["folder"] = new JsonObject { ["Kind"] = "Folder", ["Path"] = "./out" },
                ["registry"] = new JsonObject
                {
                    ["Kind"] = "Http",
                    ["Url"] = sandbox.RegistryUrl.GetLeftPart(UriPartial.Authority) + "/credentials",
                    ["BearerToken"] = sandbox.Options.RegistryToken,
                    ["Status"] = true,
                },
            },
        };
        change?.Invoke(settings);
        await File.WriteAllTextAsync(Path.Combine(driver.Folder, "appsettings.json"), new JsonObject { ["LerBridge"] = settings }.ToJsonString());
        return driver;
    }

    /// <summary>Writes the grades, one for each person.</summary>
    public Task WriteAsync(IReadOnlyDictionary<int, string> grades) => File.WriteAllLinesAsync(
        Path.Combine(this.Folder, "drop", "grades.csv"),
        grades.Select(one => $"p{one.Key},S{one.Key},{one.Value}").Prepend("person,sis,grade"));

    public LerBridgeProcess Start(params string[] arguments) => LerBridgeProcess.Start(this.Folder, arguments);

    public async Task<ProcessResult> RunAsync(params string[] arguments)
    {
        using var process = this.Start(arguments);
        return await process.WaitAsync(Limit);
    }

    public async ValueTask DisposeAsync()
    {
        await this.Sandbox.DisposeAsync();
        Directory.Delete(this.Folder, recursive: true);
    }

    private const string Source = """
        { "Kind": "Delimited", "QuietSeconds": 0, "Directory": "./drop", "Streams": { "grades": { "Files": "grades.csv", "Key": [ "person.id" ], "Columns": [
            { "Field": "person.id", "Source": "person" }, { "Field": "person.sis_id", "Source": "sis" }, { "Field": "site.grade", "Source": "grade" } ] } } }
        """;

    private const string Mapping = """
        lerbridge: mapping/v1
        id: grades
        title: Grades
        owner: registrar@college.example
        source: { connector: files, stream: grades }
        person: { match: [sis_id] }
        when:
          - skip: not passed
            if: = site.grade = "F"
        issue:
          profile: ob3@3.0.3
          name: Clinical Care
          identifier: none
          credentialSubject:
            term: = site.grade
            achievement:
              id: https://college.example/achievements/nur-210
              name: Clinical Care
              description: A course.
              criteria: { narrative: "Completed with a C or better." }
        allow: { new: true, correct: true, withdraw: true }
        on_change: { changed: correct, no_longer_qualifies: revoke }
        deliver:
          - to: folder
          - to: registry
        """;
}
