using System.Text;
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

/// <summary>One credential for several attempts, night by night (mapping/v1 §4.5, <c>repeat</c>). Every record is an attempt at a course; a person's attempts are a group.</summary>
internal sealed class RepeatTests
{
    private static readonly RecordSchema Attempts = new(
        "course_completions",
        "2026-09-01",
        [
            new Field("attempt", FieldType.Text, Optional: false, "The attempt."),
            new Field("person.id", FieldType.Text, Optional: false, "The person.", Tags: FieldTags.Id),
            new Field("person.confidential", FieldType.Bool, Optional: true, "Whether the person is restricted."),
            new Field("course", FieldType.Text, Optional: true, "The course."),
            new Field("grade", FieldType.Text, Optional: true, "The grade."),
            new Field("ended_on", FieldType.Date, Optional: true, "When it ended."),
        ],
        ["attempt"],
        "ended_on");

    [Test]
    public async Task The_best_of_a_group_is_issued_and_the_others_are_skipped_with_the_reason()
    {
        await using var driver = await StartAsync(Keep.Best, ("1", "B", 1), ("2", "A", 2), ("3", "C", 3));

        var report = await driver.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Run.Counts.Read, report.Run.Counts.New, report.Run.Counts.Skipped), Is.EqualTo((3L, 1L, 2L)));
            Assert.That((report.Problems.Single().Code, report.Problems.Single().Message), Is.EqualTo(("LB4012", "Another record of its group is kept (repeat: best).")));
            Assert.That(await SaysAsync(driver), Is.EqualTo("A"));
        }
    }

    [TestCase(Keep.Best, "A")]
    [TestCase(Keep.Latest, "C")]
    [TestCase(Keep.First, "B")]
    public async Task What_is_kept_is_the_mappings_choice(Keep keep, string expected)
    {
        await using var driver = await StartAsync(keep, ("3", "C", 3), ("1", "B", 1), ("2", "A", 2));

        await driver.NightAsync();

        Assert.That(await SaysAsync(driver), Is.EqualTo(expected));
    }

    [Test]
    public async Task Ties_go_to_the_one_that_was_first_and_then_to_the_lowest_key_whatever_came_first()
    {
        await using var dated = await StartAsync(Keep.Best, ("9", "B", 1), ("1", "B", 2));
        await using var keyed = await StartAsync(Keep.Best, ("9", "B", 1), ("1", "B", 1));
        await dated.NightAsync();
        await keyed.NightAsync();

        Assert.That(((await dated.OnlyAsync()).RecordKey, (await keyed.OnlyAsync()).RecordKey), Is.EqualTo(("""["9"]""", """["1"]""")));
    }

    [Test]
    public async Task Running_twice_changes_nothing()
    {
        await using var driver = await StartAsync(Keep.Best, ("1", "B", 1), ("2", "A", 2), ("3", "F", 3));
        await driver.NightAsync();

        var again = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((again.Run.Counts.Unchanged, again.Run.Counts.Skipped, again.Run.Counts.New + again.Run.Counts.Corrected + again.Run.Counts.Withdrawn), Is.EqualTo((1L, 2L, 0L)));
            Assert.That(again.Problems.Select(problem => (problem.Code, problem.Count)), Is.EquivalentTo(new[] { ("LB4012", 1L), ("LB3001", 1L) }));
            Assert.That(Told(driver), Is.EqualTo("Issue"));
        }
    }

    [Test]
    public async Task A_better_one_corrects_the_same_credential()
    {
        await using var driver = await StartAsync(Keep.Best, ("1", "B", 1));
        await driver.NightAsync();
        var before = await driver.OnlyAsync();
        driver.Source.Records.Add(Attempt("2", "A", 2));

        var report = await driver.NextNightAsync();

        var after = await driver.OnlyAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Run.Counts.Corrected, report.Run.Counts.Skipped), Is.EqualTo((1L, 1L)));
            Assert.That(report.Changes.Single(), Is.EqualTo(new RunChange(SourceChange.Upgrade, CredentialAction.Correct, 1)));
            Assert.That((after.Id, after.Version, after.RecordKey), Is.EqualTo((before.Id, 2, """["2"]""")));
            Assert.That(await SaysAsync(driver), Is.EqualTo("A"));
        }
    }

    [Test]
    public async Task A_worse_one_changes_nothing()
    {
        await using var driver = await StartAsync(Keep.Best, ("1", "B", 1));
        await driver.NightAsync();
        driver.Source.Records.Add(Attempt("2", "C", 2));

        var report = await driver.NextNightAsync();

        Assert.That((report.Run.Counts.Unchanged, report.Run.Counts.Skipped, report.Run.Counts.Corrected), Is.EqualTo((1L, 1L, 0L)));
    }

    [TestCase(ChangeAction.Correct, "Issue Correct", DecisionKind.Corrected)]
    [TestCase(ChangeAction.Hold, "Issue", DecisionKind.Held)]
    [TestCase(ChangeAction.Suspend, "Issue Suspend", DecisionKind.Withdrawn)]
    public async Task Where_the_kept_one_no_longer_qualifies_the_next_best_takes_its_place_as_worsened_says(ChangeAction worsened, string told, DecisionKind counted)
    {
        await using var driver = await StartAsync(Keep.Best, ("1", "A", 1), ("2", "B", 2), ("3", "C", 3));
        driver.Plan = driver.Plan with { OnChange = driver.Plan.OnChange with { Worsened = Rule(worsened), Changed = Rule(ChangeAction.Revoke) } };
        await driver.NightAsync();
        driver.Source.Records[0]["grade"] = Value.Of("F");

        var report = await driver.NextNightAsync();
        var after = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Told(driver), Is.EqualTo(told));
            Assert.That(report.Changes.Single().Change, Is.EqualTo(SourceChange.Downgrade));
            Assert.That(counted switch { DecisionKind.Corrected => report.Run.Counts.Corrected, DecisionKind.Held => report.Run.Counts.Held, _ => report.Run.Counts.Withdrawn }, Is.EqualTo(1));
            Assert.That(report.Run.Counts.Read, Is.EqualTo(3));
            Assert.That(after.Run.Counts.New + after.Run.Counts.Corrected + after.Run.Counts.Withdrawn, Is.Zero);
        }
    }

    [Test]
    public async Task The_last_of_a_group_that_no_longer_qualifies_is_withdrawn_and_what_returns_is_issued_in_the_next_generation()
    {
        await using var driver = await StartAsync(Keep.Best, ("1", "A", 1), ("2", "F", 2));
        await driver.NightAsync();
        driver.Source.Records[0]["grade"] = Value.Of("F");
        var gone = await driver.NextNightAsync();
        driver.Source.Records[1]["grade"] = Value.Of("C");

        var back = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((gone.Run.Counts.Withdrawn, back.Run.Counts.New), Is.EqualTo((1L, 1L)));
            Assert.That((await driver.AllAsync()).Select(entry => entry.State), Is.EquivalentTo(new[] { CredentialState.Valid, CredentialState.Revoked }));
        }
    }

    [Test]
    public async Task Where_the_kept_one_is_gone_past_its_grace_the_next_best_takes_its_place_and_nothing_is_withdrawn()
    {
        await using var driver = await StartAsync(Keep.Best, ("1", "A", 1), ("2", "B", 2));
        driver.Plan = driver.Plan with { OnChange = driver.Plan.OnChange with { Absent = Rule(ChangeAction.Revoke) } };
        await driver.NightAsync();
        driver.Source.Records.RemoveAt(0);

        var first = await driver.NextNightAsync();
        var second = await driver.NextNightAsync();
        var third = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.Run.Counts.AbsentKept, first.Run.Counts.Skipped), Is.EqualTo((1L, 1L)), "at first sight nothing happens");
            Assert.That((second.Run.Counts.AbsentWithdrawn, second.Run.Counts.Corrected), Is.EqualTo((1L, 1L)));
            Assert.That((third.Run.Counts.Unchanged, third.Run.Counts.Absent), Is.EqualTo((1L, 0L)));
            Assert.That((await driver.OnlyAsync()).State, Is.EqualTo(CredentialState.Valid));
            Assert.That(await SaysAsync(driver), Is.EqualTo("B"));
        }
    }

    [Test]
    public async Task A_better_one_takes_over_while_the_kept_one_is_missing_and_it_is_missed_no_more()
    {
        await using var driver = await StartAsync(Keep.Best, ("1", "B", 1));
        await driver.NightAsync();
        driver.Source.Records.Clear();
        await driver.NextNightAsync();
        driver.Source.Records.Add(Attempt("2", "A", 2));

        var taken = await driver.NextNightAsync();
        var after = await driver.NextNightAsync();

        Assert.That((taken.Run.Counts.Corrected, after.Run.Counts.Unchanged, after.Run.Counts.Absent), Is.EqualTo((1L, 1L, 0L)));
    }

    [Test]
    public async Task A_kept_one_that_waits_for_a_person_goes_on_standing_at_the_rank_it_had()
    {
        await using var driver = await StartAsync(Keep.Best, ("1", "A", 1), ("2", "B", 2));
        await driver.NightAsync();
        driver.Source.Records[0]["grade"] = Value.Of("HOLD");

        var held = await driver.NextNightAsync();
        driver.Source.Records.Add(Attempt("3", "C", 3));
        var worse = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((held.Run.Counts.Held, held.Run.Counts.Skipped, held.Run.Counts.Corrected), Is.EqualTo((1L, 1L, 0L)));
            Assert.That((worse.Run.Counts.Held, worse.Run.Counts.Skipped, worse.Run.Counts.Corrected), Is.EqualTo((1L, 2L, 0L)));
            Assert.That(await SaysAsync(driver), Is.EqualTo("A"));
        }
    }

    [Test]
    public async Task In_an_incomplete_extract_the_next_best_that_was_not_read_holds_the_change_until_it_is()
    {
        await using var driver = await StartAsync(Keep.Best, ("1", "A", 1), ("2", "B", 2));
        await driver.NightAsync();
        var next = driver.Source.Records[1];
        driver.Source.Records.RemoveAt(1);
        driver.Source.Records[0]["grade"] = Value.Of("F");
        driver.Source.PartialBecause = "page 2 could not be read";

        var partial = await driver.NextNightAsync();
        driver.Source.PartialBecause = null;
        driver.Source.Records.Add(next);
        var complete = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((partial.Run.Counts.Held, partial.Problems.Single().Code), Is.EqualTo((1L, "LB4017")));
            Assert.That((complete.Run.Counts.Corrected, complete.Run.Counts.Skipped), Is.EqualTo((1L, 1L)));
            Assert.That(await SaysAsync(driver), Is.EqualTo("B"));
        }
    }

    [Test]
    public async Task A_record_that_moves_to_another_group_leaves_its_credential_to_the_next_there()
    {
        await using var driver = await StartAsync(Keep.Best, ("1", "A", 1), ("2", "B", 2));
        await driver.NightAsync();
        driver.Source.Records[0]["course"] = Value.Of("other");

        var report = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Run.Counts.New, report.Run.Counts.Corrected), Is.EqualTo((1L, 1L)));
            Assert.That((await driver.AllAsync()).Select(entry => (entry.RecordKey, entry.State)), Is.EquivalentTo(new[] { ("""["1"]""", CredentialState.Valid), ("""["2"]""", CredentialState.Valid) }));
        }
    }

    [Test]
    public async Task A_record_that_moves_and_leaves_nobody_behind_is_reissued_in_its_new_group()
    {
        await using var driver = await StartAsync(Keep.Best, ("1", "A", 1));
        await driver.NightAsync();
        driver.Source.Records[0]["course"] = Value.Of("other");

        var report = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Changes.Single().Change, Is.EqualTo(SourceChange.KeyChange));
            Assert.That(report.Run.Counts.New, Is.EqualTo(1));
            Assert.That((await driver.AllAsync()).Select(entry => entry.State), Is.EquivalentTo(new[] { CredentialState.Valid, CredentialState.Revoked }));
        }
    }

    [Test]
    public async Task A_mapping_that_begins_to_keep_the_best_keeps_its_credential_and_withdraws_the_others()
    {
        await using var driver = await StartAsync(Keep.Best, ("1", "B", 1), ("2", "A", 2));
        var best = driver.Plan;
        driver.Plan = best with { Repeat = RepeatPolicy.Every, Hash = "h0" };
        await driver.NightAsync();
        driver.Plan = best;

        var report = await driver.NextNightAsync();
        var after = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Run.Counts.Unchanged, report.Run.Counts.Withdrawn), Is.EqualTo((1L, 1L)));
            Assert.That((after.Run.Counts.Unchanged, after.Run.Counts.Skipped), Is.EqualTo((1L, 1L)));
            Assert.That((await driver.AllAsync()).Single(entry => entry.State == CredentialState.Valid).RecordKey, Is.EqualTo("""["2"]"""));
        }
    }

    [Test]
    public async Task Groups_are_apart_and_those_without_anything_new_are_left_alone()
    {
        await using var driver = await StartAsync(Keep.Best, ("1", "B", 1), ("2", "A", 2));
        driver.Source.Records.Add(Attempt("3", "B", 1, person: "p2"));
        driver.Source.Records.Add(Attempt("4", "B", 1, course: "other"));
        await driver.NightAsync();
        driver.Source.Records[2]["grade"] = Value.Of("A");

        var report = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Run.Counts.Unchanged, report.Run.Counts.Corrected, report.Run.Counts.Skipped), Is.EqualTo((2L, 1L, 1L)));
            Assert.That(await driver.AllAsync(), Has.Count.EqualTo(3));
        }
    }

    [Test]
    public async Task The_id_follows_from_the_group_so_that_a_fresh_ledger_gives_the_same()
    {
        await using var driver = await StartAsync(Keep.Best, ("1", "B", 1), ("2", "A", 2));
        await using var other = await StartAsync(Keep.Best, ("2", "A", 2));
        await driver.NightAsync();
        await other.NightAsync();

        Assert.That((await driver.OnlyAsync()).Id, Is.EqualTo((await other.OnlyAsync()).Id));
    }

    [Test]
    public async Task What_was_revoked_by_hand_is_not_issued_anew_for_a_better_one()
    {
        await using var driver = await StartAsync(Keep.Best, ("1", "B", 1));
        await driver.NightAsync();
        var desk = new CredentialDesk(driver.Services, driver.Ledger.Register);
        await desk.ActAsync(await desk.ConsiderAsync(await driver.OnlyAsync(), HandVerb.Revoke, CancellationToken.None), "Mistake", "J. Doe", CancellationToken.None);
        driver.Source.Records.Add(Attempt("2", "A", 2));

        var report = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Run.Counts.Skipped, report.Run.Counts.New), Is.EqualTo((2L, 0L)));
            Assert.That(report.Problems.Select(problem => problem.Code), Is.EquivalentTo(new[] { "LB4012", "LB4016" }));
        }
    }

    [Test]
    public async Task What_could_not_be_read_moves_no_credential()
    {
        await using var driver = await StartAsync(Keep.Best, ("1", "A", 1), ("2", "B", 2));
        driver.Plan = driver.Plan with { ReadFields = new Dictionary<string, string> { ["grade"] = "mappings/courses.yaml:30:5" } };
        await driver.NightAsync();
        driver.Source.Records[0]["grade"] = Value.Of((string?)null);
        driver.Source.Unread.Add(new UnreadField("grade", "The grades could not be read.", HoldsNew: true));

        var unread = await driver.NextNightAsync();
        driver.Source.Unread.Clear();
        driver.Source.Records[0]["grade"] = Value.Of("A");
        var readAgain = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(unread.Problems.Select(problem => problem.Code), Does.Contain("LB3107"));
            Assert.That(Told(driver), Is.EqualTo("Issue"));
            Assert.That((readAgain.Run.Counts.Unchanged, readAgain.Run.Counts.Skipped), Is.EqualTo((1L, 1L)));
        }
    }

    [Test]
    public async Task A_run_killed_while_it_decides_is_decided_anew()
    {
        await using var driver = await StartAsync(Keep.Best, ("1", "B", 1), ("2", "A", 2));
        driver.Plan = driver.Plan with { Mapper = new BreakingMapper() };
        Assert.That(() => driver.NightAsync().GetAwaiter().GetResult(), Throws.InstanceOf<Exception>());
        await driver.RestartAsync();
        driver.Plan = driver.Plan with { Mapper = new RankedMapper() };

        var report = await driver.NightAsync();

        Assert.That((report.Run.Counts.New, report.Run.Counts.Skipped), Is.EqualTo((1L, 1L)));
    }

    [Test]
    public async Task Any_history_of_attempts_ends_where_a_fresh_ledger_would()
    {
        var random = new Random(20261120);
        string[] grades = ["A", "B", "C", "F"];
        await using var driver = await StartAsync(Keep.Best);
        for (var night = 0; night < 12; night++)
        {
            for (var change = 0; change < 5; change++)
            {
                var attempt = random.Next(12);
                driver.Source.Records.RemoveAll(record => record["attempt"].Text == $"{attempt}");
                driver.Source.Records.Add(Attempt($"{attempt}", grades[random.Next(4)], random.Next(1, 20), person: $"p{attempt % 3}"));
            }

            var report = await driver.NextNightAsync();
            var counts = report.Run.Counts;
            Assert.That(counts.Read, Is.EqualTo(driver.Source.Records.Count));
        }

        await using var fresh = await StartAsync(Keep.Best);
        fresh.Source.Records.AddRange(driver.Source.Records);
        await fresh.NightAsync();

        async Task<string[]> Standing(NightDriver of) => [.. (await of.AllAsync()).Where(entry => entry.State == CredentialState.Valid).Select(entry => entry.RecordKey).Order()];
        Assert.That(await Standing(driver), Is.EqualTo(await Standing(fresh)));
    }

    private static async Task<NightDriver> StartAsync(Keep keep, params (string Attempt, string Grade, int Day)[] attempts)
    {
        var driver = await NightDriver.StartAsync(Attempts);
        driver.Plan = driver.Plan with
        {
            Mapper = new RankedMapper(),
            Repeat = new RepeatPolicy(keep, [Attempts.Slot("person.id"), Attempts.Slot("course")], "mappings/courses.yaml:58:3"),
        };
        driver.Source.Records.AddRange(attempts.Select(attempt => Attempt(attempt.Attempt, attempt.Grade, attempt.Day)));
        return driver;
    }

    private static SourceRecord Attempt(string attempt, string grade, int day, string person = "p1", string course = "NUR-210")
    {
        var record = new SourceRecord(Attempts);
        record["attempt"] = Value.Of(attempt);
        record["person.id"] = Value.Of(person);
        record["person.confidential"] = Value.Of((bool?)false);
        record["course"] = Value.Of(course);
        record["grade"] = Value.Of(grade);
        record["ended_on"] = Value.Of((DateOnly?)new DateOnly(2026, 5, day));
        return record;
    }

    private static OnChangeRule Rule(ChangeAction action) => new(action, TimeSpan.Zero, "mappings/courses.yaml:61:3");

    private static string Told(NightDriver driver) => string.Join(' ', driver.Registry.Received.Select(request => request.Operation));

    private static async Task<string> SaysAsync(NightDriver driver) => Encoding.UTF8.GetString((await driver.OnlyAsync()).Document.Span).Split("\"name\":\"")[1][..1];

    private sealed class RankedMapper : IRecordMapper
    {
        private readonly GradeMapper grades = new();

        public MapResult Map(SourceRecord record) =>
            this.grades.Map(record) is MapResult.Issue issue ? issue with { Rank = Ranks.Of("m", 'Z' - record["grade"].Text[0]) } : this.grades.Map(record);
    }

    private sealed class BreakingMapper : IRecordMapper
    {
        public MapResult Map(SourceRecord record) => record["attempt"].Text == "1" ? new RankedMapper().Map(record) : throw new InvalidOperationException("a kill, as far as the ledger can tell");
    }
}
