using System.Text.RegularExpressions;
using NUnit.Framework;

namespace LerBridge.Tests.Documents;

/// <summary>The page of failure modes: every mode has one row, every row an outcome, and every test that it names exists.</summary>
internal sealed partial class FailureModesTests
{
    private static readonly string[] Outcomes = ["survived", "partial", "stops", "held", "mapping", "not used", "open"];

    private static IReadOnlyList<string[]> Rows { get; } = [.. File.ReadLines(Path.Combine(Shared.Repository, "docs", "failure-modes.md"))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .Where(cells => cells.Length == 7 && Number().IsMatch(cells[1]))
        .Select(cells => cells[1..6])];

    [Test]
    public void Every_test_that_a_row_names_exists()
    {
        var sources = Tests();
        var named = Rows.SelectMany(row => Quoted().Matches(row[4]), (row, match) => (Row: row[0], Test: match.Groups[1].Value)).ToList();

        Assert.That(named, Has.Count.GreaterThan(100));
        Assert.That(named.Where(one => !sources.Contains(one.Test)), Is.Empty);
    }

    [Test]
    public void Every_test_that_the_page_of_reliability_names_exists()
    {
        var named = Quoted().Matches(File.ReadAllText(Path.Combine(Shared.Repository, "docs", "reliability.md"))).Select(match => match.Groups[1].Value).Where(name => name.Any(char.IsAsciiLetterLower)).ToList();

        Assert.That(named, Has.Count.GreaterThan(25));
        Assert.That(named, Is.SubsetOf(Tests()));
    }

    [Test]
    public void Every_row_has_an_outcome_and_only_an_open_one_has_no_test()
    {
        Assert.That(Rows.Where(row => !Outcomes.Contains(row[2])).Select(row => row[0]), Is.Empty);
        Assert.That(Rows.Where(row => row[2] != "open" && !row[4].Contains('`', StringComparison.Ordinal)).Select(row => row[0]), Is.Empty);
    }

    [Test]
    public void Every_known_mode_has_exactly_one_row()
    {
        var section = -1;
        var known = new List<string>();
        foreach (var line in File.ReadLines(Shared.Path("sources/facts/failure-modes.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                section = line[3] - '0';
            }
            else if (Item().Match(line) is { Success: true } match)
            {
                known.Add($"{section}.{match.Groups[1].Value}");
            }
        }

        Assert.That(Rows.Select(row => row[0]), Is.EquivalentTo(known));
    }

    private static HashSet<string> Tests() => new[] { "LerBridge.Tests", "LerBridge.IntegrationTests" }
        .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Shared.Repository, "tests", project), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .SelectMany(file => Method().Matches(File.ReadAllText(file)))
        .Select(match => match.Groups[1].Value + match.Groups[2].Value)
        .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"^\d\.\d+$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^(\d+)\. ")]
    private static partial Regex Item();

    [GeneratedRegex(@"public (?:async Task|void) (\w+_\w+)\(|TestName = ""(\w+)""")]
    private static partial Regex Method();

    [GeneratedRegex("`([A-Z]\\w+_\\w+)`")]
    private static partial Regex Quoted();
}
