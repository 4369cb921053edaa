using System.Text.Json;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

internal sealed class MappingTests : IDisposable
{
    private const string Settings = """
        { "LerBridge": {
            "Issuer": { "Did": "did:web:ler.college.example", "Name": "Example College" },
            "MappingsDirectory": "./mapings",
            "Schedules": { "nightly": { "Cron": "0 0 2 * * ?", "Mappings": [ "canvas-courses", "banner-courses" ] } } } }
        """;

    private readonly CommandLineDriver cli = new();

    public void Dispose() => this.cli.Dispose();

    [TestCase("check")]
    [TestCase("test")]
    public async Task Without_settings_a_script_still_gets_diagnostics(string verb)
    {
        var problem = await this.ProblemAsync(verb);

        Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo("LB2000"));
    }

    [TestCase("check")]
    [TestCase("test")]
    public async Task With_settings_that_are_broken_a_script_gets_their_place(string verb)
    {
        this.cli.Write("appsettings.json", "{ \"LerBridge\": {\n  \"Issuer\": ] } }");

        var problem = await this.ProblemAsync(verb);

        Assert.That((problem.GetProperty("code").GetString(), problem.GetProperty("line").GetInt32()), Is.EqualTo(("LB2001", 2)));
    }

    [TestCase("check")]
    [TestCase("test")]
    public async Task A_mappings_directory_that_is_not_there_is_one_error_at_its_setting(string verb)
    {
        this.cli.Write("appsettings.json", Settings);

        var problem = await this.ProblemAsync(verb);

        Assert.That((problem.GetProperty("code").GetString(), problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()), Is.EqualTo(("LB2022", 3, 26)));
    }

    [Test]
    public async Task A_mappings_directory_without_mappings_is_an_error_too()
    {
        this.cli.Write("mapings/README.md", "Nothing yet.");
        this.cli.Write("appsettings.json", """{ "LerBridge": { "Issuer": { "Did": "did:web:ler.college.example", "Name": "Example College" }, "MappingsDirectory": "./mapings" } }""");

        var problem = await this.ProblemAsync("check");

        Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo("LB2022"));
    }

    [TestCase("mapings/canvas-courses.yaml")]
    [TestCase("./mapings/canvas-courses.yaml")]
    [TestCase("")]
    public async Task A_mistake_is_shown_in_its_line_under_the_name_that_was_given(string file)
    {
        this.cli.Write("mapings/canvas-courses.yaml", "lerbridge: mapping/v2\n");
        this.cli.Write("appsettings.json", Settings);

        var code = await this.cli.RunAsync(["mapping", "check", .. file.Length > 0 ? new[] { file } : []]);

        Assert.That(code, Is.EqualTo(2));
        Assert.That(this.cli.Out, Does.Contain($"LB1113  {(file.Length > 0 ? file : "mapings/canvas-courses.yaml")}:1:12  ").And.Contain("   1 | lerbridge: mapping/v2\n").And.Contain("^").And.Not.Contain(this.cli.Folder));
        Assert.That(this.cli.Out, Does.Contain("1 mapping: "));
    }

    [Test]
    public async Task A_folder_stands_for_the_mappings_in_it()
    {
        this.cli.Write("mapings/drafts/a.yaml", "lerbridge: mapping/v2\n");
        this.cli.Write("mapings/drafts/b.yml", "lerbridge: mapping/v3\n");
        this.cli.Write("mapings/drafts/README.md", "Two drafts.");
        this.cli.Write("appsettings.json", """{ "LerBridge": { "Issuer": { "Did": "did:web:ler.college.example", "Name": "Example College" }, "MappingsDirectory": "./mapings" } }""");

        var code = await this.cli.RunAsync("mapping", "check", "mapings/drafts");

        Assert.That(code, Is.EqualTo(2));
        Assert.That(this.cli.Out, Does.Contain("LB1113  mapings/drafts/a.yaml:1:12").And.Contain("LB1113  mapings/drafts/b.yml:1:12").And.Contain("2 mappings: "));
    }

    [Test]
    public async Task An_author_needs_no_secret()
    {
        this.cli.Write("mapings/a.yaml", "lerbridge: mapping/v2\n");
        this.cli.Write("appsettings.json", """
            { "LerBridge": {
                "Issuer": { "Did": "did:web:ler.college.example", "Name": "Example College", "KeyPassphraseFile": "secrets/key-passphrase" },
                "MappingsDirectory": "./mapings",
                "Connectors": { "canvas-main": { "Kind": "Canvas", "BaseUrl": "https://canvas.college.example", "AccountId": "1", "TokenFile": "secrets/canvas" } } } }
            """);

        await this.cli.RunAsync("mapping", "check", "mapings/a.yaml");

        Assert.That(this.cli.Out, Does.Contain("LB1113"));
        Assert.That(this.cli.Out + this.cli.Error, Does.Not.Contain("LB2012"));

        Assert.That(await this.cli.RunAsync("run", "--all"), Is.EqualTo(2));
        Assert.That(this.cli.Out + this.cli.Error, Does.Contain("LB2012"), "but to run, it does");
    }

    [Test]
    public async Task Tests_of_a_mapping_that_does_not_compile_are_answered_with_its_mistakes()
    {
        this.cli.Write("mapings/canvas-courses.yaml", "lerbridge: mapping/v2\n");
        this.cli.Write("appsettings.json", Settings);

        var code = await this.cli.RunAsync("mapping", "test", "--output", "json");

        using var document = JsonDocument.Parse(this.cli.Out);
        Assert.That(code, Is.EqualTo(2));
        Assert.That(document.RootElement.GetProperty("diagnostics").EnumerateArray().Select(problem => problem.GetProperty("code").GetString()), Does.Contain("LB1113"));
    }

    // the only problem that is told, on both streams
    private async Task<JsonElement> ProblemAsync(string verb)
    {
        var code = await this.cli.RunAsync("mapping", verb, "--output", "json");

        using var document = JsonDocument.Parse(this.cli.Out);
        Assert.That(code, Is.EqualTo(2));
        Assert.That(document.RootElement.GetProperty("schema").GetString(), Is.EqualTo("lerbridge/diagnostics/v1"));
        var problem = document.RootElement.GetProperty("diagnostics").EnumerateArray().Single().Clone();
        Assert.That(this.cli.Error, Does.Contain(problem.GetProperty("code").GetString()));
        return problem;
    }
}
