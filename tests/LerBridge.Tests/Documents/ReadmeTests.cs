using System.Text.RegularExpressions;
using LerBridge.Tests.Worker.Cli;
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
        Assert.That(cli.Out, Does.Contain("1 mappings: 0 errors, 0 warnings."));
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

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)\)")]
    private static partial Regex Link();
}
