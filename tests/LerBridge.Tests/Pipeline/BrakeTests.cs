using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Records;
using LerBridge.Tests.Builders;
using LerBridge.Tests.Drivers;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>Runs that look wrong as a whole, and those that only look so because they are small.</summary>
internal sealed class BrakeTests
{
    [Test]
    public async Task An_empty_source_stops_the_run_where_many_records_are_usual()
    {
        await using var driver = await StartAsync(20);
        await driver.NightAsync();
        driver.Source.Records.Clear();

        var night = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((night.Run.State, night.Run.Outcome, night.Run.Plan?.Kind), Is.EqualTo((RunState.Planned, (RunOutcome?)RunOutcome.Held, (PlanKind?)PlanKind.Braked)));
            Assert.That(night.Brakes.Select(brake => (brake.Code, brake.Expected, brake.Seen)), Is.EqualTo(new[] { ("LB4050", 20L, 0L) }));
            Assert.That((await driver.AllAsync()).All(entry => entry.State == CredentialState.Valid), Is.True);
            Assert.That((await driver.Ledger.Runs.LiveCursorAsync("courses", CancellationToken.None))?.Text, Is.EqualTo("20"), "the cursor stands where it was");
        }
    }

    [TestCase(1)]
    [TestCase(19)]
    public async Task An_empty_source_stops_nothing_where_few_records_are_usual(int usual)
    {
        await using var driver = await StartAsync(usual);
        await driver.NightAsync();
        driver.Source.Records.Clear();

        var night = await driver.NextNightAsync();

        Assert.That((night.Run.Outcome, night.Run.Counts.Absent, night.Brakes.Count), Is.EqualTo(((RunOutcome?)RunOutcome.Succeeded, (long)usual, 0)));
    }

    [Test]
    public async Task An_incomplete_extract_stops_nothing_since_it_withdraws_nothing()
    {
        await using var driver = await StartAsync(20);
        await driver.NightAsync();
        driver.Source.Records.Clear();
        driver.Source.PartialBecause = "the source broke off";

        var night = await driver.NextNightAsync();

        Assert.That((night.Run.Outcome, night.Run.ExtractComplete, night.Run.Counts.Absent), Is.EqualTo(((RunOutcome?)RunOutcome.Succeeded, (bool?)false, 0)));
    }

    [TestCase(99, 3, "LB4051")]
    [TestCase(100, 3, null)]
    [TestCase(99, 2, null)]
    public async Task A_short_extract_stops_the_run_once_the_usual_is_known(int left, int nights, string? code)
    {
        await using var driver = await StartAsync(200);
        await driver.NightAsync();
        for (var night = 1; night < nights; night++)
        {
            await driver.NextNightAsync();
        }

        driver.Source.Records.RemoveRange(left, 200 - left);
        var last = await driver.NextNightAsync();

        Assert.That((last.Brakes.SingleOrDefault()?.Code, last.Run.State), Is.EqualTo((code, code is null ? RunState.Ended : RunState.Planned)));
    }

    [TestCase(24, 0)]
    [TestCase(25, 1)]
    public async Task Withdrawing_a_large_part_of_what_stands_stops_the_run_from_a_few_dozens_on(int gone, int brakes)
    {
        await using var driver = await StartAsync(100);
        await driver.NightAsync();
        Withdraw(driver, gone);

        var night = await driver.NextNightAsync();

        Assert.That((night.Brakes.Count(brake => brake.Code == "LB4053"), (await driver.AllAsync()).Count(entry => entry.State == CredentialState.Revoked)), Is.EqualTo((brakes, brakes == 0 ? gone : 0)));
    }

    [Test]
    public async Task Whoever_releases_a_brake_says_why_and_the_run_goes_on_as_it_was_decided()
    {
        await using var driver = await StartAsync(100);
        await driver.NightAsync();
        Withdraw(driver, 30);
        var braked = await driver.NextNightAsync();

        var refused = await ApplyAsync(driver, braked.Run.Id, null);
        var applied = await ApplyAsync(driver, braked.Run.Id, "The program was closed");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((refused.Failure?.Side, refused.Failure?.Code), Is.EqualTo(((FailureSide?)FailureSide.Brake, "LB4065")));
            Assert.That((applied.Failure, applied.Run.Counts.Withdrawn, applied.Run.Plan?.OverrideReason), Is.EqualTo(((RunFailure?)null, 30, "The program was closed")));
            Assert.That((await driver.AllAsync()).Count(entry => entry.State == CredentialState.Revoked), Is.EqualTo(30));
            Assert.That(driver.Source.Pulls, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task The_next_run_that_is_as_usual_takes_the_place_of_a_braked_one()
    {
        await using var driver = await StartAsync(30);
        await driver.NightAsync();
        var all = driver.Source.Records.ToArray();
        driver.Source.Records.Clear();
        var empty = await driver.NextNightAsync();
        var still = await driver.NextNightAsync();
        driver.Source.Records.AddRange(all);

        var night = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((empty.Run.State, still.Run.State), Is.EqualTo((RunState.Planned, RunState.Planned)), "a stopped run is not what is usual");
            Assert.That((night.Run.Outcome, night.Run.Counts.Unchanged), Is.EqualTo(((RunOutcome?)RunOutcome.Succeeded, 30)));
            Assert.That(await driver.Ledger.Plans.WaitingAsync(null, CancellationToken.None), Is.Empty);
            Assert.That((await ApplyAsync(driver, still.Run.Id, "why")).Failure?.Code, Is.EqualTo("LB4061"));
        }
    }

    [TestCase(2, null, null, "LB4054")]
    [TestCase(3, null, null, null)]
    [TestCase(null, 0, null, "LB4054")]
    [TestCase(null, null, 0, "LB4054")]
    public async Task A_mapping_sets_limits_of_its_own(int? fresh, int? corrected, int? withdrawn, string? code)
    {
        await using var driver = await StartAsync(2);
        await driver.NightAsync();
        driver.Plan = driver.Plan with { Allow = driver.Plan.Allow with { Limits = new AllowLimits(fresh, corrected, withdrawn) } };
        driver.Source.Records.AddRange(Enumerable.Range(10, 3).Select(i => Plans.Record($"c{i}", $"p{i}", "B", sisId: $"S{i}")));
        driver.Source.Records[0]["grade"] = Value.Of("A");
        driver.Source.Records[1]["grade"] = Value.Of("F");

        var night = await driver.NextNightAsync();

        Assert.That((night.Brakes.SingleOrDefault()?.Code, night.Run.State), Is.EqualTo((code, code is null ? RunState.Ended : RunState.Planned)));
    }

    [Test]
    public async Task A_limit_of_the_mapping_stands_in_the_place_of_the_general_brake_on_withdrawals()
    {
        await using var driver = await StartAsync(100);
        driver.Plan = driver.Plan with { Allow = driver.Plan.Allow with { Limits = new AllowLimits(null, null, 60) } };
        await driver.NightAsync();
        Withdraw(driver, 60);

        var night = await driver.NextNightAsync();

        Assert.That((night.Brakes.Count, night.Run.Counts.Withdrawn), Is.EqualTo((0, 60)));
    }

    [TestCase(30, true, "LB4055")]
    [TestCase(29, true, null)]
    [TestCase(30, false, null)]
    public async Task The_same_result_for_everybody_stops_the_run_where_results_were_mixed(int added, bool mixed, string? code)
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Plan = Plans.Make(new ResultMapper());
        driver.Source.Records.AddRange(Enumerable.Range(0, 120).Select(i => Plans.Record($"c{i}", $"p{i}", mixed && i % 3 == 0 ? "B" : "A", sisId: $"S{i}")));
        await driver.NightAsync();
        driver.Source.Records.AddRange(Enumerable.Range(200, added).Select(i => Plans.Record($"c{i}", $"p{i}", "A", sisId: $"S{i}")));

        var night = await driver.NextNightAsync();

        Assert.That((night.Brakes.SingleOrDefault()?.Code, night.Run.Counts.New), Is.EqualTo((code, (long)added)));
    }

    [TestCase(119, "LB4055", "119 of the 120 credentials")]
    [TestCase(113, null, null)]
    public async Task Nearly_the_same_result_for_everybody_stops_the_run_too(int same, string? code, string? told)
    {
        await using var driver = await NightDriver.StartAsync();
        driver.Plan = Plans.Make(new ResultMapper());
        driver.Source.Records.AddRange(Enumerable.Range(0, 120).Select(i => Plans.Record($"c{i}", $"p{i}", i % 3 == 0 ? "B" : "A", sisId: $"S{i}")));
        await driver.NightAsync();
        driver.Source.Records.AddRange(Enumerable.Range(200, 120).Select(i => Plans.Record($"c{i}", $"p{i}", i < 200 + same ? "A" : "B", sisId: $"S{i}")));

        var night = await driver.NextNightAsync();

        Assert.That(night.Brakes.SingleOrDefault()?.Code, Is.EqualTo(code));
        Assert.That(night.Brakes.SingleOrDefault()?.Message ?? string.Empty, Does.Contain(told ?? string.Empty));
    }

    [TestCase(60, 60, "LB4056")]
    [TestCase(60, 49, null)]
    [TestCase(120, 60, null)]
    [TestCase(120, 61, "LB4056")]
    public async Task Correcting_a_large_part_of_what_stands_stops_the_run(int standing, int corrected, string? code)
    {
        await using var driver = await StartAsync(standing);
        await driver.NightAsync();
        Regrade(driver, corrected);

        var night = await driver.NextNightAsync();

        Assert.That((night.Brakes.SingleOrDefault()?.Code, night.Run.Counts.Corrected, driver.Folder.Received.Count), Is.EqualTo((code, (long)corrected, code is null ? standing + corrected : standing)));
    }

    [Test]
    public async Task A_limit_of_the_mapping_stands_in_the_place_of_the_general_brakes_on_corrections_and_new_ones()
    {
        await using var driver = await StartAsync(60);
        driver.With = services => services with { Brakes = new BrakeLimits { NewFrom = 1, NewPercent = 1 } };
        driver.Plan = driver.Plan with { Allow = driver.Plan.Allow with { Limits = new AllowLimits(60, 60, null) } };
        await NightsAsync(driver, 3);
        Regrade(driver, 60);
        driver.Source.Records.AddRange(Enumerable.Range(200, 20).Select(i => Plans.Record($"c{i}", $"p{i}", "B", sisId: $"S{i}")));

        var night = await driver.NextNightAsync();

        Assert.That((night.Brakes.Count, night.Run.Counts.Corrected, night.Run.Counts.New), Is.EqualTo((0, 60, 20)));
    }

    [TestCase(3, 10, "LB4057")]
    [TestCase(3, 9, null)]
    [TestCase(2, 10, null)]
    public async Task Issuing_far_more_than_usual_stops_the_run_once_the_usual_is_known(int nights, int added, string? code)
    {
        await using var driver = await StartAsync(5);
        driver.With = services => services with { Brakes = new BrakeLimits { NewFrom = 10 } };
        await NightsAsync(driver, nights);
        driver.Source.Records.AddRange(Enumerable.Range(200, added).Select(i => Plans.Record($"c{i}", $"p{i}", "B", sisId: $"S{i}")));

        var night = await driver.NextNightAsync();

        Assert.That((night.Brakes.SingleOrDefault()?.Code, night.Run.State), Is.EqualTo((code, code is null ? RunState.Ended : RunState.Planned)));
    }

    [TestCase(10, "LB4058")]
    [TestCase(9, null)]
    public async Task Holding_far_more_than_usual_stops_the_run(int held, string? code)
    {
        await using var driver = await StartAsync(20);
        driver.With = services => services with { Brakes = new BrakeLimits { HeldFrom = 10 } };
        await NightsAsync(driver, 3);
        foreach (var record in driver.Source.Records.Take(held))
        {
            record["grade"] = Value.Of("HOLD");
        }

        var night = await driver.NextNightAsync();

        Assert.That((night.Brakes.SingleOrDefault()?.Code, night.Run.Counts.Held), Is.EqualTo((code, (long)held)));
    }

    [Test]
    public async Task What_waits_for_approval_is_no_trouble_that_stops_a_run()
    {
        await using var driver = await StartAsync(20);
        driver.With = services => services with { Brakes = new BrakeLimits { HeldFrom = 10, CorrectFrom = 1 } };
        driver.Plan = driver.Plan with { Allow = driver.Plan.Allow with { Correct = Allowed.Ask } };
        await NightsAsync(driver, 3);
        Regrade(driver, 20);

        var night = await driver.NextNightAsync();

        Assert.That((night.Brakes.Count, night.Run.Counts.Held, night.Run.Counts.Waiting), Is.EqualTo((0, 20, 20)));
    }

    [Test]
    public async Task What_is_usual_is_the_median_of_sums_and_not_the_sum_of_medians()
    {
        await using var driver = await StartAsync(3);
        await driver.NightAsync();
        await driver.NextNightAsync();
        Regrade(driver, 3);
        await driver.NextNightAsync();

        driver.Time.Advance(TimeSpan.FromHours(1));
        var planned = await new BridgeRunner(driver.Services).PlanAsync(driver.Plan, driver.Source, progress: null, CancellationToken.None);
        var view = await new PlanDesk(driver.Services).ViewAsync(planned.Run, 1, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((view.PastRuns, view.Usual?.Read), Is.EqualTo((3, (long?)3)), "three were read each night");
            Assert.That((view.Usual?.Each.New, view.Usual?.Each.Corrected, view.Usual?.Each.Unchanged), Is.EqualTo(((long?)0, (long?)0, (long?)0)), "each was none in two of three nights");
        }
    }

    [Test]
    public async Task A_plan_says_what_looks_wrong_and_is_not_applied_without_a_reason()
    {
        await using var driver = await StartAsync(100);
        await driver.NightAsync();
        Withdraw(driver, 50);
        var runner = new BridgeRunner(driver.Services);
        driver.Time.Advance(TimeSpan.FromHours(1));

        var planned = await runner.PlanAsync(driver.Plan, driver.Source, progress: null, CancellationToken.None);
        var refused = await ApplyAsync(driver, planned.Run.Id, null);

        Assert.That((planned.Run.Plan?.Kind, planned.Brakes.Single().Code, refused.Failure?.Code), Is.EqualTo(((PlanKind?)PlanKind.Plan, "LB4053", "LB4065")));
    }

    private static async Task NightsAsync(NightDriver driver, int count)
    {
        for (var night = 0; night < count; night++)
        {
            await driver.NextNightAsync();
        }
    }

    private static void Regrade(NightDriver driver, int count)
    {
        foreach (var record in driver.Source.Records.Take(count))
        {
            record["grade"] = Value.Of("A");
        }
    }

    private static void Withdraw(NightDriver driver, int count)
    {
        foreach (var record in driver.Source.Records.Take(count))
        {
            record["grade"] = Value.Of("F");
        }
    }

    private static async Task<NightDriver> StartAsync(int records)
    {
        var driver = await NightDriver.StartAsync();
        driver.Source.Records.AddRange(Enumerable.Range(0, records).Select(i => Plans.Record($"c{i}", $"p{i}", "B", sisId: $"S{i}")));
        return driver;
    }

    private static Task<RunReport> ApplyAsync(NightDriver driver, string id, string? reason) =>
        new BridgeRunner(driver.Services).ApplyAsync(driver.Plan, id, new PlanApproval("registrar", driver.Time.GetUtcNow(), reason), progress: null, CancellationToken.None);

    /// <summary>Issues every record with its grade as the result.</summary>
    private sealed class ResultMapper : IRecordMapper
    {
        public MapResult Map(SourceRecord record) =>
            new MapResult.Issue(System.Text.Encoding.UTF8.GetBytes($$$"""{"credentialSubject":{"result":[{"value":"{{{record["grade"].Text}}}"}]}}"""));
    }
}
