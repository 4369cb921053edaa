using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Tests.Builders;
using LerBridge.Tests.Drivers;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>What is left of nights long ago, and what stays of them for ever.</summary>
internal sealed class HistoryTests
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(400);

    [Test]
    public async Task Old_nights_lose_their_decisions_and_stand_as_signed_all_the_same()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.AddRange([Plans.Record("c1", "p1", "B"), Plans.Record("c1", "p2", "F")]);
        var old = await driver.NightAsync();
        driver.Time.Advance(TimeSpan.FromDays(399));
        var early = await SweepAsync(driver);
        var young = await driver.NightOfAsync("A");
        driver.Time.Advance(TimeSpan.FromDays(2));

        var swept = await SweepAsync(driver);
        var again = await SweepAsync(driver);

        var check = await CheckAsync(driver, old);
        var trace = await driver.Ledger.Register.TraceAsync((await driver.OnlyAsync()).Id, CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((early, swept, again), Is.EqualTo((new HistorySwept(0, 0, 0), new HistorySwept(0, 1, 0), new HistorySwept(0, 0, 0))));
            Assert.That((check.Stands, check.Decisions, check.TrimmedAt), Is.EqualTo(((bool?)true, 2L, (DateTimeOffset?)driver.Time.GetUtcNow())));
            Assert.That(await driver.Services.Runs.ProblemsAsync(old.Run.Id, CancellationToken.None), Is.Empty);
            Assert.That((await CheckAsync(driver, young)).TrimmedAt, Is.Null);
            Assert.That(trace?.Versions, Has.Count.EqualTo(2));
            Assert.That(trace?.Deliveries.SelectMany(delivery => delivery.Attempts).Count(), Is.EqualTo(4), "two versions, two destinations");
            Assert.That((await driver.NextNightAsync()).Run.Counts.Unchanged, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_night_that_is_not_as_it_was_signed_is_kept_however_old()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B"));
        var night = await driver.NightAsync();
        driver.Tamper("update decision set kind = 'Skipped'");
        driver.Time.Advance(TimeSpan.FromDays(500));

        var swept = await SweepAsync(driver);

        Assert.That(swept, Is.EqualTo(new HistorySwept(Ended: 0, Trimmed: 0, Kept: 1)));
        Assert.That((await CheckAsync(driver, night)).Problems.Single(), Does.StartWith("Its decisions are not those"));
    }

    [Test]
    public async Task Decisions_that_were_put_in_where_they_had_been_deleted_are_told()
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B"));
        var old = await driver.NightAsync();
        driver.Time.Advance(TimeSpan.FromDays(500));
        await driver.NightAsync();
        await SweepAsync(driver);

        driver.Tamper(
            "insert into decision (run, record_key, partition, fingerprint, kind, generation, base_version, privacy_unknown, waits, absent_runs) select number, 'k', 'all', 'f', 'New', 1, 0, 0, 0, 0 from run order by number limit 1");

        Assert.That((await CheckAsync(driver, old)).Stands, Is.False);
    }

    [Test]
    public async Task A_run_that_was_cut_short_and_that_nobody_goes_on_with_is_ended_and_its_rows_go()
    {
        await using var driver = await NightDriver.StartAsync();
        await driver.Services.Runs.StartAsync(Runs.Make(null, "cut", driver.Plan.Id) with { StartedAt = driver.Time.GetUtcNow() }, CancellationToken.None);

        driver.Time.Advance(TimeSpan.FromDays(6));
        var early = await SweepAsync(driver);
        driver.Time.Advance(TimeSpan.FromDays(2));
        var late = await SweepAsync(driver);

        var run = await driver.Services.Runs.FindAsync("cut", CancellationToken.None);
        Assert.That((early.Ended, late.Ended), Is.EqualTo((0, 1)));
        Assert.That((run?.State, run?.Outcome, run?.FailureCode), Is.EqualTo((RunState.Ended, (RunOutcome?)RunOutcome.Interrupted, "LB4031")));
    }

    private static Task<HistorySwept> SweepAsync(NightDriver driver) => new HistoryDesk(driver.Services, driver.Ledger.History).SweepAsync(Keep, 100, CancellationToken.None);

    private static async Task<ManifestCheck> CheckAsync(NightDriver driver, RunReport report) => await new ManifestDesk(driver.Services).CheckAsync(
        await driver.Services.Runs.FindAsync(report.Run.Id, CancellationToken.None) ?? throw new InvalidOperationException("The run is gone."), CancellationToken.None);
}
