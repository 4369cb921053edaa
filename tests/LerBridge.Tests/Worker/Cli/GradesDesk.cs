using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

/// <summary>A site whose source is a file of grades and whose destination is a folder, and the person who works there.</summary>
internal sealed class GradesDesk : IDisposable
{
    /// <summary>What a grade is issued as.</summary>
    public const string Issue = """
        issue:
          profile: ob3@3.0.3
          name: Clinical Care
          identifier: none
          credentialSubject:
            term: = site.grade
            achievement:
              id: https://college.example/achievements/${url_encode(site.course)}
              name: Clinical Care
              description: A course.
              criteria: { narrative: "Completed with a C or better." }
        """;

    public GradesDesk(string allow = "{ new: true, correct: true, withdraw: true }", string onChange = "{ changed: correct, no_longer_qualifies: revoke }", bool suspendable = false)
    {
        this.Cli.Write("appsettings.json", new JsonObject
        {
            ["LerBridge"] = new JsonObject
            {
                ["Issuer"] = new JsonObject
                {
                    ["Did"] = "did:web:ler.college.example",
                    ["Name"] = "Example College",
                    ["KeyPassphrase"] = "correct horse battery",
                    ["Suspendable"] = suspendable,
                },
                ["Connectors"] = new JsonObject
                {
                    ["files"] = JsonNode.Parse("""
                        { "Kind": "Delimited", "QuietSeconds": 0, "Directory": "./drop", "Streams": { "grades": { "Files": "grades.csv", "Key": [ "person.id", "site.course" ], "Columns": [
                            { "Field": "person.id", "Source": "person" }, { "Field": "person.sis_id", "Source": "sis" }, { "Field": "person.verified_email", "Source": "email" },
                            { "Field": "site.course", "Source": "course" }, { "Field": "site.grade", "Source": "grade" } ] } } }
                        """),
                },
                ["Destinations"] = new JsonObject { ["folder"] = new JsonObject { ["Kind"] = "Folder", ["Path"] = "./out" } },
            },
        }.ToJsonString());
        this.Mapping(allow, onChange);
    }

    public CommandLineDriver Cli { get; } = new();

    public string Output => this.Cli.Out;

    public string Errors => this.Cli.Error;

    /// <summary>The last result as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(this.Cli.Out).RootElement;

    public string[] Delivered => Directory.Exists(this.Out) ? Directory.GetFiles(this.Out, "*.json") : [];

    /// <summary>The states of the folder's index, in order.</summary>
    public string States => string.Join(' ', File.ReadLines(Path.Combine(this.Out, "index.jsonl")).Select(line => JsonNode.Parse(line)?["state"]?.GetValue<string>()).Order());

    private string Out => Path.Combine(this.Cli.Folder, "out");

    public void Dispose() => this.Cli.Dispose();

    /// <summary>Changes the settings file, below LerBridge.</summary>
    public void Settings(Action<JsonNode> change)
    {
        var file = Path.Combine(this.Cli.Folder, "appsettings.json");
        var settings = JsonNode.Parse(File.ReadAllText(file)) ?? new JsonObject();
        change(settings["LerBridge"] ?? new JsonObject());
        File.WriteAllText(file, settings.ToJsonString());
    }

    /// <summary>Writes the grades: person, SIS id, verified address, course, grade.</summary>
    public void Grades(params IEnumerable<string> rows) => this.Cli.Write("drop/grades.csv", $"person,sis,email,course,grade\n{string.Join('\n', rows)}\n");

    /// <summary>Rows with one grade for each person, from 0 on.</summary>
    public static IEnumerable<string> Rows(int count, string grade = "B", int from = 0) => Enumerable.Range(from, count).Select(i => $"p{i},S{i},p{i}@college.example,NUR-210,{grade}");

    public async Task RunAsync(int expected, params string[] arguments)
    {
        var code = await this.Cli.RunAsync([.. arguments, "--config", "appsettings.json"]);
        Assert.That(code, Is.EqualTo(expected), $"{string.Join(' ', arguments)}: {this.Cli.Out}{this.Cli.Error}");
    }

    /// <summary>The same, with the result as JSON.</summary>
    public async Task<JsonElement> JsonAsync(int expected, params string[] arguments)
    {
        await this.RunAsync(expected, [.. arguments, "--output", "json"]);
        return this.Json;
    }

    public void Mapping(string allow, string onChange, string title = "Grades") => this.Cli.Write("mappings/grades.yaml", $$"""
        lerbridge: mapping/v1
        id: grades
        title: {{title}}
        owner: registrar@college.example
        source: { connector: files, stream: grades }
        person: { match: [sis_id, verified_email] }
        when:
          - skip: not passed
            if: = site.grade = "F"
          - hold: incomplete
            if: = site.grade = "I"
        {{Issue}}
        allow: {{allow}}
        on_change: {{onChange}}
        deliver:
          - to: folder
        """);
}
