using System.Text.RegularExpressions;
using LerBridge.Core.Mapping;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using LerBridge.Tests.Connectors;
using LerBridge.Tests.Worker.Cli;
using LerBridge.Tests.Worker.Settings;
using LerBridge.Worker.Settings;
using NUnit.Framework;

namespace LerBridge.Tests.Documents;

/// <summary>What the README and the documents name is there.</summary>
internal sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Shared.Repository, "README.md"));

    [Test]
    public void The_table_of_verbs_lists_every_verb_and_no_other()
    {
        var listed = VerbRow().Matches(Section("## Verbs")).SelectMany(row => Quoted().Matches(row.Groups[1].Value)).Select(name => name.Groups[1].Value);

        Assert.That(listed, Is.EquivalentTo(VerbPaths.All().Select(path => string.Join(' ', path))));
    }

    [Test]
    public async Task The_smallest_settings_and_mapping_compile()
    {
        using var cli = new CommandLineDriver();
        var blocks = Block().Matches(Section("## The smallest settings and the smallest mapping"));
        cli.Write("appsettings.json", blocks.Single(block => block.Groups[1].Value == "json").Groups[2].Value);
        cli.Write("mappings/canvas-courses.yaml", blocks.Single(block => block.Groups[1].Value == "yaml").Groups[2].Value);
        cli.Write("secrets/key-passphrase", "a secret\n");
        cli.Write("secrets/canvas-token", "a secret\n");

        var code = await cli.RunAsync("mapping", "check");

        Assert.That(code, Is.Zero, cli.Out + cli.Error);
        Assert.That(cli.Out, Does.Contain("1 mapping: 0 errors, 0 warnings."));
    }

    [Test]
    public void Every_link_of_the_documents_leads_somewhere()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Shared.Repository, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(Shared.Repository, "README.md"));
        var broken =
            from file in files
            from Match link in Link().Matches(File.ReadAllText(file))
            let target = Path.GetFullPath(link.Groups[1].Value, Path.GetDirectoryName(file) ?? ".")
            where !File.Exists(target) && !Directory.Exists(target)
            select $"{file}: {link.Groups[1].Value}";

        Assert.That(broken, Is.Empty);
    }

    [Test]
    public async Task The_smallest_mapping_issues_what_the_shipped_one_issues()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);
        using var cli = new CommandLineDriver();
        cli.Write("canvas-token", sandbox.Options.CanvasToken);
        var settings = cli.Write("appsettings.json", $$"""
            { "LerBridge": { "Issuer": { "Did": "did:web:ler.college.example", "Name": "Example College" },
                "Connectors": { "canvas-main": { "Kind": "Canvas", "BaseUrl": "{{sandbox.CanvasUrl}}", "AccountId": "1", "TokenFile": "./canvas-token" } } } }
            """);
        var connector = SettingsFile.Read(settings, SettingsUse.Reading).Connectors.Single();
        var smallest = cli.Write("mappings/canvas-courses.yaml", Block().Matches(Section("## The smallest settings and the smallest mapping")).Single(block => block.Groups[1].Value == "yaml").Groups[2].Value);
        var shipped = Path.Combine(Shared.Repository, "mappings", "canvas-courses.yaml");
        var records = (await Pulled.AllAsync(connector)).Records.ToList();

        var expected = Issued(shipped, connector, records);
        var issued = Issued(smallest, connector, records);

        Assert.That(expected, Has.Count.GreaterThan(500));
        Assert.That(issued, Is.EqualTo(expected));
    }

    /// <summary>What the README says that the demo prints, line by line, without the lines of tables and those that are left out.</summary>
    internal static IReadOnlyList<string> Transcript() =>
        [.. PlainBlock().Matches(Section("## Try it"))[^1].Groups[1].Value.Split('\n').Select(Spaced).Where(line => line.Length > 0 && line[0] is not ('\u2500' or '\u2026'))];

    /// <summary>A line with one space where there are several, as columns move with what is in them.</summary>
    internal static string Spaced(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static List<string> Issued(string file, IConnector connector, IReadOnlyList<SourceRecord> records)
    {
        var context = new MappingContext
        {
            Schemas = new ConnectorSchemas([connector]),
            Files = new MappingDirectory(Path.GetDirectoryName(file) ?? "."),
            IssuerDid = "did:web:ler.college.example",
        };
        var compiled = MappingCatalog.LoadFile(file, context);
        var plan = compiled.Plan ?? throw new InvalidOperationException(string.Join("; ", compiled.Diagnostics.Select(problem => problem.Message)));
        return [.. records.Where(record => plan.Mapper.Map(Dated(record, plan)) is MapResult.Issue).Select(record => string.Join('|', plan.Schema.Key.Select(slot => record[slot])))];
    }

    private static SourceRecord Dated(SourceRecord record, MappingPlan plan)
    {
        record[plan.Schema.RecordDateSlot] = Value.Of((DateOnly?)new SandboxOptions().ScenarioDate);
        return record;
    }

    private static string Section(string heading)
    {
        var start = Readme.IndexOf(heading, StringComparison.Ordinal);
        var end = Readme.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return Readme[start..(end < 0 ? Readme.Length : end)];
    }

    [GeneratedRegex(@"^\| (`[^|]+`) \|", RegexOptions.Multiline)]
    private static partial Regex VerbRow();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"```(json|yaml)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"```\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex PlainBlock();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)\)")]
    private static partial Regex Link();
}
