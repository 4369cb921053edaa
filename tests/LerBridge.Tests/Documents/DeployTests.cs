using LerBridge.Tests.Worker.Cli;
using NUnit.Framework;

namespace LerBridge.Tests.Documents;

/// <summary>What deploy/ starts is there.</summary>
internal sealed class DeployTests
{
    private static IEnumerable<string> Units => Directory.EnumerateFiles(Path.Combine(Shared.Repository, "deploy"), "*.service").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Commands =>
        from file in Units
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

    [Test]
    public void What_a_unit_stands_in_is_made_by_the_commands_of_its_header()
    {
        foreach (var unit in Units)
        {
            var lines = File.ReadAllLines(unit);
            var place = lines.Single(line => line.StartsWith("WorkingDirectory=", StringComparison.Ordinal))["WorkingDirectory=".Length..];

            Assert.That(lines, Has.One.EqualTo($"#   install -d -o lerbridge -g lerbridge -m 0700 {place}"), unit);
        }
    }

    [Test]
    public void What_a_unit_says_about_itself_is_published_beside_the_program()
    {
        var project = File.ReadAllText(Path.Combine(Shared.Repository, "src", "LerBridge.Worker", "LerBridge.Worker.csproj"));
        foreach (var unit in Units)
        {
            var page = File.ReadLines(unit).Single(line => line.StartsWith("Documentation=file:/opt/lerbridge/", StringComparison.Ordinal))["Documentation=file:/opt/lerbridge/".Length..];

            Assert.That(File.Exists(Path.Combine(Shared.Repository, page)), page);
            Assert.That(project, Does.Contain($"<None Include=\"../../{page.Split('/')[0]}/**\" LinkBase=\"{page.Split('/')[0]}\" CopyToOutputDirectory=\"Never\" CopyToPublishDirectory=\"PreserveNewest\" />"));
        }
    }

    [Test]
    public void The_image_has_what_connectors_start_and_its_build_sees_neither_data_nor_secrets()
    {
        var ignored = File.ReadAllLines(Path.Combine(Shared.Repository, ".dockerignore"));

        Assert.That(File.ReadAllText(Path.Combine(Shared.Repository, "deploy", "Dockerfile")), Does.Contain("--no-install-recommends openssh-client"));
        Assert.That(ignored, Is.SupersetOf(new[] { "**/bin", "**/obj", ".git", "data", "secrets", "lerbridge-demo", "appsettings.json", "**/*.db" }));
    }
}
