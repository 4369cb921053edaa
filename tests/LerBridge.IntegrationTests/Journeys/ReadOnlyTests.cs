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

    [Test]
    public async Task A_folder_of_locks_that_may_only_be_read_is_told_as_such_by_whoever_needs_a_lock_and_by_doctor()
    {
        await using var site = await ReadAsync();
        var locks = Path.Combine(site.Folder, "data", "locks");
        foreach (var file in Directory.EnumerateFiles(locks))
        {
            File.Delete(file);
        }

        File.SetUnixFileMode(locks, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var (run, plan, doctor) = (await OneAsync(site, "run", "--all"), await OneAsync(site, "plan", "grades"), await OneAsync(site, "doctor"));
        File.SetUnixFileMode(locks, Everything);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1), run.Errors);
            Assert.That(run.Output, Does.Match("locks/run-grades-.*cannot be written.*write permission.*LB8003"));
            Assert.That(plan.Output + plan.Errors, Does.Match("locks/run-grades-.*cannot be written.*write permission.*LB8003"));
            Assert.That(doctor.ExitCode, Is.EqualTo(1), doctor.Errors);
            Assert.That(doctor.Output, Does.Match("no +folder .*locks - LB8003: .*write permission").And.Match("yes +folder .*public "));
        }
    }

    [Test]
    public async Task A_public_folder_that_may_only_be_read_is_told_by_doctor()
    {
        await using var site = await ReadAsync();
        var status = Path.Combine(site.Folder, "data", "public", "status");
        File.SetUnixFileMode(status, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var doctor = await OneAsync(site, "doctor");
        File.SetUnixFileMode(status, Everything);

        Assert.That(doctor.ExitCode, Is.EqualTo(1), doctor.Errors);
        Assert.That(doctor.Output, Does.Match("no +folder .*public/status - LB6401: .*write permission").And.Match("yes +folder .*locks "));
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
            using var process = LerBridgeProcess.Start(site.Folder, arguments, under: under ?? Privileges.None);
            return await process.WaitAsync(GradesDriver.Limit);
        }
    }

    private static async Task<ProcessResult> OneAsync(GradesDriver site, params string[] arguments)
    {
        using var process = LerBridgeProcess.Start(site.Folder, arguments, under: Privileges.None);
        return await process.WaitAsync(GradesDriver.Limit);
    }

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
