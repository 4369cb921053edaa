using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Records;
using LerBridge.Tests.Builders;
using LerBridge.Tests.Drivers;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>What is planned, and what becomes of it once a person says so, or something else comes first.</summary>
internal sealed class PlanTests
{
    private static readonly AllowPolicy Asking = new(Allowed.Yes, Allowed.Yes, Allowed.Ask, "mappings/courses.yaml:60:1");

    [Test]
    public async Task A_plan_does_nothing_until_it_is_applied_and_then_exactly_what_it_says()
    {
        await using var driver = await StartAsync("B", "A", "F", "HOLD");

        var planned = await PlanAsync(driver);
        var before = (await driver.AllAsync()).Count;
        driver.Source.Records.Clear();
        var applied = await ApplyAsync(driver, planned.Run.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((planned.Run.State, planned.Run.Outcome, planned.Run.Plan?.Kind), Is.EqualTo((RunState.Planned, (RunOutcome?)RunOutcome.Held, (PlanKind?)PlanKind.Plan)));
            Assert.That((planned.Run.Counts.New, planned.Run.Counts.Skipped, planned.Run.Counts.Held), Is.EqualTo((2, 1, 1)));
            Assert.That(before, Is.Zero);
            Assert.That(await driver.Ledger.Runs.LiveCursorAsync("courses", CancellationToken.None), Is.Not.Null);
            Assert.That(driver.Source.Pulls, Is.EqualTo(1), "the source is not read again");
            Assert.That((applied.Run.Outcome, applied.Run.Counts, applied.Run.PlanHash), Is.EqualTo(((RunOutcome?)RunOutcome.Succeeded, planned.Run.Counts, planned.Run.PlanHash)));
            Assert.That((applied.Run.Plan?.ApprovedBy, applied.Delivery.Accepted), Is.EqualTo(("registrar", 4)));
            Assert.That(await driver.AllAsync(), Has.Count.EqualTo(2));
        }
    }

    [Test]
    public async Task A_plan_leaves_the_cursor_the_outbox_the_status_lists_and_the_persons_alone()
    {
        await using var driver = await StartAsync("B");

        await PlanAsync(driver);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await driver.Ledger.Runs.LiveCursorAsync("courses", CancellationToken.None), Is.Null);
            Assert.That(driver.Folder.Received, Is.Empty);
            Assert.That(driver.Public.Files, Is.Empty);
            Assert.That(await driver.Ledger.Status.ListsAsync(CancellationToken.None), Is.Empty);
        }
    }

    [Test]
    public async Task A_run_does_not_go_on_with_a_plan_and_takes_its_place()
    {
        await using var driver = await StartAsync("B");
        var planned = await PlanAsync(driver);

        var night = await driver.NextNightAsync();
        var refused = await ApplyAsync(driver, planned.Run.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((night.Run.Id == planned.Run.Id, night.Run.Counts.New), Is.EqualTo((false, 1)));
            Assert.That((refused.Failure?.Side, refused.Failure?.Code), Is.EqualTo(((FailureSide?)FailureSide.Plan, "LB4061")));
            Assert.That(refused.Failure?.Message, Does.Contain(night.Run.Id));
            Assert.That(await driver.AllAsync(), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task A_plan_is_applied_once()
    {
        await using var driver = await StartAsync("B");
        var planned = await PlanAsync(driver);
        await ApplyAsync(driver, planned.Run.Id);

        var again = await ApplyAsync(driver, planned.Run.Id);

        Assert.That((again.Failure?.Code, driver.Folder.Received.Count), Is.EqualTo(("LB4060", 1)));
    }

    [Test]
    public async Task A_plan_is_refused_once_its_mapping_has_changed()
    {
        await using var driver = await StartAsync("B");
        var planned = await PlanAsync(driver);
        driver.Plan = driver.Plan with { Hash = "h2" };

        var refused = await ApplyAsync(driver, planned.Run.Id);

        Assert.That((refused.Failure?.Code, (await driver.AllAsync()).Count), Is.EqualTo(("LB4063", 0)));
    }

    [Test]
    public async Task A_plan_is_refused_once_a_credential_that_it_changes_has_changed()
    {
        await using var driver = await StartAsync("B");
        await driver.NightAsync();
        driver.Source.Records[0]["grade"] = Value.Of("A");
        var planned = await PlanAsync(driver);
        var desk = new CredentialDesk(driver.Services, driver.Ledger.Register);
        await desk.ActAsync(await desk.ConsiderAsync(await driver.OnlyAsync(), HandVerb.Revoke, CancellationToken.None), "why", "who", CancellationToken.None);

        var refused = await ApplyAsync(driver, planned.Run.Id);
        var view = await new PlanDesk(driver.Services).ViewAsync(await FindAsync(driver, planned.Run.Id), 3, CancellationToken.None);

        Assert.That((planned.Run.Counts.Corrected, refused.Failure?.Code, view.Stale, (await driver.OnlyAsync()).State), Is.EqualTo((1, "LB4063", 1, CredentialState.Revoked)));
    }

    [TestCase(6, null)]
    [TestCase(7, "LB4062")]
    public async Task A_plan_expires(int days, string? code)
    {
        await using var driver = await StartAsync("B");
        var planned = await PlanAsync(driver);
        driver.Time.Advance(TimeSpan.FromDays(days));

        var applied = await ApplyAsync(driver, planned.Run.Id);

        Assert.That((applied.Failure?.Code, (await driver.AllAsync()).Count), Is.EqualTo((code, code is null ? 1 : 0)));
    }

    [Test]
    public async Task A_discarded_plan_is_gone_and_the_next_run_decides_anew()
    {
        await using var driver = await StartAsync("B");
        var planned = await PlanAsync(driver);

        var discarded = await new PlanDesk(driver.Services).DiscardAsync(planned.Run.Id, "registrar", "not yet", CancellationToken.None);
        var again = await new PlanDesk(driver.Services).DiscardAsync(planned.Run.Id, "registrar", "not yet", CancellationToken.None);
        var refused = await ApplyAsync(driver, planned.Run.Id);
        var night = await driver.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((discarded, again, refused.Failure?.Code), Is.EqualTo((true, false, "LB4060")));
            Assert.That((await FindAsync(driver, planned.Run.Id)).Failure, Is.EqualTo("Discarded by registrar: not yet"));
            Assert.That(night.Run.Counts.New, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_newer_plan_takes_the_place_of_an_older_one()
    {
        await using var driver = await StartAsync("B");
        var first = await PlanAsync(driver);
        var second = await PlanAsync(driver);

        var waiting = await driver.Ledger.Plans.WaitingAsync("courses", CancellationToken.None);

        Assert.That(waiting.Select(plan => plan.Id), Is.EqualTo(new[] { second.Run.Id }));
        Assert.That((await ApplyAsync(driver, first.Run.Id)).Failure?.Code, Is.EqualTo("LB4061"));
    }

    [Test]
    public async Task A_plan_that_was_cut_short_is_no_run_to_go_on_with()
    {
        await using var driver = await StartAsync("B", "B", "B");
        using var cut = new CancellationTokenSource();
        driver.Source.Breaks = (1, new OperationCanceledException(cut.Token));
        await cut.CancelAsync();
        await new BridgeRunner(driver.Services).PlanAsync(driver.Plan, driver.Source, progress: null, CancellationToken.None)
            .ContinueWith(_ => { }, TaskScheduler.Default);
        driver.Source.Breaks = null;

        var night = await driver.NightAsync();

        Assert.That((night.Run.Plan, night.Run.Counts.New, night.Run.State), Is.EqualTo(((PlanTerms?)null, 3, RunState.Ended)));
    }

    [Test]
    public async Task What_a_mapping_asks_for_waits_as_the_rest_of_the_run_and_is_done_once_it_is_applied()
    {
        await using var driver = await StartAsync("B", "A");
        driver.Plan = driver.Plan with { Allow = Asking };
        await driver.NightAsync();
        driver.Source.Records[0]["grade"] = Value.Of("F");
        driver.Source.Records[1]["grade"] = Value.Of("C");

        var night = await driver.NextNightAsync();
        var rest = night.Rest ?? throw new AssertionException("Nothing waits.");
        var standing = (await driver.AllAsync()).Count(entry => entry.State == CredentialState.Valid);
        var applied = await ApplyAsync(driver, rest.Id);
        var next = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((night.Run.Counts.Corrected, night.Run.Counts.Held, night.Run.Counts.Waiting), Is.EqualTo((1, 1, 1)));
            Assert.That((rest.Plan?.Kind, rest.Plan?.Parent, rest.Counts.Withdrawn), Is.EqualTo(((PlanKind?)PlanKind.Rest, night.Run.Id, 1)));
            Assert.That(standing, Is.EqualTo(2));
            Assert.That((applied.Failure, applied.Run.Counts.Withdrawn, applied.Delivery.Accepted), Is.EqualTo(((RunFailure?)null, 1, 2)));
            Assert.That((await driver.AllAsync()).Count(entry => entry.State == CredentialState.Revoked), Is.EqualTo(1));
            Assert.That((next.Run.Counts.Skipped, next.Run.Counts.Waiting, next.Rest), Is.EqualTo((1, 0, (RunEntry?)null)));
        }
    }

    [Test]
    public async Task What_waits_is_decided_anew_every_night_and_the_older_rest_gives_way()
    {
        await using var driver = await StartAsync("B");
        driver.Plan = driver.Plan with { Allow = Asking with { New = Allowed.Ask } };

        var first = await driver.NightAsync();
        var second = await driver.NextNightAsync();
        var overtaken = await ApplyAsync(driver, first.Rest?.Id ?? string.Empty);
        var applied = await ApplyAsync(driver, second.Rest?.Id ?? string.Empty);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((second.Run.Counts.Held, second.Run.Counts.Waiting, second.Problems.Single().Code), Is.EqualTo((1, 1, "LB4001")));
            Assert.That((overtaken.Failure?.Code, applied.Run.Counts.New), Is.EqualTo(("LB4061", 1)));
            Assert.That((await driver.OnlyAsync()).State, Is.EqualTo(CredentialState.Valid));
            Assert.That((await driver.NextNightAsync()).Run.Counts.Unchanged, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_withdrawal_for_absence_waits_too_and_is_done_once_the_rest_is_applied()
    {
        await using var driver = await StartAsync("B", "A");
        driver.Plan = driver.Plan with { Allow = Asking, OnChange = driver.Plan.OnChange with { Absent = new OnChangeRule(ChangeAction.Revoke, TimeSpan.Zero, "mappings/courses.yaml:63:3") } };
        await driver.NightAsync();
        driver.Source.Records.RemoveAt(1);

        var first = await driver.NextNightAsync();
        var second = await driver.NextNightAsync();
        var applied = await ApplyAsync(driver, second.Rest?.Id ?? string.Empty);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.Run.Counts.AbsentKept, first.Rest), Is.EqualTo((1, (RunEntry?)null)));
            Assert.That((second.Run.Counts.AbsentHeld, second.Run.Counts.Waiting), Is.EqualTo((1, 1)));
            Assert.That((applied.Run.Counts.AbsentWithdrawn, (await driver.AllAsync()).Count(entry => entry.State == CredentialState.Revoked)), Is.EqualTo((1, 1)));
        }
    }

    [Test]
    public async Task A_plan_that_a_person_approves_as_a_whole_asks_nothing_more()
    {
        await using var driver = await StartAsync("B");
        driver.Plan = driver.Plan with { Allow = Asking with { New = Allowed.Ask } };

        var planned = await PlanAsync(driver);
        var view = await new PlanDesk(driver.Services).ViewAsync(planned.Run, 3, CancellationToken.None);
        var applied = await ApplyAsync(driver, planned.Run.Id);

        Assert.That((planned.Run.Counts.New, planned.Run.Counts.Waiting, view.Samples.Single().Asks, applied.Rest, applied.Run.Counts.New), Is.EqualTo((1, 0, "issue", (RunEntry?)null, 1)));
    }

    [Test]
    public async Task An_approved_plan_that_was_killed_is_finished_by_the_next_run_which_then_reads_the_source()
    {
        await using var driver = await StartAsync("B");
        var planned = await PlanAsync(driver);
        await driver.Ledger.Plans.ApproveAsync(planned.Run.Id, new PlanApproval("registrar", driver.Time.GetUtcNow(), null), CancellationToken.None);
        await driver.RestartAsync();

        var night = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((night.Run.Id == planned.Run.Id, night.Run.Counts.Unchanged, driver.Source.Pulls), Is.EqualTo((false, 1, 2)));
            Assert.That((await FindAsync(driver, planned.Run.Id)).Outcome, Is.EqualTo(RunOutcome.Succeeded));
            Assert.That(driver.Folder.Received, Has.Count.EqualTo(1));
        }
    }

    private static async Task<NightDriver> StartAsync(params string[] grades)
    {
        var driver = await NightDriver.StartAsync();
        driver.Source.Records.AddRange(grades.Select((grade, i) => Plans.Record($"c{i}", $"p{i}", grade, sisId: $"S{i}")));
        return driver;
    }

    private static Task<RunReport> PlanAsync(NightDriver driver)
    {
        driver.Time.Advance(TimeSpan.FromSeconds(1));
        return new BridgeRunner(driver.Services).PlanAsync(driver.Plan, driver.Source, progress: null, CancellationToken.None);
    }

    private static Task<RunReport> ApplyAsync(NightDriver driver, string id) =>
        new BridgeRunner(driver.Services).ApplyAsync(driver.Plan, id, new PlanApproval("registrar", driver.Time.GetUtcNow(), null), progress: null, CancellationToken.None);

    private static async Task<RunEntry> FindAsync(NightDriver driver, string id) =>
        await driver.Ledger.Runs.FindAsync(id, CancellationToken.None) ?? throw new AssertionException($"There is no run {id}.");
}
