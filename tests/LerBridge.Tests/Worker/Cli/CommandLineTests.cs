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
}
