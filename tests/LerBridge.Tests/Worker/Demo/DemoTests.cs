using System.Text.Json;
using System.Text.RegularExpressions;
using LerBridge.Tests.Documents;
using LerBridge.Tests.Worker.Cli;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Demo;

/// <summary>What a newcomer sees in the first minutes.</summary>
internal sealed partial class DemoTests
{
    [Test]
    public async Task It_issues_once_follows_the_changes_of_a_day_and_what_it_suggests_works()
    {
        using var cli = new CommandLineDriver();

        var first = await cli.RunAsync("demo");
        var story = cli.Out;
        var again = await cli.RunAsync("demo", "--output", "json");
        var repeated = cli.Out;
        var changed = await cli.RunAsync("demo", "--changes");
        var second = cli.Out;
        var last = await cli.RunAsync("demo", "--output", "json");
        var settled = cli.Out;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(new[] { first, again, changed, last }, Has.All.Zero, cli.Error);
            Assert.That(story, Does.Contain("canvas-courses").And.Contain("who can mend it").And.Contain("One of them").And.Contain("Try next:"));
            Assert.That(ReadmeTests.Transcript(), Is.SubsetOf(story.Split('\n').Select(ReadmeTests.Spaced)), "the README shows what the demo prints");
            Assert.That(Sums(repeated, "new", "corrected", "withdrawn"), Is.Zero);
            Assert.That(Sums(repeated, "unchanged"), Is.GreaterThan(100));
            Assert.That(Became().Count(second), Is.EqualTo(7));
            Assert.That(second, Does.Contain("corrected (version 2, same id)").And.Contain("was withdrawn").And.Contain("a credential was issued"));
            Assert.That(second, Does.Contain("withdrawn and seen to be"));
            Assert.That(Sums(settled, "new", "corrected", "withdrawn"), Is.Zero, "on a third day without news nothing changes");
        }

        foreach (var verb in new[] { "runs list", "credential find", "key list", "schedule list", "schedule next", "source schema workday", "source schema canvas-main" })
        {
            string[] command = [.. verb.Split(' '), "--config", "lerbridge-demo/appsettings.json"];
            Assert.That(await cli.RunAsync(command), Is.Zero, $"{verb}: {cli.Error}");
            var words = cli.Out.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
            cli.Columns = 80;
            await cli.RunAsync(command);
            cli.Columns = null;
            // Sentences over a table end in a colon; the terminal itself breaks those.
            Assert.That(cli.Out.Split('\n').Select(line => line.TrimEnd()).Where(line => !line.EndsWith(':')).Select(line => line.Length), Has.All.LessThanOrEqualTo(80), verb);
            Assert.That(words, Is.SubsetOf(cli.Out.Split(Separators, StringSplitOptions.RemoveEmptyEntries)), $"{verb} breaks no word");
        }

        foreach (var command in Suggested().Matches(second[second.IndexOf("Try next:", StringComparison.Ordinal)..]).Select(match => match.Groups[1].Value))
        {
            Assert.That(await cli.RunAsync(command.Split(' ')), Is.Zero, $"{command}: {cli.Error}");
        }
    }

    [Test]
    public async Task Its_secrets_are_its_owners_alone_and_never_shown()
    {
        using var cli = new CommandLineDriver();

        await cli.RunAsync("demo", "--dir", "elsewhere");

        var passphrase = (await File.ReadAllTextAsync(Path.Combine(cli.Folder, "elsewhere", "secrets", "key-passphrase"))).Trim();
        Assert.That(passphrase, Has.Length.EqualTo(64));
        Assert.That(cli.Out + cli.Error, Does.Not.Contain(passphrase));
        foreach (var file in new[] { "secrets/key-passphrase", "secrets/api-token", "appsettings.json" })
        {
            const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var mode = OperatingSystem.IsWindows() ? owner : File.GetUnixFileMode(Path.Combine(cli.Folder, "elsewhere", file));
            Assert.That(mode, Is.EqualTo(owner), file);
        }
    }

    [Test]
    public async Task A_place_that_cannot_be_written_is_told_in_one_message()
    {
        using var cli = new CommandLineDriver();
        cli.Write("a-file", "in the way");

        var code = await cli.RunAsync("demo", "--dir", "a-file/demo");

        Assert.That(code, Is.EqualTo(2));
        Assert.That(cli.Error, Does.Contain("a-file/demo").And.Contain("--dir").And.Not.Contain("   at "));
    }

    private static readonly char[] Separators = [' ', '\n', '\r', '\u2500', ':', ','];

    private static long Sums(string json, params string[] counts)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("runs").EnumerateArray().Sum(run => counts.Sum(count => run.GetProperty("counts").GetProperty(count).GetInt64()));
    }

    [GeneratedRegex("^    -> ", RegexOptions.Multiline)]
    private static partial Regex Became();

    // Whatever the program is called where the test runs, its verbs are what follows.
    [GeneratedRegex(@"^  \S.*?((?:runs|mapping|credential) .*?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Suggested();
}
