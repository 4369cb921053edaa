using LerBridge.Tests.Worker.Cli;
using NUnit.Framework;

namespace LerBridge.Tests.Documents;

/// <summary>What deploy/ starts is there.</summary>
internal sealed class DeployTests
{
    private static IEnumerable<string> Commands =>
        from file in Directory.EnumerateFiles(Path.Combine(Shared.Repository, "deploy"), "*.service").Order(StringComparer.Ordinal)
        from line in File.ReadLines(file)
        where line.StartsWith("ExecStart=/opt/lerbridge/lerbridge ", StringComparison.Ordinal)
        select line["ExecStart=/opt/lerbridge/lerbridge ".Length..];

    [TestCaseSource(nameof(Commands))]
    public async Task A_unit_starts_a_verb_with_options_that_it_has(string command)
    {
        using var cli = new CommandLineDriver();

        // the settings file it names is not there, which is another message than that of a verb or option that does not exist
        Assert.That(await cli.RunAsync(command.Split(' ')), Is.EqualTo(2));
        Assert.That(cli.Error, Does.Contain("/srv/lerbridge/appsettings.json"));
    }

    [Test]
    public void Both_units_and_the_image_start_the_program()
    {
        Assert.That(Commands.Select(command => command.Split(' ')[0]), Is.EquivalentTo(new[] { "serve", "backup" }));
        Assert.That(File.ReadAllText(Path.Combine(Shared.Repository, "deploy", "Dockerfile")), Does.Contain("ENTRYPOINT [\"/opt/lerbridge/lerbridge\"]").And.Contain("CMD [\"serve\"]"));
    }
}
