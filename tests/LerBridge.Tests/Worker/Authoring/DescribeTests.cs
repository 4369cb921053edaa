using System.Diagnostics;
using System.Text.Json;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Authoring;

internal sealed class DescribeTests : IDisposable
{
    private readonly AuthorDesk desk = new();

    public void Dispose() => this.desk.Dispose();

    [TestCase("positions")]
    [TestCase("mappings/positions.yaml")]
    public async Task A_mapping_is_told_in_english(string name)
    {
        var code = await this.desk.RunAsync("mapping", "describe", name);

        Assert.That(code, Is.Zero, this.desk.Error);
        Assert.That(this.desk.Out, Does.Contain("Held for a person, as “the position has no title”: when position.business_title is missing."));
        Assert.That(this.desk.Out, Does.Contain("one for each s of the rows of jobs for job.code for which s.level is at least 2"));
    }

    [Test]
    public async Task An_earlier_file_is_compared()
    {
        this.desk.Changed("old.yaml", "s.level >= 2", "s.level >= 1");

        var code = await this.desk.RunAsync("mapping", "describe", "positions", "--from", "old.yaml");

        Assert.That(code, Is.Zero, this.desk.Error);
        Assert.That(this.desk.Out, Does.Contain("what has changed since old.yaml").And.Contain("Was: Skills: ").And.Contain("s.level is at least 1").And.Contain("Is now: "));
    }

    [Test]
    public async Task Versions_that_say_the_same_are_told_as_such()
    {
        this.desk.Changed("old.yaml", "when:\n", "# a comment\nwhen:\n");

        await this.desk.RunAsync("mapping", "describe", "positions", "--from", "old.yaml");

        Assert.That(this.desk.Out, Does.Contain("nothing has changed since old.yaml"));
    }

    [Test]
    public async Task What_git_remembers_is_compared_with_its_tables()
    {
        this.Git("init", "-q");
        this.Git("add", "mappings");
        this.Git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "first");
        this.desk.Cli.Write("mappings/tables/jobs.csv", AuthorDesk.Jobs.Replace("S2,2", "S2,3", StringComparison.Ordinal));

        var code = await this.desk.RunAsync("mapping", "describe", "positions", "--since", "HEAD", "--output", "json");

        Assert.That(code, Is.Zero, this.desk.Error);
        using var document = JsonDocument.Parse(this.desk.Out);
        var change = document.RootElement.GetProperty("changes").EnumerateArray().Single();
        Assert.That((change.GetProperty("section").GetString(), change.GetProperty("was").GetString(), change.GetProperty("now").GetString()), Is.EqualTo(("tables.jobs", "RN, S2: level 2.", "RN, S2: level 3.")));
    }

    [TestCase("--since", "--output=x")]
    [TestCase("--since", "no-such-commit")]
    [TestCase("--since", "1999-01-01")]
    [TestCase("--from", "nowhere.yaml")]
    [TestCase("--from", "a.yaml", "--since", "HEAD")]
    public async Task What_cannot_be_compared_is_refused(params string[] arguments)
    {
        this.Git("init", "-q");

        Assert.That(await this.desk.RunAsync(["mapping", "describe", "positions", .. arguments]), Is.EqualTo(2));
        Assert.That(this.desk.Error, Is.Not.Empty);
    }

    private void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = this.desk.Folder, RedirectStandardError = true }) ?? throw new InvalidOperationException("git is needed here.");
        git.WaitForExit();
        Assert.That(git.ExitCode, Is.Zero);
    }
}
