using System.Text.Json;
using System.Text.RegularExpressions;
using LerBridge.Worker.Commands;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Cli;

internal sealed class CommandLineTests : IDisposable
{
    private readonly CommandLineDriver cli = new();

    public void Dispose() => this.cli.Dispose();

    [TestCase()]
    [TestCase("schedule")]
    [TestCase("frobnicate")]
    [TestCase("schedule", "list", "--frob")]
    [TestCase("schedule", "list", "--output", "xml")]
    public async Task Wrong_usage_ends_in_2_and_says_nothing_on_standard_output(params string[] arguments)
    {
        var code = await this.cli.RunAsync(arguments);

        Assert.That(code, Is.EqualTo(2));
        Assert.That(this.cli.Out, Is.Empty);
        Assert.That(this.cli.Error, Does.Contain("--help"));
    }

    [Test]
    public async Task A_misspelt_verb_is_answered_with_the_nearest()
    {
        await this.cli.RunAsync("schedul");

        Assert.That(this.cli.Error, Does.Contain("Did you mean \"schedule\"?"));
    }

    [Test]
    public async Task Without_settings_a_verb_says_how_to_make_some()
    {
        var code = await this.cli.RunAsync("schedule", "list");

        Assert.That(code, Is.EqualTo(2));
        Assert.That(this.cli.Error, Does.Contain("LB2000").And.Contain("appsettings.sample.json").And.Contain("--config"));
    }

    [Test]
    public async Task Settings_are_taken_from_the_working_directory()
    {
        this.cli.Write("appsettings.json", """{ "LerBridge": { "Issuer": { "Did": "did:web:ler.college.example", "Name": "Example College" } } }""");

        var code = await this.cli.RunAsync("schedule", "list");

        Assert.That(code, Is.EqualTo(0), this.cli.Error);
    }

    [Test]
    public async Task Help_shows_two_examples_first_for_every_verb()
    {
        foreach (var path in VerbPaths.All())
        {
            await this.cli.RunAsync([.. path, "--help"]);

            var lines = this.cli.Out.Split('\n', StringSplitOptions.TrimEntries);
            Assert.That(lines[0], Is.EqualTo("Examples:"), string.Join(' ', path));
            Assert.That(lines.Count(line => line.StartsWith($"lerbridge {string.Join(' ', path)}", StringComparison.Ordinal)), Is.GreaterThanOrEqualTo(2), string.Join(' ', path));
        }
    }

    [Test]
    public void Every_documented_verb_is_built()
    {
        var built = VerbPaths.All().Select(path => string.Join(' ', path)).ToArray();
        var documented = File.ReadAllLines(Shared.Path("design/contract.md")).SkipWhile(line => line != "## Verbs").Skip(1).SkipWhile(line => line.Length == 0).TakeWhile(line => line.Length > 0);
        var verbs =
            from quoted in Regex.Matches(string.Join(' ', documented), "`([a-z][^`]*)`")
            let words = Regex.Replace(quoted.Groups[1].Value, @" ?(\[[^\]]*\]|[A-Z|]{2,}.*)", string.Empty).Split(' ')
            from last in words[^1].Split('|')
            select string.Join(' ', [.. words[..^1], last]);

        // what README.md has beyond
        string[] added = ["mapping sample", "plans list", "plans show", "plans discard", "mapping schema", "credential bake", "credential unbake", "credential endorse",
            "delivery list", "delivery show", "delivery replay", "delivery settle"];
        Assert.That(built, Is.EquivalentTo(verbs.Concat(added)));
    }

    [TestCase("--all", "run", "--al")]
    [TestCase("--config", "run", "canvas-courses", "--confg", "x.json")]
    [TestCase("--output", "mapping", "check", "--ouput=json")]
    [TestCase("--status-list", "credential", "verify", "badge.json", "--status-lst", "1.json")]
    public async Task A_misspelt_option_is_never_taken_for_a_name(string meant, params string[] arguments)
    {
        var code = await this.cli.RunAsync(arguments);

        Assert.That(code, Is.EqualTo(2));
        Assert.That(this.cli.Error, Does.Contain("is no option of lerbridge").And.Contain($"Did you mean \"{meant}\"?"));
    }

    [Test]
    public async Task After_two_dashes_everything_is_a_name()
    {
        await this.cli.RunAsync("credential", "verify", "--", "-badge.json");

        Assert.That(this.cli.Out, Does.Contain("-badge.json"));
    }

    [Test]
    public async Task A_global_option_before_the_verb_is_told_where_it_goes()
    {
        var code = await this.cli.RunAsync("--config", "appsettings.json", "run");

        Assert.That(code, Is.EqualTo(2));
        Assert.That(this.cli.Error, Does.Contain("goes after the verb"));
    }

    [Test]
    public async Task Every_verb_takes_the_global_options()
    {
        foreach (var path in VerbPaths.All())
        {
            await this.cli.RunAsync([.. path, "--help"]);

            Assert.That(this.cli.Out, Does.Contain("--config").And.Contain("--output"), string.Join(' ', path));
        }
    }

    [Test]
    public async Task Codes_are_explained_also_where_the_settings_are_what_is_wrong()
    {
        var code = await this.cli.RunAsync("error", "LB2005", "--config", "nowhere.json", "--output", "json");

        using var document = JsonDocument.Parse(this.cli.Out);
        Assert.That(code, Is.Zero);
        Assert.That(document.RootElement.GetProperty("codes")[0].GetProperty("code").GetString(), Is.EqualTo("LB2005"));
    }

    [TestCase("demo")]
    [TestCase("ld", "canonicalize", "dataset.nq")]
    [TestCase("ld", "batch")]
    [TestCase("source", "test")]
    public async Task A_settings_file_that_is_named_has_to_be_there_whatever_the_verb(params string[] verb)
    {
        this.cli.Write("dataset.nq", string.Empty);

        var missing = await this.cli.RunAsync([.. verb, "--config", "nowhere.json"]);

        Assert.That(missing, Is.EqualTo(2));
        Assert.That(this.cli.Error, Does.Contain("LB2000").And.Contain("nowhere.json"));
        Assert.That(Directory.Exists(Path.Combine(this.cli.Folder, "lerbridge-demo")), Is.False);
    }

    [TestCase("runs", "list", "--limit", "0")]
    [TestCase("runs", "list", "--limit", "-5")]
    [TestCase("schedule", "next", "--count", "many")]
    public async Task A_number_that_is_none_from_1_is_refused(params string[] arguments)
    {
        var code = await this.cli.RunAsync(arguments);

        Assert.That(code, Is.EqualTo(2));
        Assert.That(this.cli.Error, Does.Contain("takes a whole number from 1"));
    }
}
