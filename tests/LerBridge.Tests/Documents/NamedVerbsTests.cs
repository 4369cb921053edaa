using System.Text.RegularExpressions;
using LerBridge.Tests.Worker.Cli;
using NUnit.Framework;

namespace LerBridge.Tests.Documents;

/// <summary>Whoever follows a message, an explanation or a document finds the verb that it names.</summary>
internal sealed partial class NamedVerbsTests
{
    private static readonly string[] Folders = ["src", "connectors", "docs", "mappings"];

    [Test]
    public void Every_verb_that_a_message_an_explanation_or_a_document_names_is_there()
    {
        var verbs = VerbPaths.All().Select(path => string.Join(' ', path)).ToHashSet(StringComparer.Ordinal);
        var groups = VerbPaths.All().Where(path => path.Length > 1).Select(path => path[0]).ToHashSet(StringComparer.Ordinal);
        var named =
            from file in Files()
            from Match match in Verb().Matches(File.ReadAllText(file))
            let first = match.Groups[1].Value
            select (File: Path.GetRelativePath(Shared.Repository, file), Verb: groups.Contains(first) && match.Groups[2].Success ? $"{first} {match.Groups[2].Value}" : first);

        var all = named.ToArray();
        Assert.That(all, Has.Length.GreaterThan(20));
        Assert.That(all.Where(one => !verbs.Contains(one.Verb) && !groups.Contains(one.Verb)), Is.Empty);
    }

    private static IEnumerable<string> Files() => Folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Shared.Repository, folder), "*", SearchOption.AllDirectories))
        .Where(file => Path.GetExtension(file) is ".cs" or ".md" or ".yaml" && !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
        .Append(Path.Combine(Shared.Repository, "README.md"));

    // "lerbridge runs list", also in `quotes`; not "lerbridge" as the name of a user, a file or a format
    [GeneratedRegex(@"(?<![\w/.=-])lerbridge ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?")]
    private static partial Regex Verb();
}
