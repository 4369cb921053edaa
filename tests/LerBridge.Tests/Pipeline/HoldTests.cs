using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Records;
using LerBridge.Tests.Builders;
using LerBridge.Tests.Drivers;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>What persons decide about held records, and what the nights after it make of that.</summary>
internal sealed class HoldTests
{
    [Test]
    public async Task A_released_change_is_made_by_the_next_run_and_the_one_after_that_is_held_again()
    {
        await using var driver = await StartAsync(on => on with { Changed = Rule(ChangeAction.Hold) });
        await driver.NightOfAsync("A");
        var held = await OnlyAsync(driver);

        await RuleAsync(driver, release: true);
        var again = await OnlyAsync(driver);
        var night = await driver.NextNightAsync();
        var next = await driver.NightOfAsync("C");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((held.Kind.Name, held.Record.Code, held.Record.Verdict), Is.EqualTo(("change", "LB4010", (HoldVerdict?)null)));
            Assert.That((again.Record.Verdict?.Release, again.Record.Verdict?.By), Is.EqualTo(((bool?)true, "registrar")));
            Assert.That((night.Run.Counts.Corrected, night.Run.Counts.Held), Is.EqualTo((1, 0)));
            Assert.That((next.Run.Counts.Held, (await driver.OnlyAsync()).Version), Is.EqualTo((1, 2)));
        }
    }

    [Test]
    public async Task What_a_person_rejects_stays_as_it_is_until_the_record_changes()
    {
        await using var driver = await StartAsync(on => on with { Changed = Rule(ChangeAction.Hold) });
        await driver.NightOfAsync("A");
        await RuleAsync(driver, release: false);

        var night = await driver.NextNightAsync();
        var settled = await driver.NextNightAsync();
        var changed = await driver.NightOfAsync("C");

        using (Assert.EnterMultipleScope())
        {
            foreach (var report in new[] { night, settled })
            {
                Assert.That((report.Run.Counts.Skipped, report.Problems.Single().Code), Is.EqualTo((1L, "LB4070")));
            }

            Assert.That((changed.Run.Counts.Held, changed.Problems.Single().Code), Is.EqualTo((1L, "LB4010")));
            Assert.That((await driver.OnlyAsync()).Version, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_released_withdrawal_is_made_though_the_mapping_holds_them()
    {
        await using var driver = await StartAsync(on => on with { NoLongerQualifies = Rule(ChangeAction.Hold) });
        await driver.NightOfAsync("F");
        await RuleAsync(driver, release: true);

        var night = await driver.NextNightAsync();

        Assert.That((night.Run.Counts.Withdrawn, (await driver.OnlyAsync()).State), Is.EqualTo((1, CredentialState.Revoked)));
    }

    [Test]
    public async Task A_released_return_is_issued_anew()
    {
        await using var driver = await StartAsync(on => on with { Returned = Rule(ChangeAction.Hold) });
        await driver.NightOfAsync("F");
        await driver.NightOfAsync("B");
        await RuleAsync(driver, release: true);

        var night = await driver.NextNightAsync();

        Assert.That((night.Run.Counts.New, (await driver.AllAsync()).Count(entry => entry.State == CredentialState.Valid)), Is.EqualTo((1, 1)));
    }

    [TestCase(true, CredentialState.Revoked, 0, 1)]
    [TestCase(false, CredentialState.Valid, 1, 0)]
    public async Task What_is_gone_is_withdrawn_or_kept_as_the_person_says_but_never_at_first_sight(bool release, CredentialState state, int kept, int withdrawn)
    {
        await using var driver = await StartAsync(on => on);
        driver.Source.Records.Clear();
        await driver.NextNightAsync();
        await RuleAsync(driver, release);

        var night = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((night.Run.Counts.AbsentKept, night.Run.Counts.AbsentWithdrawn), Is.EqualTo((kept, withdrawn)));
            Assert.That((await driver.OnlyAsync()).State, Is.EqualTo(state));
            Assert.That(await driver.Ledger.Holds.ListAsync(null, 10, CancellationToken.None), Is.Empty);
        }
    }

    [Test]
    public async Task A_rejected_approval_is_asked_for_no_more_neither_by_a_run_nor_by_a_plan()
    {
        await using var driver = await StartAsync(on => on, new AllowPolicy(Allowed.Yes, Allowed.Yes, Allowed.Ask, "mappings/courses.yaml:60:1"));
        await driver.NightOfAsync("F");
        await RuleAsync(driver, release: false);

        driver.Time.Advance(TimeSpan.FromHours(1));
        var planned = await new BridgeRunner(driver.Services).PlanAsync(driver.Plan, driver.Source, progress: null, CancellationToken.None);
        var night = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((planned.Run.Counts.Withdrawn, planned.Run.Counts.Skipped), Is.EqualTo((0, 1)));
            Assert.That((night.Run.Counts.Skipped, night.Run.Counts.Waiting, night.Rest), Is.EqualTo((1, 0, (RunEntry?)null)));
            Assert.That((await driver.OnlyAsync()).State, Is.EqualTo(CredentialState.Valid));
        }
    }

    [Test]
    public async Task A_released_approval_is_done_by_the_next_run()
    {
        await using var driver = await StartAsync(on => on, new AllowPolicy(Allowed.Yes, Allowed.Ask, Allowed.Ask, "mappings/courses.yaml:60:1"));
        await driver.NightOfAsync("A");
        await RuleAsync(driver, release: true);

        var night = await driver.NextNightAsync();

        Assert.That((night.Run.Counts.Corrected, night.Rest), Is.EqualTo((1, (RunEntry?)null)));
    }

    [Test]
    public async Task A_release_counts_for_the_record_and_the_mapping_that_the_person_looked_at()
    {
        await using var driver = await StartAsync(on => on with { Changed = Rule(ChangeAction.Hold) });
        await driver.NightOfAsync("A");
        await RuleAsync(driver, release: true);
        var other = await driver.NightOfAsync("C");
        await RuleAsync(driver, release: true);
        driver.Plan = driver.Plan with { Hash = "h2" };
        var remapped = await driver.NextNightAsync();

        Assert.That((other.Run.Counts.Held, remapped.Run.Counts.Held, (await driver.OnlyAsync()).Version), Is.EqualTo((1, 1, 1)));
    }

    [Test]
    public async Task What_the_mapping_misses_cannot_be_released_by_a_yes()
    {
        await using var driver = await StartAsync(on => on);
        await driver.NightOfAsync("HOLD");

        var hold = await OnlyAsync(driver);

        Assert.That((hold.Kind.Name, HoldDesk.Refusal(hold, driver.Plan)?.Code), Is.EqualTo(("mapping", "LB4071")));
    }

    [Test]
    public async Task A_decision_is_an_act_with_a_manifest_of_its_own_that_proves_it()
    {
        await using var driver = await StartAsync(on => on with { Changed = Rule(ChangeAction.Hold) });
        await driver.NightOfAsync("A");
        await RuleAsync(driver, release: false);
        var desk = new ManifestDesk(driver.Services);
        var act = (await driver.Services.Manifests.RunsAsync(CancellationToken.None)).First(run => run.ByHand);

        var before = await desk.CheckAsync(act, CancellationToken.None);
        var end = await desk.CheckEndAsync(CancellationToken.None);
        driver.Tamper("update hold_act set reason = 'another reason'");
        var after = await desk.CheckAsync(act, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((before.Stands, act.Mapping), Is.EqualTo(((bool?)true, "courses")));
            Assert.That(end, Is.Empty);
            Assert.That(await desk.CheckRegisterAsync(CancellationToken.None), Has.Some.Contains("1 decision about held records is not what a person signed"));
            Assert.That(after.Stands, Is.False);
        }
    }

    [TestCase("update hold_verdict set verdict = 'Release'")]
    [TestCase("update hold_verdict set places = 'mappings/courses.yaml:30:5'")]
    [TestCase("delete from hold_verdict")]
    [TestCase("insert into hold_verdict (mapping, record_key, code, fingerprint, verdict, mapping_hash, reason, by_whom, at, places) values ('courses', 'other', 'LB4010', 'f', 'Release', 'h1', 'forged', 'nobody', 1, '')")]
    public async Task What_runs_would_go_by_is_held_against_what_was_signed(string sql)
    {
        await using var driver = await StartAsync(on => on with { Changed = Rule(ChangeAction.Hold) });
        await driver.NightOfAsync("A");
        await RuleAsync(driver, release: false);
        var desk = new ManifestDesk(driver.Services);
        var before = await desk.CheckRegisterAsync(CancellationToken.None);

        driver.Tamper(sql);

        Assert.That(before, Is.Empty);
        Assert.That(await desk.CheckRegisterAsync(CancellationToken.None), Has.Some.Contains("decision about held records"));
    }

    [Test]
    public async Task What_was_decided_before_decisions_were_signed_is_told_by_day_and_is_no_fault()
    {
        const string Older = "insert into hold_verdict (mapping, record_key, code, fingerprint, verdict, mapping_hash, reason, by_whom, at, places, unsigned) values ('courses', '{0}', 'LB4010', 'f', 'Reject', 'h1', 'looked at', 'J. Doe', {1}, '', 1)";
        await using var driver = await StartAsync(on => on with { Changed = Rule(ChangeAction.Hold) });
        await driver.NightOfAsync("A");
        await RuleAsync(driver, release: false);
        var desk = new ManifestDesk(driver.Services);
        var before = await desk.RemarksAsync(CancellationToken.None);

        foreach (var (key, at) in new[] { ("x1", "2026-09-01T10:00:00Z"), ("x2", "2026-09-03T10:00:00Z"), ("x3", "2026-09-01T11:00:00Z") })
        {
            driver.Tamper(string.Format(System.Globalization.CultureInfo.InvariantCulture, Older, key, DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds()));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.Empty);
            Assert.That(await desk.RemarksAsync(CancellationToken.None), Is.EqualTo(new[] { "3 decisions about held records are from before decisions were signed, and are believed without: 2 of 2026-09-01, 1 of 2026-09-03." }));
            Assert.That(await desk.CheckRegisterAsync(CancellationToken.None), Is.Empty);
        }
    }

    [Test]
    public async Task An_act_that_is_dropped_with_its_manifest_is_missed()
    {
        await using var driver = await StartAsync(on => on with { Changed = Rule(ChangeAction.Hold) });
        await driver.NightOfAsync("A");
        await RuleAsync(driver, release: true);

        driver.Tamper("pragma foreign_keys = off; delete from run_manifest where run = (select max(number) from run); delete from hold_act; delete from hold_verdict; delete from run where by_hand = 1");

        Assert.That(await new ManifestDesk(driver.Services).CheckEndAsync(CancellationToken.None), Has.Some.Contains("The newest manifest is not the one that was signed as the newest"));
    }

    [Test]
    public async Task A_reason_that_was_released_and_then_rejected_is_released_no_more()
    {
        await using var driver = await StartAsync(on => on);
        await driver.NightOfAsync("HOLD");

        await RuleAsync(driver, release: true);
        var released = (await OnlyAsync(driver)).Record.Verdict;
        driver.Time.Advance(TimeSpan.FromMinutes(1));
        await RuleAsync(driver, release: false);
        var rejected = (await OnlyAsync(driver)).Record.Verdict;

        Assert.That((released?.Places, rejected?.Places, rejected?.Release), Is.EqualTo(("mappings/courses.yaml:30:5", string.Empty, (bool?)false)));
    }

    [Test]
    public async Task A_release_that_was_acted_on_leaves_everything_as_it_was_signed()
    {
        await using var driver = await StartAsync(on => on with { Changed = Rule(ChangeAction.Hold) });
        await driver.NightOfAsync("A");
        await RuleAsync(driver, release: true);
        await driver.NextNightAsync();
        var desk = new ManifestDesk(driver.Services);
        var stands = new List<bool?>();
        foreach (var run in await driver.Services.Manifests.RunsAsync(CancellationToken.None))
        {
            stands.Add((await desk.CheckAsync(run, CancellationToken.None)).Stands);
        }

        Assert.That(stands, Is.EqualTo(Enumerable.Repeat((bool?)true, 4)));
        Assert.That((await desk.CheckRegisterAsync(CancellationToken.None)).Concat(await desk.CheckEndAsync(CancellationToken.None)), Is.Empty);
    }

    private static OnChangeRule Rule(ChangeAction action) => new(action, TimeSpan.Zero, "mappings/courses.yaml:61:3");

    private static async Task<NightDriver> StartAsync(Func<OnChangePolicy, OnChangePolicy> change, AllowPolicy? allow = null)
    {
        var driver = await NightDriver.StartAsync();
        driver.Plan = driver.Plan with { OnChange = change(driver.Plan.OnChange), Allow = allow ?? driver.Plan.Allow };
        driver.Source.Records.Add(Plans.Record("c1", "p1", "B", sisId: "S1"));
        await driver.NightAsync();
        return driver;
    }

    private static async Task<HoldView> OnlyAsync(NightDriver driver) => (await new HoldDesk(driver.Services).ListAsync(null, null, 10, CancellationToken.None)).Single();

    private static async Task RuleAsync(NightDriver driver, bool release) =>
        Assert.That(await new HoldDesk(driver.Services).RuleAsync(await OnlyAsync(driver), driver.Plan, release, "looked at it", "registrar", CancellationToken.None), Is.True);
}
