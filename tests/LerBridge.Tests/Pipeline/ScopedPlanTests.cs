using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.People;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using LerBridge.Tests.Builders;
using LerBridge.Tests.Drivers;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>Plans of a part of a stream: a term that lies before the cursor, two persons of many, and what the nights around them do.</summary>
internal sealed class ScopedPlanTests
{
    private static readonly RecordSchema Terms = new(
        "course_completions",
        "2026-09-01",
        [
            new Field("person.id", FieldType.Text, Optional: false, "The person.", Tags: FieldTags.Id),
            new Field("person.sis_id", FieldType.Text, Optional: true, "The person's id in the student system.", Tags: FieldTags.Id),
            new Field("person.email", FieldType.Text, Optional: true, "An address the person wrote.", Tags: FieldTags.Contact),
            new Field("person.verified_email", FieldType.Text, Optional: true, "An address the school assigned.", Tags: FieldTags.Contact),
            new Field("person.confidential", FieldType.Bool, Optional: true, "Whether the person is restricted."),
            new Field("course.id", FieldType.Text, Optional: false, "The course."),
            new Field("term.code", FieldType.Text, Optional: true, "The term."),
            new Field("ended_on", FieldType.Date, Optional: true, "When it ended."),
            new Field("grade", FieldType.Text, Optional: true, "The grade."),
        ],
        ["course.id", "person.id"],
        "ended_on");

    private static readonly PlanPart Fall = new(new DateOnly(2024, 8, 15), new DateOnly(2024, 12, 31), null);
    private static readonly PlanPart Spring = new(new DateOnly(2025, 1, 1), new DateOnly(2025, 6, 30), null);

    [Test]
    public async Task A_term_before_the_cursor_is_planned_and_applied_and_the_cursor_stays()
    {
        await using var driver = await AfterAMappingChangedAsync();
        var before = await driver.Ledger.Runs.LiveCursorAsync("courses", CancellationToken.None);
        var night = await driver.NextNightAsync();

        var planned = await PlanAsync(driver, Fall);
        var issued = (await driver.AllAsync()).Count;
        var applied = await ApplyAsync(driver, planned.Run.Id);
        var next = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.Run.Counts.Read, Is.Zero, "the night reads from its cursor on");
            Assert.That((planned.Run.Counts.Read, planned.Run.Counts.New, planned.Run.ExtractComplete, issued), Is.EqualTo((2L, 2L, (bool?)false, 0)));
            Assert.That(planned.Run.Scope, Is.EqualTo(new RunScope { From = Fall.From, To = Fall.To }));
            Assert.That(planned.Notices.Select(notice => notice.Code), Is.EqualTo(new[] { "LB4100", "LB4102" }));
            Assert.That(planned.Notices[0].Message, Does.Contain("the run that ended 2026-11-21 08:00 is not used").And.Contain("not moved"));
            Assert.That((applied.Failure, applied.Run.Outcome, applied.Run.Counts.New, applied.Delivery.Accepted), Is.EqualTo(((RunFailure?)null, (RunOutcome?)RunOutcome.Succeeded, 2, 4)));
            Assert.That((await driver.AllAsync()).Select(entry => entry.RecordKey).Order(), Is.EqualTo(new[] { """["c1","p1"]""", """["c2","p2"]""" }));
            Assert.That(await driver.Ledger.Runs.LiveCursorAsync("courses", CancellationToken.None), Is.EqualTo(before));
            Assert.That((next.Run.Counts.Read, driver.Folder.Received.Count), Is.EqualTo((0L, 2)));
        }
    }

    [Test]
    public async Task A_later_run_over_everything_issues_nothing_of_it_again()
    {
        await using var driver = await StartAsync();
        var planned = await PlanAsync(driver, Fall);
        await ApplyAsync(driver, planned.Run.Id);
        var first = (await driver.AllAsync()).Select(entry => entry.Id).ToHashSet();

        var night = await driver.NextNightAsync();
        var again = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((night.Run.Counts.Unchanged, night.Run.Counts.New, night.Run.Counts.Corrected), Is.EqualTo((2L, 3L, 0L)));
            Assert.That((again.Run.Counts.Unchanged, driver.Folder.Received.Count), Is.EqualTo((5L, 5)));
            Assert.That((await driver.AllAsync()).Select(entry => entry.Id), Is.SupersetOf(first));
            Assert.That(first, Has.Count.EqualTo(2));
        }
    }

    [Test]
    public async Task The_records_of_listed_persons_are_planned_whichever_of_their_identifiers_the_list_has()
    {
        await using var driver = await StartAsync();
        driver.Source.Records[3]["person.email"] = Value.Of("Ann@Example.org");

        var planned = await PlanAsync(driver, new PlanPart(null, null, List("sis_id,email", "S1,", ",ann@example.org", "S77,")));
        var applied = await ApplyAsync(driver, planned.Run.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((planned.Run.Counts.Read, planned.Run.Scope?.Persons, planned.Run.Scope?.Met), Is.EqualTo((3L, (int?)3, (int?)2)));
            Assert.That(planned.Notices.Single().Code, Is.EqualTo("LB4101"));
            Assert.That(planned.Notices.Single().Message, Does.StartWith("Of the 3 persons that were asked for, 1 has no record at the source."));
            Assert.That(applied.Run.Counts.New, Is.EqualTo(3));
            Assert.That((await driver.AllAsync()).Select(entry => entry.RecordKey).Order(), Is.EqualTo(new[] { """["c1","p1"]""", """["c3","p1"]""", """["c4","p4"]""" }));
        }
    }

    [Test]
    public async Task A_person_whom_the_ledger_knows_by_another_identifier_is_found_by_it()
    {
        await using var driver = await StartAsync();
        await driver.NightAsync();
        foreach (var record in driver.Source.Records)
        {
            record["person.sis_id"] = default;
            record["grade"] = Value.Of("A");
        }

        var planned = await PlanAsync(driver, new PlanPart(null, null, List("sis_id", "S1")));

        Assert.That((planned.Run.Counts.Read, planned.Run.Counts.Corrected, planned.Run.Scope?.Met), Is.EqualTo((2L, 2L, (int?)1)));
    }

    [Test]
    public async Task Window_and_persons_narrow_each_other()
    {
        await using var driver = await StartAsync();

        var planned = await PlanAsync(driver, Spring with { Cohort = List("person.id", "p1", "p2") });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((planned.Run.Counts.New, planned.Run.Scope?.Met), Is.EqualTo((1L, (int?)2)), "both have records, one of them in the window");
            Assert.That(planned.Run.Scope?.ToString(), Is.EqualTo("2025-01-01 to 2025-06-30, 2 persons"));
        }
    }

    [TestCase("2024-12-20", null, 3)]
    [TestCase(null, "2024-12-20", 2)]
    [TestCase("2024-12-20", "2024-12-20", 1)]
    [TestCase("2026-01-01", null, 0)]
    public async Task Either_side_of_a_window_may_be_open_and_both_days_are_in_it(string? from, string? to, int expected)
    {
        await using var driver = await StartAsync();

        var planned = await PlanAsync(driver, new PlanPart(Day(from), Day(to), null));

        Assert.That(planned.Run.Counts.New, Is.EqualTo(expected));
    }

    [Test]
    public async Task What_cannot_be_told_to_be_in_the_window_is_left_out_and_said()
    {
        await using var driver = await StartAsync();
        driver.Source.Rejected.Add(new RejectedRow("row 9", "LB5602", "It has too many cells.", "grades.csv row 9"));

        var planned = await PlanAsync(driver, Fall);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((planned.Run.Counts.Read, planned.Run.Counts.Failed), Is.EqualTo((2L, 0L)));
            Assert.That(planned.Notices.Select(notice => notice.Message), Has.Some.StartsWith("1 record without ended_on is left out").And.Some.StartsWith("1 row that could not be read is left out"));
        }
    }

    [Test]
    public async Task What_is_not_in_the_part_is_never_withdrawn_for_absence()
    {
        await using var driver = await StartAsync();
        driver.Plan = driver.Plan with { OnChange = driver.Plan.OnChange with { Absent = new OnChangeRule(ChangeAction.Revoke, TimeSpan.Zero, "mappings/courses.yaml:63:3") } };
        await driver.NightAsync();
        driver.Source.Records.RemoveRange(1, 2);

        for (var turn = 0; turn < 3; turn++)
        {
            driver.Time.Advance(TimeSpan.FromDays(1));
            var planned = await PlanAsync(driver, Fall);
            var applied = await ApplyAsync(driver, planned.Run.Id);
            Assert.That((planned.Run.Counts.Absent, applied.Run.Counts.Unchanged), Is.EqualTo((0L, 1L)));
        }

        Assert.That((await driver.AllAsync()).Select(entry => entry.State).Distinct(), Is.EqualTo(new[] { CredentialState.Valid }));
    }

    [Test]
    public async Task A_record_of_the_part_that_no_longer_qualifies_is_withdrawn_as_by_any_plan()
    {
        await using var driver = await StartAsync();
        await driver.NightAsync();
        driver.Source.Records[0]["grade"] = Value.Of("F");

        var planned = await PlanAsync(driver, Fall);
        var applied = await ApplyAsync(driver, planned.Run.Id);

        Assert.That((planned.Run.Counts.Withdrawn, planned.Run.Counts.Unchanged, applied.Failure), Is.EqualTo((1L, 1L, (RunFailure?)null)));
    }

    [Test]
    public async Task What_is_usual_what_was_seen_and_how_fields_looked_stay_those_of_the_last_whole_run()
    {
        await using var driver = await StartAsync();
        var night = await driver.NightAsync();
        var fields = await driver.Ledger.Seen.FieldsAsync("courses", "canvas-main", "course_completions", CancellationToken.None);
        driver.Source.Records[0]["grade"] = Value.Of("A");

        var planned = await PlanAsync(driver, Fall);
        var waiting = await driver.Ledger.Seen.FindAsync("courses", "canvas-main", "course_completions", CancellationToken.None);
        await ApplyAsync(driver, planned.Run.Id);
        var seen = await driver.Ledger.Seen.FindAsync("courses", "canvas-main", "course_completions", CancellationToken.None);
        var after = await driver.Ledger.Seen.FieldsAsync("courses", "canvas-main", "course_completions", CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((waiting?.RunId, seen?.RunId, seen?.Count), Is.EqualTo((night.Run.Id, night.Run.Id, 5L)));
            Assert.That((await driver.Ledger.Plans.PastAsync("courses", 14, CancellationToken.None)).Select(run => run.RunId), Is.EqualTo(new[] { night.Run.Id }));
            Assert.That((after?.ReadAt, after?.Fields.Count), Is.EqualTo((fields?.ReadAt, fields?.Fields.Count)));
            Assert.That((await driver.NextNightAsync()).Run.Counts.Unchanged, Is.EqualTo(5));
        }
    }

    [Test]
    public async Task Plans_of_different_parts_wait_beside_each_other_and_beside_one_of_everything()
    {
        await using var driver = await StartAsync();
        var whole = await PlanAsync(driver, null);
        var fall = await PlanAsync(driver, Fall);
        var spring = await PlanAsync(driver, Spring);
        var fallAgain = await PlanAsync(driver, Fall);

        var waiting = await WaitingAsync(driver);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(waiting, Is.EquivalentTo(new[] { whole.Run.Id, spring.Run.Id, fallAgain.Run.Id }), "the same part again takes the place of the first");
            Assert.That(new[] { whole.Run.PlanHash, fall.Run.PlanHash, spring.Run.PlanHash }, Is.Unique);
            Assert.That(fallAgain.Run.PlanHash, Is.EqualTo(fall.Run.PlanHash));
        }
    }

    [Test]
    public async Task The_part_is_in_the_hash_even_where_it_makes_no_difference_to_the_rows()
    {
        await using var driver = await StartAsync();

        var one = await PlanAsync(driver, Fall);
        var other = await PlanAsync(driver, Fall with { To = new DateOnly(2024, 12, 30) });

        Assert.That((one.Run.Counts, one.Run.PlanHash == other.Run.PlanHash), Is.EqualTo((other.Run.Counts, false)));
    }

    [Test]
    public async Task Applying_one_part_ends_the_plans_that_would_change_the_same_records_and_no_others()
    {
        await using var driver = await StartAsync();
        var whole = await PlanAsync(driver, null);
        var spring = await PlanAsync(driver, Spring);
        var fall = await PlanAsync(driver, Fall);

        await ApplyAsync(driver, fall.Run.Id);
        var refused = await ApplyAsync(driver, whole.Run.Id);
        var applied = await ApplyAsync(driver, spring.Run.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((refused.Failure?.Code, applied.Failure, applied.Run.Counts.New), Is.EqualTo(("LB4061", (RunFailure?)null, 2)));
            Assert.That(await driver.AllAsync(), Has.Count.EqualTo(4));
        }
    }

    [Test]
    public async Task A_night_that_passes_over_the_records_of_a_part_leaves_its_plan_waiting()
    {
        await using var driver = await AfterAMappingChangedAsync();
        var planned = await PlanAsync(driver, Fall);
        driver.Source.Records.Add(Record("c9", "p9", "A", "2026-11-20"));

        var night = await driver.NextNightAsync();
        var applied = await ApplyAsync(driver, planned.Run.Id);

        Assert.That((night.Run.Counts.New, applied.Failure, applied.Run.Counts.New), Is.EqualTo((1L, (RunFailure?)null, 2L)));
    }

    [Test]
    public async Task A_night_that_reads_the_records_of_a_part_ends_its_plan()
    {
        await using var driver = await StartAsync();
        await driver.NightAsync();
        driver.Source.Records[0]["grade"] = Value.Of("A");
        var planned = await PlanAsync(driver, Fall);
        driver.Source.Records[0]["grade"] = Value.Of("B");

        await driver.NextNightAsync();
        var refused = await ApplyAsync(driver, planned.Run.Id);

        Assert.That((planned.Run.Counts.Corrected, refused.Failure?.Code, (await driver.AllAsync()).Max(entry => entry.Version)), Is.EqualTo((1L, "LB4061", 1)), "what was planned on another grade would undo what stands");
    }

    [Test]
    public async Task A_plan_that_was_killed_while_it_was_made_leaves_nothing_and_is_made_anew()
    {
        await using var driver = await StartAsync();
        using var killed = new CancellationTokenSource();
        var cut = await new BridgeRunner(driver.Services).PlanAsync(driver.Plan, driver.Source, Fall, new Killing(killed), killed.Token);
        await driver.RestartAsync();

        var again = await PlanAsync(driver, Fall);
        var night = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(cut.Run.Outcome, Is.EqualTo(RunOutcome.Interrupted));
            Assert.That((await driver.Ledger.Runs.FindAsync(cut.Run.Id, CancellationToken.None))?.FailureCode, Is.EqualTo("LB4031"));
            Assert.That((again.Run.Counts.New, driver.Source.StagedCursors[1], night.Run.Counts.New), Is.EqualTo((2L, (string?)null, 5L)));
        }
    }

    [Test]
    public async Task An_approved_part_that_was_killed_is_finished_by_the_next_run_which_then_reads_from_its_own_cursor()
    {
        await using var driver = await AfterAMappingChangedAsync();
        var before = await driver.Ledger.Runs.LiveCursorAsync("courses", CancellationToken.None);
        var planned = await PlanAsync(driver, Fall);
        await driver.Ledger.Plans.ApproveAsync(planned.Run.Id, new PlanApproval("registrar", driver.Time.GetUtcNow(), null), CancellationToken.None);
        await driver.RestartAsync();

        var night = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await driver.Ledger.Runs.FindAsync(planned.Run.Id, CancellationToken.None))?.Outcome, Is.EqualTo(RunOutcome.Succeeded));
            Assert.That((night.Run.Scope, night.Run.Counts.Read, driver.Folder.Received.Count), Is.EqualTo(((RunScope?)null, 0L, 2)));
            Assert.That(await driver.Ledger.Runs.LiveCursorAsync("courses", CancellationToken.None), Is.EqualTo(before));
        }
    }

    [Test]
    public async Task The_brakes_tell_what_they_see_of_a_part()
    {
        await using var driver = await StartAsync();
        driver.Plan = driver.Plan with { Allow = driver.Plan.Allow with { Limits = new AllowLimits(1, null, null) } };

        var planned = await PlanAsync(driver, Fall);
        var refused = await ApplyAsync(driver, planned.Run.Id);
        var view = await new PlanDesk(driver.Services).ViewAsync(planned.Run, 1, CancellationToken.None);

        Assert.That((refused.Failure?.Code, view.Brakes.Single().Code, view.Usual), Is.EqualTo(("LB4065", "LB4054", (UsualCounts?)null)));
    }

    [Test]
    public async Task A_manifest_says_which_part_it_is_of_and_stands()
    {
        await using var driver = await StartAsync();
        var planned = await PlanAsync(driver, Fall);
        var applied = await ApplyAsync(driver, planned.Run.Id);

        var desk = new ManifestDesk(driver.Services);
        var check = await desk.CheckAsync(applied.Run, CancellationToken.None);
        var wider = await desk.CheckAsync(applied.Run with { Scope = new RunScope { From = Fall.From } }, CancellationToken.None);

        Assert.That((check.Stands, check.Decisions, wider.Stands, wider.Problems.Single()), Is.EqualTo(((bool?)true, 2L, (bool?)false, "The run is not as it was signed.")));
    }

    [Test]
    public async Task The_counts_of_a_part_are_told_by_term_and_add_up()
    {
        await using var driver = await StartAsync();
        await driver.NightAsync();
        driver.Source.Records[0]["grade"] = Value.Of("A");
        driver.Source.Records[3]["grade"] = Value.Of("F");

        var planned = await PlanAsync(driver, new PlanPart(new DateOnly(2024, 1, 1), null, null));
        var periods = (await new PlanDesk(driver.Services).ViewAsync(planned.Run, 1, CancellationToken.None)).Periods;

        Assert.That(
            periods.Select(period => (period.Period, period.Counts.Read, period.Counts.Corrected, period.Counts.Withdrawn, period.Counts.Unchanged)),
            Is.EqualTo(new[] { ("202410", 2L, 1L, 0L, 1L), ("202520", 2L, 0L, 1L, 1L) }));
        Assert.That(periods.Sum(period => period.Counts.Read), Is.EqualTo(planned.Run.Counts.Read));
    }

    [Test]
    public async Task A_window_over_numbered_records_counts_each_as_if_it_were_not_there()
    {
        await using var driver = await NightDriver.StartAsync(Plans.Spells);
        driver.Source.Records.AddRange([Spell("2020-02-01", "A"), Spell("2022-02-01", "B"), Spell("2024-02-01", "C")]);

        var planned = await PlanAsync(driver, new PlanPart(new DateOnly(2022, 1, 1), new DateOnly(2022, 12, 31), null));
        await ApplyAsync(driver, planned.Run.Id);
        var second = await driver.OnlyAsync();
        var night = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((planned.Run.Counts.Read, planned.Run.Counts.New, second.RecordKey), Is.EqualTo((1L, 1L, """["p1","P","2"]""")));
            Assert.That((night.Run.Counts.Unchanged, night.Run.Counts.New), Is.EqualTo((1L, 2L)));
        }
    }

    [Test]
    public async Task All_positions_of_a_listed_person_come_so_that_their_numbers_are_sure()
    {
        await using var driver = await NightDriver.StartAsync(Plans.Spells);
        driver.Source.Records.AddRange([Spell("2020-02-01", "A"), Spell("2021-02-01", "B", "p2"), Spell("2024-02-01", "C")]);
        await driver.NightAsync();
        driver.Source.Records[2]["grade"] = Value.Of("D");

        var planned = await PlanAsync(driver, new PlanPart(null, null, List("person.id", "p1")));

        Assert.That((planned.Run.Counts.Read, planned.Run.Counts.Unchanged, planned.Run.Counts.Corrected, planned.Run.Counts.Held), Is.EqualTo((2L, 1L, 1L, 0L)));
    }

    [TestCase(false, 2, 0)]
    [TestCase(true, 0, 1)]
    public async Task A_row_that_does_not_say_who_it_is_makes_numbers_unsure_only_where_it_came_first(bool isFirst, int issued, int held)
    {
        var schema = new RecordSchema("position_history", "1", [new Field("person.sis_id", FieldType.Text, Optional: true, "Who."), .. Plans.Spells.Fields[..^1]], ["person.id", "position.id", "spell"], "position.start", Plans.Spells.Sequence);
        await using var driver = await NightDriver.StartAsync(schema);
        driver.Source.Records.AddRange([Spell("2020-02-01", "A", schema: schema), Spell("2021-02-01", "B", "p2", schema), Spell("2024-02-01", "B", schema: schema)]);
        driver.Source.Records[isFirst ? 2 : 0]["person.sis_id"] = Value.Of("S1");

        var planned = await PlanAsync(driver, new PlanPart(null, null, List("sis_id", "S1")));

        Assert.That((planned.Run.Counts.New, planned.Run.Counts.Held), Is.EqualTo(((long)issued, (long)held)));
        Assert.That(planned.Problems.Select(problem => problem.Code), held > 0 ? Is.EqualTo(new[] { "LB3106" }) : Is.Empty);
    }

    [Test]
    public async Task A_better_record_that_stands_outside_the_window_is_not_replaced_by_a_worse_one_within()
    {
        await using var driver = await StartAsync();
        driver.Plan = driver.Plan with { Repeat = new RepeatPolicy(Keep.Latest, [Terms.Slot("person.id")], "mappings/courses.yaml:50:1") };
        await driver.NightAsync();
        var standing = (await driver.AllAsync()).Single(entry => entry.RecordKey == """["c3","p1"]""");
        driver.Source.Records[0]["grade"] = Value.Of("A");

        var planned = await PlanAsync(driver, Fall);
        await ApplyAsync(driver, planned.Run.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(planned.Notices.Select(notice => notice.Code), Does.Contain("LB4103"));
            Assert.That((planned.Run.Counts.Skipped, planned.Run.Counts.Corrected + planned.Run.Counts.New + planned.Run.Counts.Withdrawn), Is.EqualTo((1L, 0L)));
            Assert.That((await driver.AllAsync()).Where(entry => entry.Id == standing.Id).Select(entry => (entry.RecordKey, entry.Version, entry.State)), Is.EqualTo(new[] { ("""["c3","p1"]""", 1, CredentialState.Valid) }));
        }
    }

    [Test]
    public async Task A_field_that_was_readable_before_holds_in_a_part_as_in_a_night()
    {
        await using var driver = await StartAsync();
        driver.Plan = driver.Plan with { ReadFields = new Dictionary<string, string> { ["grade"] = "mappings/courses.yaml:30:5" } };
        await driver.NightAsync();
        driver.Source.Records[0]["grade"] = Value.Of("A");
        driver.Source.Unread.Add(new UnreadField("grade", "Canvas shows no grades any more.", HoldsNew: true));

        var planned = await PlanAsync(driver, Fall);

        Assert.That((planned.Run.Counts.Held, planned.Run.Counts.Corrected, planned.Problems.Single().Code), Is.EqualTo((1L, 0L, "LB3107")));
    }

    private static async Task<NightDriver> StartAsync()
    {
        var driver = await NightDriver.StartAsync(Terms);
        driver.Source.Records.AddRange(
        [
            Record("c1", "p1", "B", "2024-12-20"),
            Record("c2", "p2", "B", "2024-12-19"),
            Record("c3", "p1", "B", "2025-05-30"),
            Record("c4", "p4", "B", "2025-05-31"),
            Record("c5", "p5", "B", null),
        ]);
        return driver;
    }

    /// <summary>A source that tells what is new since its cursor, and a mapping that issued nothing until its author changed its mind.</summary>
    private static async Task<NightDriver> AfterAMappingChangedAsync()
    {
        var driver = await StartAsync();
        driver.Other = new FeedConnector(driver.Source);
        driver.Plan = Plans.Make(new Nobody(), Terms);
        await driver.NightAsync();
        driver.Plan = Plans.Make(schema: Terms, hash: "h2");
        return driver;
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static SourceRecord Record(string course, string person, string grade, string? ended)
    {
        var record = new SourceRecord(Terms);
        record["course.id"] = Value.Of(course);
        record["person.id"] = Value.Of(person);
        record["person.sis_id"] = Value.Of(person.Replace('p', 'S'));
        record["person.confidential"] = Value.Of(false);
        record["term.code"] = Value.Of(ended?[..4] == "2024" ? "202410" : "202520");
        record["ended_on"] = Value.Of(Day(ended));
        record["grade"] = Value.Of(grade);
        return record;
    }

    private static SourceRecord Spell(string start, string grade, string person = "p1", RecordSchema? schema = null)
    {
        var record = new SourceRecord(schema ?? Plans.Spells);
        record["person.id"] = Value.Of(person);
        record["position.id"] = Value.Of("P");
        record["position.start"] = Value.Of(Day(start));
        record["grade"] = Value.Of(grade);
        return record;
    }

    private static Cohort List(params string[] lines) => CohortSheet.Read(Encoding.UTF8.GetBytes(string.Join('\n', lines))).Cohort ?? throw new AssertionException("The list cannot be read.");

    private static Task<RunReport> PlanAsync(NightDriver driver, PlanPart? part)
    {
        driver.Time.Advance(TimeSpan.FromSeconds(1));
        return new BridgeRunner(driver.Services).PlanAsync(driver.Plan, driver.Other ?? driver.Source, part, progress: null, CancellationToken.None);
    }

    private static Task<RunReport> ApplyAsync(NightDriver driver, string id) =>
        new BridgeRunner(driver.Services).ApplyAsync(driver.Plan, id, new PlanApproval("registrar", driver.Time.GetUtcNow(), null), progress: null, CancellationToken.None);

    private static async Task<string[]> WaitingAsync(NightDriver driver) => [.. (await driver.Ledger.Plans.WaitingAsync("courses", CancellationToken.None)).Select(plan => plan.Id)];

    /// <summary>Ends what it watches as soon as anything was read.</summary>
    private sealed class Killing(CancellationTokenSource source) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => source.Cancel();
    }

    /// <summary>Issues nothing.</summary>
    private sealed class Nobody : IRecordMapper
    {
        public MapResult Map(SourceRecord record) => new MapResult.Skip(new MapReason("LB3001", "not yet", "mappings/courses.yaml:30:5"));
    }

    /// <summary>Tells only what came after the cursor, unless everything is asked for.</summary>
    private sealed class FeedConnector(ListConnector list) : IConnector
    {
        public string Name => list.Name;

        public string Kind => "Feed";

        public IReadOnlyList<RecordSchema> Streams => list.Streams;

        public Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken) => list.CheckAsync(cancellationToken);

        public async IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            var after = request is { Live: { } live, Everything: false } ? int.Parse(live.Text, CultureInfo.InvariantCulture) : 0;
            yield return new SourceBatch
            {
                Partition = "feed",
                Records = [.. list.Records.Skip(after)],
                Cursor = new SourceCursor(1, list.Records.Count.ToString(CultureInfo.InvariantCulture)),
                End = after == 0 ? new PartitionEnd.Complete() : new PartitionEnd.Partial("only what is new"),
            };
        }
    }
}
