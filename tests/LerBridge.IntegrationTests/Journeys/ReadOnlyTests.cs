using System.Runtime.Versioning;
using LerBridge.IntegrationTests.Drivers;
using NUnit.Framework;

namespace LerBridge.IntegrationTests.Journeys;

/// <summary>A ledger that may be read and not written: what it holds is shown, everything else is looked at, and what would write says which permission it lacks.</summary>
[Platform("Linux")]
[UnsupportedOSPlatform("windows")]
internal sealed class ReadOnlyTests
{
    private const UnixFileMode Everything = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Test]
    public async Task A_data_directory_that_may_only_be_read_is_told_as_such_and_what_it_holds_is_shown()
    {
        await using var site = await ReadAsync();
        File.SetUnixFileMode(Path.Combine(site.Folder, "data"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var answers = await AskAsync(site);
        File.SetUnixFileMode(Path.Combine(site.Folder, "data"), Everything);

        AssertTold(answers, run: 2);
        Assert.That(answers.Runs.Errors, Does.StartWith("LB8003: ").And.Contain("What is shown is what it held when it was written last."));
    }

    [Test]
    public async Task A_ledger_file_that_may_only_be_read_is_told_as_such_and_what_it_holds_is_shown()
    {
        await using var site = await ReadAsync();
        File.SetUnixFileMode(Path.Combine(site.Folder, "data", "lerbridge.db"), UnixFileMode.UserRead);

        AssertTold(await AskAsync(site), run: 1);
    }

    [Test]
    public async Task A_disk_that_is_mounted_to_be_read_only_is_told_as_such_and_what_it_holds_is_shown()
    {
        await using var site = await ReadAsync();
        var data = Path.Combine(site.Folder, "data");
        const string Mount = "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && exec \"$@\"";
        string[] apart = ["unshare", "--mount", "--map-root-user", "sh", "-c", Mount, data];
        using (var possible = LerBridgeProcess.Under(apart, "true", site.Folder))
        {
            if ((await possible.WaitAsync(GradesDriver.Limit)).ExitCode != 0)
            {
                Assert.Ignore("This system lets nobody mount a folder for himself.");
            }
        }

        AssertTold(await AskAsync(site, apart), run: 2);
    }

    [Test]
    public async Task What_else_a_night_needs_is_looked_at_where_the_ledger_cannot_be_opened()
    {
        await using var site = await ReadAsync();
        var ledger = Path.Combine(site.Folder, "data", "lerbridge.db");
        await File.WriteAllTextAsync(ledger, string.Concat(Enumerable.Repeat("this is a letter, not a ledger\n", 200)));

        var doctor = await site.RunAsync("doctor");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(doctor.ExitCode, Is.EqualTo(1), doctor.Errors);
            Assert.That(doctor.Output, Does.Match("no +ledger - LB8005: "));
            AssertLooked(doctor);
        }
    }

    private static async Task<GradesDriver> ReadAsync()
    {
        var site = await GradesDriver.StartAsync();
        await site.WriteAsync(new Dictionary<int, string> { [1] = "A", [2] = "B" });
        var first = await site.RunAsync("run", "--all");
        Assert.That(first.ExitCode, Is.Zero, first.Errors);
        return site;
    }

    private static async Task<(ProcessResult Doctor, ProcessResult Runs, ProcessResult Run)> AskAsync(GradesDriver site, string[]? under = null)
    {
        return (await AskAsync("doctor"), await AskAsync("runs", "list", "--output", "json"), await AskAsync("run", "--all"));

        async Task<ProcessResult> AskAsync(params string[] arguments)
        {
            using var process = LerBridgeProcess.Start(site.Folder, arguments, under: under ?? WithoutPrivileges());
            return await process.WaitAsync(GradesDriver.Limit);
        }
    }

    // root may write what nobody may, unless it gives that up
    private static string[] WithoutPrivileges() => Environment.IsPrivilegedProcess
        ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]
        : [];

    private static void AssertTold((ProcessResult Doctor, ProcessResult Runs, ProcessResult Run) answers, int run)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Doctor.ExitCode, Is.EqualTo(1), answers.Doctor.Errors);
            Assert.That(answers.Doctor.Output, Does.Match("no +ledger .*lerbridge.db - LB8003: "));
            AssertLooked(answers.Doctor);
            Assert.That(answers.Runs.ExitCode, Is.Zero, answers.Runs.Errors);
            Assert.That(answers.Runs.Output, Does.Contain("\"mapping\": \"grades\""));
            Assert.That(answers.Run.ExitCode, Is.EqualTo(run), answers.Run.Errors);
            Assert.That(answers.Run.Output + answers.Run.Errors, Does.Contain("LB8003").And.Contain("write permission"));
        }
    }

    private static void AssertLooked(ProcessResult doctor) => Assert.That(
        doctor.Output,
        Does.Match("yes +1 mapping compiled").And.Match("yes +disk ").And.Contain("files (Delimited): usable").And.Contain("registry (Http): usable").And.Contain("folder (Folder): usable"));
}
