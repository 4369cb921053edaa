using LerBridge.IntegrationTests.Drivers;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.IntegrationTests.Journeys;

/// <summary>SIGKILL at any moment: the next start goes on, nothing is issued or delivered twice, nothing is lost, and the sums hold.</summary>
internal sealed class KilledTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Test]
    public async Task Killed_again_and_again_wherever_it_is_the_last_run_leaves_what_one_clean_run_would_have_left()
    {
        await using var clean = await CollegeDriver.StartAsync();
        var (_, expected, _) = await clean.NightAsync();
        await using var college = await CollegeDriver.StartAsync();
        var moments = new Random(20261120);
        var kills = 0;

        for (var attempt = 0; attempt < 12; attempt++)
        {
            using var process = college.Start("run", "--all", "--output", "json");
            await Task.Delay(300 + moments.Next(1500));
            kills += process.HasExited ? 0 : 1;
            process.Kill();
            await process.WaitAsync(Limit);
        }

        var (exit, runs, errors) = await college.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(kills, Is.Positive, "no kill met a running process");
            Assert.That(exit, Is.EqualTo(CollegeDriver.ExitOf(runs)), errors);
            Assert.That(runs.Values, Has.All.Property("SumsHold").True);
            AssertSameAs(clean, college, expected);
        }
    }

    [Test]
    public async Task Killed_while_signing_the_next_run_goes_on_with_the_same_plan() => await KilledOnceAsync(college => Signed(college) > 0);

    [Test]
    public async Task Killed_while_delivering_the_next_run_delivers_the_rest_and_nothing_twice() => await KilledOnceAsync(college => college.Sandbox.Arrivals.Count > 20);

    [Test]
    public async Task Killed_while_reading_the_next_run_goes_on_where_it_was() => await KilledOnceAsync(college => college.Sandbox.Counters(SandboxSite.Canvas).Requests > 30);

    [Test]
    public async Task Stopped_gently_it_ends_with_130_and_the_next_run_finishes()
    {
        await using var clean = await CollegeDriver.StartAsync();
        var (_, expected, _) = await clean.NightAsync();
        await using var college = await CollegeDriver.StartAsync();
        college.Sandbox.Break(SandboxSite.Canvas, new SandboxFault(SandboxFaultKind.Slow) { Times = int.MaxValue, After = 20, Delay = TimeSpan.FromSeconds(1) });
        using var process = college.Start("run", "--all", "--output", "json");
        await UntilAsync(() => college.Sandbox.Counters(SandboxSite.Canvas).Requests > 22, process);

        await process.TerminateAsync();
        var stopped = await process.WaitAsync(Limit);
        college.Sandbox.Heal();
        var (exit, runs, errors) = await college.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stopped.ExitCode, Is.EqualTo(130), stopped.Errors);
            Assert.That(exit, Is.EqualTo(CollegeDriver.ExitOf(runs)), errors);
            AssertSameAs(clean, college, expected);
        }
    }

    private static async Task KilledOnceAsync(Func<CollegeDriver, bool> moment)
    {
        await using var clean = await CollegeDriver.StartAsync();
        var (_, expected, _) = await clean.NightAsync();
        await using var college = await CollegeDriver.StartAsync();
        using (var process = college.Start("run", "--all", "--output", "json"))
        {
            await UntilAsync(() => moment(college), process);
            process.Kill();
            await process.WaitAsync(Limit);
        }

        var (exit, runs, errors) = await college.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exit, Is.EqualTo(CollegeDriver.ExitOf(runs)), errors);
            Assert.That(runs.Values, Has.All.Property("SumsHold").True);
            AssertSameAs(clean, college, expected);
        }
    }

    private static void AssertSameAs(CollegeDriver clean, CollegeDriver college, IReadOnlyDictionary<string, RunResult> expected)
    {
        Assert.That(college.Delivered(), Has.Count.EqualTo(expected.Values.Sum(run => run["new"])), "credentials in the folder");
        Assert.That(college.Index(), Has.Count.EqualTo(college.Delivered().Count), "lines of the index");
        Assert.That(college.Sandbox.Arrivals, Has.Count.EqualTo(clean.Sandbox.Arrivals.Count), "arrivals at the registry");
        Assert.That(college.Sandbox.Arrivals.Select(arrival => arrival.Key), Is.Unique, "keys at the registry");
        Assert.That(college.Sandbox.Arrivals.Select(arrival => arrival.CredentialId), Is.Unique, "each credential once");
    }

    private static long Signed(CollegeDriver college)
    {
        var ledger = Path.Combine(college.Folder, "data", "lerbridge.db");
        if (!File.Exists(ledger))
        {
            return 0;
        }

        try
        {
            using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={ledger};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM credential";
            return (long)(command.ExecuteScalar() ?? 0L);
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            return 0; // not there yet
        }
    }

    private static async Task UntilAsync(Func<bool> moment, LerBridgeProcess process)
    {
        while (!moment())
        {
            Assert.That(process.HasExited, Is.False, "the process ended before the moment came");
            await Task.Delay(5);
        }
    }
}
