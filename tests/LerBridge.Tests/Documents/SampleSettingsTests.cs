using LerBridge.Tests.Worker.Cli;
using NUnit.Framework;

namespace LerBridge.Tests.Documents;

/// <summary>The sample settings and the shipped mappings work together as they are.</summary>
internal sealed class SampleSettingsTests : IDisposable
{
    private static readonly string[] Secrets = ["key-passphrase", "api-token", "canvas-token", "ethos-api-key", "workday-password", "registry-token", "warehouse", "mail-password", "chat-token"];

    private readonly CommandLineDriver cli = new();

    public void Dispose() => this.cli.Dispose();

    [Test]
    public async Task The_sample_is_accepted_as_it_is_once_its_secrets_are_there()
    {
        this.Copy();

        var code = await this.cli.RunAsync("schedule", "list");

        Assert.That(code, Is.Zero, this.cli.Error);
        Assert.That(this.cli.Out, Does.Contain("nightly").And.Contain("workday-employment"));
    }

    [Test]
    public async Task The_sample_is_accepted_with_Canvas_by_changes_too()
    {
        this.Copy();
        var text = File.ReadAllText(Path.Combine(Shared.Repository, "appsettings.sample.json"));
        this.cli.Write("secrets/canvas-data", "a secret of a test\n");
        this.cli.Write("appsettings.json", text.Replace("// \"Changes\"", "\"Changes\"", StringComparison.Ordinal));
        var right = await this.cli.RunAsync("mapping", "check");
        var said = this.cli.Out + this.cli.Error;
        this.cli.Write("appsettings.json", text.Replace("// \"Changes\"", "\"Changes\"", StringComparison.Ordinal).Replace("\"FullEveryDays\"", "\"FullEveryDay\"", StringComparison.Ordinal));

        var misspelt = await this.cli.RunAsync("mapping", "check");

        Assert.That(right, Is.Zero, said);
        Assert.That(misspelt, Is.Not.Zero, "the section is read");
        Assert.That(this.cli.Error + this.cli.Out, Does.Contain("FullEveryDays"));
    }

    [Test]
    public async Task The_shipped_mappings_compile_and_pass_their_tests_with_the_sample()
    {
        this.Copy();

        var check = await this.cli.RunAsync("mapping", "check");
        var checkedText = this.cli.Out;
        var test = await this.cli.RunAsync("mapping", "test");

        Assert.That(check, Is.Zero, checkedText);
        Assert.That(checkedText, Does.Contain("5 mappings: 0 errors, 0 warnings."));
        Assert.That(test, Is.Zero, this.cli.Out);
    }

    [Test]
    public void Every_section_stands_in_the_sample()
    {
        var text = File.ReadAllText(Path.Combine(Shared.Repository, "appsettings.sample.json"));
        string[] sections = ["Storage", "Issuer", "Identity", "Http", "Connectors", "Destinations", "Schedules", "DataDirectory", "MappingsDirectory", "TimeZone"];
        var kinds = LerBridge.Connectors.ConnectorCatalog.Kinds.Select(kind => kind.Kind).Concat(LerBridge.Delivery.DestinationCatalog.Kinds.Select(kind => kind.Kind));

        Assert.That(sections.Where(section => !text.Contains($"\"{section}\":", StringComparison.Ordinal)), Is.Empty);
        Assert.That(kinds.Where(kind => !text.Contains($"\"Kind\": \"{kind}\"", StringComparison.Ordinal)), Is.Empty);
    }

    private void Copy()
    {
        this.cli.Write("appsettings.json", File.ReadAllText(Path.Combine(Shared.Repository, "appsettings.sample.json")));
        foreach (var secret in Secrets)
        {
            this.cli.Write($"secrets/{secret}", secret == "warehouse" ? "Host=127.0.0.1;Username=lerbridge\n" : "a secret of a test\n");
        }

        var mappings = Path.Combine(Shared.Repository, "mappings");
        foreach (var file in Directory.EnumerateFiles(mappings, "*", SearchOption.AllDirectories))
        {
            this.cli.Write(Path.Combine("mappings", Path.GetRelativePath(mappings, file)), File.ReadAllText(file));
        }
    }
}
