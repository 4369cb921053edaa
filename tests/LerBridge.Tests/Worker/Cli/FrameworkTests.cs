using System.Text.Json;
using LerBridge.Storage;
using LerBridge.Tests.Core.Frameworks;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

internal sealed class FrameworkTests : IDisposable
{
    private const string Settings = """
        { "LerBridge": { "Issuer": { "Did": "did:web:ler.college.example", "Name": "Example College" }, "MappingsDirectory": "./mappings",
            "Connectors": { "canvas-main": { "Kind": "Canvas", "BaseUrl": "https://canvas.college.example", "Token": "t" } } } }
        """;

    private const string Mapping = """
        lerbridge: mapping/v1
        id: courses
        title: Courses
        owner: registrar@college.example
        source:
          connector: canvas-main
          stream: course_completions
        tables:
          competencies:
            file: tables/competencies.csv
            key: course_code
            many: true
            framework: nursing@2026
        issue:
          profile: ob3@3.0.3
          name: A course
          credentialSubject:
            achievement:
              id: https://college.example/a/1
              name: A
              description: D
              criteria: { narrative: N }
              alignment:
                for: c in competencies[course.code]
                if_empty: omit
                each:
                  targetName: = c.name
                  targetUrl: = c.url
        """;

    private const string Sheet = "course_code,code,name,url\nNUR-1,A,Plans care,https://college.example/c/1\nNUR-2,B,Leads,https://college.example/c/2\n";

    private readonly CommandLineDriver cli = new();

    [SetUp]
    public void Site()
    {
        this.cli.Write("appsettings.json", Settings);
        this.cli.Write("mappings/courses.yaml", Mapping);
        this.cli.Write("mappings/tables/competencies.csv", Sheet);
    }

    public void Dispose() => this.cli.Dispose();

    [Test]
    public async Task A_package_is_kept_byte_for_byte_and_then_named_by_mappings()
    {
        var package = Publisher.Case("1 A Plans care|2 B Leads");
        var file = this.cli.Write("download.json", package);

        Assert.That(await this.cli.RunAsync("framework", "import", "download.json"), Is.Zero, this.cli.Error);

        Assert.That(this.cli.Out, Does.Contain("nursing@2026").And.Contain("items         2").And.Contain("Written to frameworks/nursing-2026.json."));
        Assert.That(File.ReadAllBytes(this.Kept("nursing-2026.json")), Is.EqualTo(File.ReadAllBytes(file)));
        Assert.That(await this.cli.RunAsync("mapping", "check"), Is.Zero, this.cli.Out);
    }

    [Test]
    public async Task What_is_there_is_never_written_over()
    {
        await this.ImportAsync(Publisher.Case("1 A Plans care"));
        var kept = File.ReadAllText(this.Kept("nursing-2026.json"));

        Assert.That(await this.ImportAsync(Publisher.Case("1 A Plans care")), Is.Zero);
        Assert.That(this.cli.Out, Does.Contain("has this content already"));

        foreach (var dryRun in new[] { new[] { "--dry-run" }, [] })
        {
            Assert.That(await this.ImportAsync(Publisher.Case("1 A Plans better care"), dryRun), Is.EqualTo(2));
            Assert.That(this.cli.Error, Does.Contain("LB3319").And.Contain("--version 2026.1"));
        }

        Assert.That(File.ReadAllText(this.Kept("nursing-2026.json")), Is.EqualTo(kept));
        Assert.That(await this.ImportAsync(Publisher.Case("1 A Plans better care"), "--version", "2026.1"), Is.Zero, this.cli.Error);
        Assert.That(Directory.GetFiles(Path.Combine(this.cli.Folder, "mappings", "frameworks")).Select(Path.GetFileName).Order(), Is.EqualTo(new[] { "nursing-2026.1.json", "nursing-2026.json" }), "and no half file");
    }

    [Test]
    public async Task A_dry_run_reads_and_writes_nothing()
    {
        Assert.That(await this.ImportAsync(Publisher.CtdlAsn, "--version", "3", "--dry-run", "--output", "json"), Is.Zero, this.cli.Error);

        using var document = JsonDocument.Parse(this.cli.Out);
        var root = document.RootElement;
        Assert.That((root.GetProperty("schema").GetString(), root.GetProperty("form").GetString(), root.GetProperty("id").GetString(), root.GetProperty("items").GetInt32(), root.GetProperty("written").GetBoolean()),
            Is.EqualTo(("lerbridge/framework-import/v1", "CTDL-ASN", "welding", 2, false)));
        Assert.That(Directory.Exists(Path.Combine(this.cli.Folder, "mappings", "frameworks")), Is.False);
    }

    [Test]
    public async Task A_file_that_is_refused_is_told_with_its_place_in_text_and_in_json()
    {
        var broken = Publisher.Case("1 A Plans care").Replace("\"fullStatement\"", "\"statement\"", StringComparison.Ordinal);

        Assert.That(await this.ImportAsync(broken), Is.EqualTo(2));
        Assert.That(this.cli.Error, Does.Contain("error LB3313  x.json:2:16  CFItems[0] has no \"fullStatement\".").And.Contain("Nothing was imported."));
        Assert.That(await this.ImportAsync(broken, "--output", "json"), Is.EqualTo(2));
        using var document = JsonDocument.Parse(this.cli.Out);
        Assert.That(document.RootElement.GetProperty("diagnostics")[0].GetProperty("code").GetString(), Is.EqualTo("LB3313"));
        Assert.That(await this.cli.RunAsync("framework", "import", "nowhere.json"), Is.EqualTo(2));
        Assert.That(this.cli.Error, Does.Contain("There is no file nowhere.json."));
    }

    [Test]
    public async Task The_list_says_what_is_there_and_who_uses_it()
    {
        await this.ImportAsync(Publisher.Case("1 A Plans care|2 B Leads|3 C Old until 2020-01-01|4 D New until 2999-01-01"));
        await this.ImportAsync(Publisher.ContentModel, "--id", "onet", "--version", "30.1");

        Assert.That(await this.cli.RunAsync("framework", "list", "--output", "json"), Is.Zero, this.cli.Error);

        using var document = JsonDocument.Parse(this.cli.Out);
        var nursing = document.RootElement.GetProperty("frameworks")[0];
        Assert.That((nursing.GetProperty("id").GetString(), nursing.GetProperty("version").GetString(), nursing.GetProperty("items").GetInt32(), nursing.GetProperty("withdrawn").GetInt32()), Is.EqualTo(("nursing", "2026", 4, 1)));
        Assert.That(nursing.GetProperty("usedBy")[0].GetProperty("mapping").GetString(), Is.EqualTo("courses"));
        Assert.That(document.RootElement.GetProperty("frameworks")[1].GetProperty("usedBy").GetArrayLength(), Is.Zero);
        Assert.That(await this.cli.RunAsync("framework", "list"), Is.Zero);
        Assert.That(this.cli.Out, Does.Contain("courses (competencies)").And.Contain("30.1"));
    }

    [Test]
    public async Task A_file_that_cannot_be_read_is_listed_as_that()
    {
        this.cli.Write("mappings/frameworks/nursing-2026.json", "{");

        Assert.That(await this.cli.RunAsync("framework", "list"), Is.EqualTo(1));

        Assert.That(this.cli.Out, Does.Contain("LB3311"));
        Assert.That(this.cli.Error, Does.Contain("1 mapping could not be compiled").And.Contain("courses.yaml"));
    }

    [Test]
    public async Task Drift_lists_rows_with_proposals_and_ends_with_1_where_somebody_has_to_decide()
    {
        await this.ImportAsync(Publisher.Case("1 A Plans care|2 B Leads"));
        await this.ImportAsync(Publisher.Case("1 A Plans care|3 C Leads a team", "2 replacedBy 3"), "--version", "2026.1");

        Assert.That(await this.cli.RunAsync("framework", "drift", "nursing@2026", "nursing@2026.1"), Is.EqualTo(1));
        Assert.That(this.cli.Out, Does.Contain("1 added, 1 removed").And.Contain("mappings/tables/competencies.csv:3").And.Contain("proposal: C (the framework says so)").And.Contain("Nothing has been issued here yet."));

        Assert.That(await this.cli.RunAsync("framework", "drift", "nursing@2026", "nursing@2026.1", "--output", "json"), Is.EqualTo(1));
        using var document = JsonDocument.Parse(this.cli.Out);
        var row = document.RootElement.GetProperty("rows")[0];
        Assert.That((row.GetProperty("mapping").GetString(), row.GetProperty("line").GetInt32(), row.GetProperty("column").GetString(), row.GetProperty("value").GetString()), Is.EqualTo(("courses", 3, "code", "B")));
        Assert.That(row.GetProperty("proposals")[0].GetProperty("basis").GetString(), Is.EqualTo("association"));
        Assert.That(document.RootElement.GetProperty("needsPerson").GetBoolean(), Is.True);
    }

    [Test]
    public async Task Drift_that_concerns_nothing_in_use_ends_with_0()
    {
        await this.ImportAsync(Publisher.Case("1 A Plans care|2 B Leads|3 C Unused"));
        var draft = this.cli.Write("draft.json", Publisher.Case("1 A Plans care|2 B Leads|4 D New", "2 isChildOf 1"));

        Assert.That(await this.cli.RunAsync("framework", "drift", "nursing@2026", draft), Is.Zero, this.cli.Out + this.cli.Error);
        Assert.That(this.cli.Out, Does.Contain("1 added, 1 removed, 1 moved").And.Contain("competencies.csv:3"), "a row that moved is listed, and nobody has to act");
    }

    [Test]
    public async Task Drift_reads_the_ledger_without_the_passphrase_of_the_keys()
    {
        await using (await Ledger.OpenAsync(new StorageOptions { DataDirectory = Path.Combine(this.cli.Folder, "data") }, TimeProvider.System, CancellationToken.None))
        {
        }

        await this.ImportAsync(Publisher.Case("1 A Plans care|2 B Leads"));
        var draft = this.cli.Write("draft.json", Publisher.Case("1 A Plans care|2 B Leads the way"));

        Assert.That(await this.cli.RunAsync("framework", "drift", "nursing@2026", draft), Is.EqualTo(1), this.cli.Error);
        Assert.That(this.cli.Out, Does.Contain("1 reworded").And.Contain("No credential stands."));
    }

    [Test]
    public async Task Drift_from_a_copy_of_a_kept_file_finds_its_rows_too()
    {
        await this.ImportAsync(Publisher.Case("1 A Plans care|2 B Leads"));
        this.cli.Write("copy.json", Publisher.Case("1 A Plans care|2 B Leads"));
        this.cli.Write("draft.json", Publisher.Case("1 A Plans care"));

        Assert.That(await this.cli.RunAsync("framework", "drift", "copy.json", "draft.json"), Is.EqualTo(1));
        Assert.That(this.cli.Out, Does.Contain("competencies.csv:3"));
    }

    [Test]
    public async Task A_framework_that_is_not_there_is_suggested()
    {
        await this.ImportAsync(Publisher.Case("1 A Plans care"));

        Assert.That(await this.cli.RunAsync("framework", "drift", "nursing@2025", "nursing@2026"), Is.EqualTo(2));
        Assert.That(this.cli.Error, Does.Contain("Did you mean nursing@2026?"));
    }

    [Test]
    public async Task Checking_says_which_rows_are_to_be_reviewed_soon()
    {
        await this.ImportAsync(Publisher.Case("1 A Plans care|2 B Leads"));
        var soon = DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(10)).ToString("O");
        this.cli.Time = new Fixed(DateTimeOffset.UnixEpoch);
        this.cli.Write("mappings/tables/competencies.csv", $"course_code,code,name,url,validated_on,review_by\nNUR-1,A,Plans care,https://college.example/c/1,1969-12-01,{soon}\n");
        this.cli.Write("mappings/courses.yaml", Mapping.Replace(
            "    framework:",
            "    columns: { validated_on: optional date, review_by: optional date }\n    review: { validated_on: validated_on, review_by: review_by }\n    framework:",
            StringComparison.Ordinal));

        Assert.That(await this.cli.RunAsync("mapping", "check"), Is.Zero, this.cli.Out);
        Assert.That(this.cli.Out, Does.Contain("LB3309").And.Contain("the first by 1970-01-11"));
    }

    private string Kept(string name) => Path.Combine(this.cli.Folder, "mappings", "frameworks", name);

    private Task<int> ImportAsync(string content, params string[] options)
    {
        this.cli.Write("x.json", content);
        return this.cli.RunAsync(["framework", "import", "x.json", .. options]);
    }

    private sealed class Fixed(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
