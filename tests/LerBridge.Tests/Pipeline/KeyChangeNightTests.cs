using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using LerBridge.Tests.Builders;
using LerBridge.Tests.Drivers;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>Sources give records new keys: a section is numbered anew, an enrolment is made again. Where every record stands for itself, its credential goes on with the new key, and the learner is told nothing.</summary>
internal sealed class KeyChangeNightTests
{
    [Test]
    public async Task A_record_with_a_new_key_goes_on_with_its_credential_and_nobody_is_told()
    {
        await using var driver = await StartAsync(("c1", "p1", "A"), ("c2", "p2", "A"));
        await driver.NightAsync();
        var before = await OfAsync(driver, "p1");
        Rekey(driver, 0, "c9");

        var night = await driver.NextNightAsync();
        var after = (await driver.AllAsync()).Single(entry => entry.Id == before.Id);
        var next = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((night.Run.Counts.Unchanged, night.Run.Counts.New, night.Run.Counts.Absent), Is.EqualTo((2L, 0L, 0L)));
            Assert.That(night.Changes, Is.EqualTo(new[] { new RunChange(SourceChange.KeyChange, null, 1) }));
            Assert.That((after.RecordKey, after.Version, after.State), Is.EqualTo(("""["c9","p1"]""", 1, CredentialState.Valid)));
            Assert.That((await driver.AllAsync()).Count, Is.EqualTo(2));
            Assert.That((driver.Folder.Received.Count, driver.Registry.Received.Count), Is.EqualTo((2, 2)));
            Assert.That((next.Run.Counts.Unchanged, next.Run.Counts.Absent, next.Changes.Count), Is.EqualTo((2L, 0L, 0)));
        }
    }

    [Test]
    public async Task The_ledger_tells_that_the_key_changed_and_the_manifest_stands()
    {
        await using var driver = await StartAsync(("c1", "p1", "A"));
        await driver.NightAsync();
        Rekey(driver, 0, "c9");

        var night = await driver.NextNightAsync();
        var trace = await driver.Ledger.Register.TraceAsync((await driver.OnlyAsync()).Id, CancellationToken.None);
        var checkedNight = await new ManifestDesk(driver.Services).CheckAsync(night.Run, CancellationToken.None);
        driver.Tamper("update decision set record_key = '[\"c1\",\"p1\"]' where change = 'KeyChange'");
        var tampered = await new ManifestDesk(driver.Services).CheckAsync(night.Run, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(trace?.KeyChanges, Is.EqualTo(new[] { new KeyChange(driver.Time.GetUtcNow(), night.Run.Id, """["c1","p1"]""", """["c9","p1"]""") }));
            Assert.That(trace?.Versions.Count, Is.EqualTo(1));
            Assert.That((checkedNight.Stands, tampered.Stands), Is.EqualTo(((bool?)true, (bool?)false)));
        }
    }

    [Test]
    public async Task A_plan_covers_it_in_its_hash_and_an_edited_one_is_refused()
    {
        await using var driver = await StartAsync(("c1", "p1", "A"));
        await driver.NightAsync();
        Rekey(driver, 0, "c9");
        driver.Time.Advance(TimeSpan.FromDays(1));
        var planned = await PlanAsync(driver, part: null);
        var rekeyed = await driver.OnlyAsync();

        driver.Tamper("update decision set record_key = '[\"c8\",\"p1\"]' where change = 'KeyChange'");
        var edited = await ApplyAsync(driver, planned.Run.Id);
        driver.Tamper("update decision set record_key = '[\"c9\",\"p1\"]' where change = 'KeyChange'");
        var applied = await ApplyAsync(driver, planned.Run.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((edited.Failure?.Code, rekeyed.RecordKey), Is.EqualTo(("LB4063", """["c1","p1"]""")));
            Assert.That((applied.Failure, (await driver.OnlyAsync()).RecordKey), Is.EqualTo(((RunFailure?)null, """["c9","p1"]""")));
        }
    }

    [Test]
    public async Task A_credential_that_a_person_stopped_after_it_was_planned_is_left_alone()
    {
        await using var driver = await StartAsync(("c1", "p1", "A"));
        await driver.NightAsync();
        Rekey(driver, 0, "c9");
        driver.Time.Advance(TimeSpan.FromDays(1));
        var planned = await PlanAsync(driver, part: null);
        await ByHandAsync(driver, HandVerb.Revoke);

        var applied = await ApplyAsync(driver, planned.Run.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(applied.Failure?.Code, Is.EqualTo("LB4063"));
            Assert.That((await driver.OnlyAsync()).RecordKey, Is.EqualTo("""["c1","p1"]"""));
        }
    }

    [Test]
    public async Task What_happens_to_the_record_afterwards_is_done_under_its_new_key()
    {
        await using var driver = await StartAsync(("c1", "p1", "A"));
        driver.Plan = driver.Plan with { OnChange = driver.Plan.OnChange with { Absent = new OnChangeRule(ChangeAction.Revoke, TimeSpan.Zero, "mappings/courses.yaml:63:3") } };
        await driver.NightAsync();
        Rekey(driver, 0, "c9");
        await driver.NextNightAsync();

        var corrected = await driver.NightOfAsync("B");
        driver.Source.Records.Clear();
        var first = await driver.NextNightAsync();
        var second = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((corrected.Run.Counts.Corrected, corrected.Run.Counts.New), Is.EqualTo((1L, 0L)));
            Assert.That((first.Run.Counts.Absent, second.Run.Counts.AbsentWithdrawn), Is.EqualTo((1L, 1L)));
            Assert.That((await driver.OnlyAsync()).State, Is.EqualTo(CredentialState.Revoked));
            Assert.That(driver.Folder.Received.Select(told => told.Operation), Is.EqualTo(new[] { DeliveryOperation.Issue, DeliveryOperation.Correct, DeliveryOperation.Withdraw }));
        }
    }

    [Test]
    public async Task A_key_that_comes_back_gets_its_credential_back_and_beside_the_new_one_a_credential_of_its_own()
    {
        await using var driver = await StartAsync(("c1", "p1", "A"));
        await driver.NightAsync();
        var id = (await driver.OnlyAsync()).Id;
        Rekey(driver, 0, "c9");
        await driver.NextNightAsync();
        Rekey(driver, 0, "c1");
        var back = await driver.NextNightAsync();
        var again = await driver.OnlyAsync();
        Rekey(driver, 0, "c9");
        await driver.NextNightAsync();
        driver.Source.Records.Add(Plans.Record("c1", "p1", "A", "S-p1"));

        var both = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((back.Run.Counts.Unchanged, again.Id, again.RecordKey), Is.EqualTo((1L, id, """["c1","p1"]""")));
            Assert.That((both.Run.Counts.Unchanged, both.Run.Counts.New, both.Run.Counts.Held), Is.EqualTo((1L, 1L, 0L)));
            Assert.That((await driver.AllAsync()).Select(entry => (entry.RecordKey, entry.Id == id)), Is.EquivalentTo(new[] { ("""["c9","p1"]""", true), ("""["c1","p1"]""", false) }));
        }
    }

    [Test]
    public async Task Where_several_would_fit_nothing_is_guessed()
    {
        await using var twice = await StartAsync(("c1", "p1", "A"), ("c2", "p1", "A"));
        await twice.NightAsync();
        Rekey(twice, 0, "c8");
        Rekey(twice, 1, "c9");
        await using var split = await StartAsync(("c1", "p1", "A"));
        await split.NightAsync();
        Rekey(split, 0, "c8");
        split.Source.Records.Add(Plans.Record("c9", "p1", "A", "S-p1"));

        var two = await twice.NextNightAsync();
        var one = await split.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((two.Run.Counts.New, two.Run.Counts.Absent, two.Run.Counts.Unchanged), Is.EqualTo((2L, 2L, 0L)));
            Assert.That((one.Run.Counts.New, one.Run.Counts.Absent, one.Run.Counts.Unchanged), Is.EqualTo((2L, 1L, 0L)));
        }
    }

    [TestCase("p2", "A")]
    [TestCase("p1", "B")]
    public async Task Another_person_or_other_content_is_another_record(string person, string grade)
    {
        await using var driver = await StartAsync(("c1", "p1", "A"), ("c5", "p2", "C"));
        await driver.NightAsync();
        driver.Source.Records[0] = Plans.Record("c9", person, grade, $"S-{person}");

        var night = await driver.NextNightAsync();

        Assert.That((night.Run.Counts.New, night.Run.Counts.Absent, night.Run.Counts.Unchanged), Is.EqualTo((1L, 1L, 1L)));
    }

    [Test]
    public async Task A_record_beside_one_that_is_still_there_is_a_record_of_its_own()
    {
        await using var driver = await StartAsync(("c1", "p1", "A"));
        await driver.NightAsync();
        driver.Source.Records.Add(Plans.Record("c9", "p1", "A", "S-p1"));

        var night = await driver.NextNightAsync();

        Assert.That((night.Run.Counts.New, night.Run.Counts.Unchanged), Is.EqualTo((1L, 1L)));
    }

    [Test]
    public async Task An_incomplete_extract_holds_the_new_record_and_a_complete_one_lets_the_credential_go_on()
    {
        await using var driver = await StartAsync(("c1", "p1", "A"));
        await driver.NightAsync();
        Rekey(driver, 0, "c9");
        driver.Source.PartialBecause = "cut off";

        var partial = await driver.NextNightAsync();
        var again = await driver.NextNightAsync();
        driver.Source.PartialBecause = null;
        var complete = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            foreach (var report in new[] { partial, again })
            {
                Assert.That((report.Run.Counts.Held, report.Run.Counts.New, report.Problems.Single().Code), Is.EqualTo((1L, 0L, "LB4018")));
            }

            Assert.That((complete.Run.Counts.Unchanged, complete.Run.Counts.Held, complete.Changes.Single().Change), Is.EqualTo((1L, 0L, SourceChange.KeyChange)));
            Assert.That(((await driver.OnlyAsync()).RecordKey, driver.Folder.Received.Count), Is.EqualTo(("""["c9","p1"]""", 1)));
        }
    }

    [Test]
    public async Task A_person_who_knows_that_it_is_a_record_of_its_own_releases_it()
    {
        await using var driver = await StartAsync(("c1", "p1", "A"));
        await driver.NightAsync();
        driver.Source.Records[0] = Plans.Record("c9", "p1", "A", "S-p1");
        driver.Source.PartialBecause = "cut off";
        await driver.NextNightAsync();
        var desk = new HoldDesk(driver.Services);
        var held = (await desk.ListAsync(driver.Plan.Id, kind: null, 10, CancellationToken.None)).Single();

        var ruled = await desk.RuleAsync(held, driver.Plan, release: true, "she took it twice", "registrar", CancellationToken.None);
        var night = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((held.Kind.Name, held.Record.Code, ruled), Is.EqualTo(("key", "LB4018", true)));
            Assert.That((night.Run.Counts.New, (await driver.AllAsync()).Count), Is.EqualTo((1L, 2)));
        }
    }

    [Test]
    public async Task Rows_that_could_not_be_read_may_be_the_known_record()
    {
        await using var driver = await StartAsync(("c1", "p1", "A"));
        await driver.NightAsync();
        Rekey(driver, 0, "c9");
        driver.Source.Rejected.Add(new RejectedRow("?7", "LB3103", "A cell cannot be read.", "file row 7"));

        var night = await driver.NextNightAsync();

        Assert.That((night.Run.Counts.Held, night.Run.Counts.AbsentHeld, night.Run.Counts.New, night.Run.Counts.Failed), Is.EqualTo((1L, 1L, 0L, 1L)));
    }

    [Test]
    public async Task A_plan_over_a_part_of_the_stream_holds_it_since_it_cannot_see_what_is_gone()
    {
        await using var driver = await StartAsync(("c1", "p1", "A"), ("c2", "p2", "A"));
        await driver.NightAsync();
        Rekey(driver, 0, "c9");
        driver.Time.Advance(TimeSpan.FromDays(1));
        var cohort = LerBridge.Core.People.CohortSheet.Read("person.id\np1\n"u8).Cohort;

        var planned = await PlanAsync(driver, new PlanPart(null, null, cohort));
        var night = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((planned.Run.Counts.Held, planned.Run.Counts.New, planned.Run.Counts.Absent), Is.EqualTo((1L, 0L, 0L)));
            Assert.That((night.Changes.Single().Change, night.Run.Counts.Unchanged), Is.EqualTo((SourceChange.KeyChange, 2L)));
        }
    }

    [Test]
    public async Task A_credential_that_a_person_suspended_stays_suspended_under_the_new_key()
    {
        await using var driver = await StartAsync(("c1", "p1", "A"));
        driver.Suspendable();
        await driver.NightAsync();
        await ByHandAsync(driver, HandVerb.Suspend);
        Rekey(driver, 0, "c9");

        var night = await driver.NextNightAsync();
        var after = await driver.OnlyAsync();

        Assert.That((night.Run.Counts.Unchanged, after.State, after.StoppedBy, after.RecordKey), Is.EqualTo((1L, CredentialState.Suspended, (StopCause?)StopCause.Hand, """["c9","p1"]""")));
    }

    [Test]
    public async Task Neither_a_mapping_that_asks_for_new_ones_nor_one_that_forbids_them_stands_in_the_way()
    {
        foreach (var allowed in new[] { Allowed.Ask, Allowed.No })
        {
            await using var driver = await StartAsync(("c1", "p1", "A"));
            await driver.NightAsync();
            driver.Plan = driver.Plan with { Allow = driver.Plan.Allow with { New = allowed } };
            Rekey(driver, 0, "c9");

            var night = await driver.NextNightAsync();

            Assert.That((night.Run.Counts.Unchanged, night.Run.Counts.Held, night.Rest), Is.EqualTo((1L, 0L, (RunEntry?)null)));
        }
    }

    [Test]
    public async Task What_a_person_revoked_stays_revoked_under_the_new_key_whatever_the_record_says_later()
    {
        await using var driver = await StartAsync(("c1", "p1", "A"));
        await driver.NightAsync();
        await ByHandAsync(driver, HandVerb.Revoke);
        Rekey(driver, 0, "c9");

        var night = await driver.NextNightAsync();
        var revoked = await driver.OnlyAsync();
        var later = await driver.NightOfAsync("B");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((night.Run.Counts.New, night.Run.Counts.Skipped, later.Run.Counts.New, later.Run.Counts.Skipped), Is.EqualTo((0L, 1L, 0L, 1L)));
            Assert.That((revoked.State, revoked.RecordKey), Is.EqualTo((CredentialState.Revoked, """["c9","p1"]""")));
            Assert.That((await driver.OnlyAsync()).Version, Is.EqualTo(revoked.Version));
        }
    }

    [Test]
    public async Task A_whole_source_that_is_numbered_anew_trips_no_brake_and_issues_nothing()
    {
        await using var driver = await StartAsync([.. Enumerable.Range(0, 700).Select(at => ($"c{at}", $"p{at}", "A"))]);
        await driver.NightAsync();
        for (var at = 0; at < 700; at++)
        {
            Rekey(driver, at, $"x{at}");
        }

        var night = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((night.Run.Outcome, night.Run.Counts.Unchanged, night.Run.Counts.New, night.Run.Counts.Absent), Is.EqualTo(((RunOutcome?)RunOutcome.Succeeded, 700L, 0L, 0L)));
            Assert.That((await driver.AllAsync()).Count, Is.EqualTo(700));
            Assert.That(driver.Folder.Received.Count, Is.EqualTo(700));
        }
    }

    private static async Task<NightDriver> StartAsync(params (string Course, string Person, string Grade)[] records)
    {
        var driver = await NightDriver.StartAsync();
        driver.Source.Records.AddRange(records.Select(record => Plans.Record(record.Course, record.Person, record.Grade, $"S-{record.Person}")));
        return driver;
    }

    private static void Rekey(NightDriver driver, int at, string course) => driver.Source.Records[at]["course.id"] = Value.Of(course);

    private static Task<RunReport> PlanAsync(NightDriver driver, PlanPart? part) => new BridgeRunner(driver.Services).PlanAsync(driver.Plan, driver.Source, part, progress: null, CancellationToken.None);

    private static Task<RunReport> ApplyAsync(NightDriver driver, string id) =>
        new BridgeRunner(driver.Services).ApplyAsync(driver.Plan, id, new PlanApproval("registrar", driver.Time.GetUtcNow(), null), progress: null, CancellationToken.None);

    private static async Task ByHandAsync(NightDriver driver, HandVerb verb)
    {
        driver.Time.Advance(TimeSpan.FromMinutes(1));
        var desk = new CredentialDesk(driver.Services, driver.Ledger.Register);
        var proposal = await desk.ConsiderAsync(await driver.OnlyAsync(), verb, CancellationToken.None);
        Assert.That(await desk.ActAsync(proposal, "to be looked at", "registrar", CancellationToken.None), Is.Not.Null);
    }

    private static async Task<RegisterEntry> OfAsync(NightDriver driver, string person) => (await driver.AllAsync()).Single(entry => entry.RecordKey.Contains($"\"{person}\"", StringComparison.Ordinal));
}
