using NUnit.Framework;

namespace LerBridge.Tests.Worker.Authoring;

internal sealed class NewAndFormatTests : IDisposable
{
    private readonly AuthorDesk desk = new();

    public void Dispose() => this.desk.Dispose();

    [Test]
    public async Task A_new_mapping_is_begun_with_its_holes_and_the_schema_beside_it()
    {
        var code = await this.desk.RunAsync("mapping", "new", "--stream", "hr-files/position_history", "--profile", "employment@1", "--id", "held", "--owner", "hr@college.example");

        Assert.That(code, Is.Zero, this.desk.Error);
        Assert.That(this.desk.Out, Does.Contain("1 place in it is yours to fill in").And.Contain("mapping check"));
        Assert.That(this.desk.Read("mappings/held.yaml"), Does.StartWith("# yaml-language-server: $schema=./mapping-v1.schema.json\n"));
        Assert.That(File.Exists(Path.Combine(this.desk.Folder, "mappings", "mapping-v1.schema.json")), Is.True);
        Assert.That(await this.desk.RunAsync("mapping", "check", "mappings/held.yaml"), Is.EqualTo(2));
        Assert.That(this.desk.Out, Does.Contain("LB1001  mappings/held.yaml:6:8").And.Contain("1 mapping: 1 error, 0 warnings."));

        this.desk.Cli.Write("mappings/held.yaml", this.desk.Read("mappings/held.yaml").Replace("title: TODO", "title: Positions", StringComparison.Ordinal));
        Assert.That(await this.desk.RunAsync("mapping", "test", "held"), Is.Zero, this.desk.Out + this.desk.Error);
    }

    [Test]
    public async Task Nothing_is_ever_overwritten()
    {
        this.desk.Cli.Write("mappings/held.yaml", "mine");

        var code = await this.desk.RunAsync("mapping", "new", "--stream", "hr-files/position_history", "--profile", "employment@1", "--id", "held");

        Assert.That(code, Is.EqualTo(2));
        Assert.That(this.desk.Read("mappings/held.yaml"), Is.EqualTo("mine"));
    }

    [TestCase("--stream", "hr-files", "--profile", "employment@1", "--id", "a")]
    [TestCase("--stream", "hr-files/positions", "--profile", "employment@1", "--id", "a")]
    [TestCase("--stream", "hr-flies/position_history", "--profile", "employment@1", "--id", "a")]
    [TestCase("--stream", "hr-files/position_history", "--profile", "employment", "--id", "a")]
    [TestCase("--stream", "hr-files/position_history", "--profile", "employment@1", "--id", "../a")]
    [TestCase("--stream", "hr-files/position_history", "--profile", "employment@1", "--id", "positions")]
    [TestCase("--stream", "hr-files/position_history", "--profile", "employment@1")]
    public async Task What_cannot_be_begun_is_refused(params string[] arguments)
    {
        Assert.That(await this.desk.RunAsync(["mapping", "new", .. arguments]), Is.EqualTo(2));
        Assert.That(this.desk.Error, Is.Not.Empty);
    }

    [Test]
    public async Task A_file_is_formatted_in_its_place_and_needs_no_settings()
    {
        File.Delete(Path.Combine(this.desk.Folder, "appsettings.json"));
        var file = this.desk.Cli.Write("mappings/positions.yaml", AuthorDesk.Mapping.Replace("  match: [employee_id]", "     match:   [employee_id]  # how", StringComparison.Ordinal));

        Assert.That(await this.desk.RunAsync("mapping", "format", "--check", "mappings/positions.yaml"), Is.EqualTo(1));
        Assert.That(this.desk.Read("mappings/positions.yaml"), Does.Contain("     match:   ["), "checking writes nothing");
        Assert.That(await this.desk.RunAsync("mapping", "format", "mappings/positions.yaml"), Is.Zero);
        Assert.That(File.ReadAllText(file), Is.EqualTo(AuthorDesk.Mapping.Replace("  match: [employee_id]", "  match: [employee_id]       # how", StringComparison.Ordinal)));
        Assert.That(Directory.GetFiles(Path.Combine(this.desk.Folder, "mappings")), Has.Length.EqualTo(1), "nothing is left beside it");
        Assert.That(await this.desk.RunAsync("mapping", "format", "--check", "mappings/positions.yaml"), Is.Zero);
    }

    [Test]
    public async Task A_file_that_cannot_be_read_is_told_and_left()
    {
        this.desk.Cli.Write("mappings/bad.yaml", "a: [\n");

        Assert.That(await this.desk.RunAsync("mapping", "format"), Is.EqualTo(2));
        Assert.That(this.desk.Error, Does.Contain("LB1002  mappings/bad.yaml"));
        Assert.That(this.desk.Read("mappings/bad.yaml"), Is.EqualTo("a: [\n"));
    }

    [Test]
    public async Task There_is_one_version_and_that_is_said()
    {
        Assert.That(await this.desk.RunAsync("mapping", "migrate"), Is.Zero);
        Assert.That(this.desk.Out, Does.Contain("mappings/positions.yaml is mapping/v1, the newest version; there is nothing to do."));
    }

    [TestCase("lerbridge: mapping/v3\n", "LB1113")]
    [TestCase("id: a\n", "LB1109")]
    [TestCase("a: [\n", "LB1002")]
    public async Task A_version_that_is_not_known_is_refused(string text, string code)
    {
        this.desk.Cli.Write("other.yaml", text);

        Assert.That(await this.desk.RunAsync("mapping", "migrate", "other.yaml"), Is.EqualTo(2));
        Assert.That(this.desk.Error, Does.Contain($"{code}  other.yaml:1"));
    }

    [Test]
    public async Task The_schema_is_printed_for_editors()
    {
        Assert.That(await this.desk.RunAsync("mapping", "schema"), Is.Zero);
        Assert.That(this.desk.Out, Does.StartWith("{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\""));
    }
}
