using LerBridge.Core.Ledger;
using LerBridge.Core.People;
using LerBridge.Core.Sources;
using NUnit.Framework;
using static LerBridge.Tests.Contracts.LedgerDriver;

namespace LerBridge.Tests.Contracts;

/// <summary>Runs from start to end: what every engine must do with staging, deciding and ending.</summary>
internal abstract class RunLedgerContract<THarness> : LedgerContract<THarness>
    where THarness : ILedgerHarness, new()
{
    private static readonly PartitionEnd Complete = new PartitionEnd.Complete();
    private static readonly PartitionEnd Partial = new PartitionEnd.Partial("page 3 did not answer");

    private IRunLedger Runs => this.Ledger.Runs;

    [Test]
    public async Task A_run_is_found_again_as_it_was_started()
    {
        var run = await this.Driver.StartAsync("r1");

        var found = await this.Runs.FindAsync("r1", CancellationToken.None);

        Assert.That(found, Is.EqualTo(run with { ExtractComplete = null }));
    }

    [Test]
    public async Task An_unknown_run_is_not_found()
    {
        Assert.That(await this.Runs.FindAsync("nothing", CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task Runs_are_listed_newest_first_and_by_mapping()
    {
        await this.Driver.StartAsync("r1");
        await new LedgerDriver(this.Ledger) { Now = Start.AddHours(1) }.StartAsync("r2", mapping: "other");
        await new LedgerDriver(this.Ledger) { Now = Start.AddHours(2) }.StartAsync("r3");

        var all = await this.Runs.ListAsync(null, 2, CancellationToken.None);
        var courses = await this.Runs.ListAsync("courses", 10, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Select(run => run.Id), Is.EqualTo(["r3", "r2"]));
            Assert.That(courses.Select(run => run.Id), Is.EqualTo(["r3", "r1"]));
        }
    }

    [Test]
    public async Task The_staging_cursor_is_kept_with_its_batch()
    {
        await this.Driver.StartAsync("r1");

        await this.Runs.StageAsync("r1", Batch("a", [Row("k1")], cursor: 1), CancellationToken.None);
        await this.Runs.StageAsync("r1", Batch("a", [Row("k2")], cursor: 2), CancellationToken.None);

        var run = await this.Runs.FindAsync("r1", CancellationToken.None);
        Assert.That(run?.Staged, Is.EqualTo(new SourceCursor(1, "c2")));
    }

    [Test]
    public async Task A_repeated_key_takes_the_newest_row_and_is_counted()
    {
        await this.Driver.StartAsync("r1");

        await this.Runs.StageAsync("r1", Batch("a", [Row("k1", "old"), Row("k2"), Row("k1", "newer")]), CancellationToken.None);
        await this.Runs.StageAsync("r1", Batch("b", [Row("k1", "newest")], end: Complete), CancellationToken.None);
        var run = await this.Runs.EndPullAsync("r1", numbered: false, CancellationToken.None);

        var rows = await ListAsync(this.Runs.ReadStagedAsync("r1", CancellationToken.None));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(row => (row.Key, row.Partition, row.Fingerprint)), Is.EqualTo([("k1", "b", Hash("newest")), ("k2", "a", Hash("v1"))]));
            Assert.That(run.Counts.Duplicates, Is.EqualTo(2));
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Rows_of_one_moment_that_contradict_each_other_are_kept_as_one_that_no_one_believes(bool together)
    {
        await this.Driver.StartAsync("r1");
        StagedRow[] rows = [Row("k1", "one") with { Place = "row 2", Group = "[\"k1\"]" }, Row("k2") with { IsFirst = true }, Row("k1", "other") with { Place = "row 9", Group = "[\"k1\"]" }, Row("k2")];
        foreach (var part in together ? [rows] : rows.Select(row => new[] { row }))
        {
            await this.Runs.StageAsync("r1", Batch("a", part) with { IsOneState = true }, CancellationToken.None);
        }

        var run = await this.Runs.EndPullAsync("r1", numbered: false, CancellationToken.None);

        var staged = await ListAsync(this.Runs.ReadStagedAsync("r1", CancellationToken.None));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(staged.Select(row => (row.Key, row.RejectCode, row.Place, row.Content.IsEmpty)), Is.EqualTo(new[] { ("k1", ContestedRows.Code, "row 2 and row 9", true), ("k2", null, "file row 1", false) }));
            Assert.That(run.Counts.Duplicates, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task Rows_of_another_partition_or_of_pages_read_one_after_the_other_do_not_contradict_each_other()
    {
        await this.Driver.StartAsync("r1");
        await this.Runs.StageAsync("r1", Batch("a", [Row("k1", "one")]) with { IsOneState = true }, CancellationToken.None);
        await this.Runs.StageAsync("r1", Batch("b", [Row("k1", "other")]) with { IsOneState = true }, CancellationToken.None);
        await this.Runs.StageAsync("r1", Batch("c", [Row("k2", "one"), Row("k2", "other")], end: Complete), CancellationToken.None);
        await this.Runs.EndPullAsync("r1", numbered: false, CancellationToken.None);

        var staged = await ListAsync(this.Runs.ReadStagedAsync("r1", CancellationToken.None));

        Assert.That(staged.Select(row => (row.Key, row.RejectCode, row.Fingerprint)), Is.EqualTo(new[] { ("k1", (string?)null, Hash("other")), ("k2", null, Hash("other")) }));
    }

    [TestCase(true, true, true, true)]
    [TestCase(true, false, true, false)]
    [TestCase(false, false, false, false)]
    public async Task Which_partitions_are_what_the_last_run_read_is_kept(bool first, bool second, bool holdsFirst, bool holdsGone)
    {
        await this.Driver.StartAsync("r1");
        await this.Runs.StageAsync("r1", Batch("a", [Row("k1")], end: new PartitionEnd.Complete { Repeats = first }), CancellationToken.None);
        await this.Runs.StageAsync("r1", Batch("b", [Row("k2")], end: new PartitionEnd.Complete { Repeats = second }), CancellationToken.None);

        var repeated = await this.Runs.RepeatedAsync("r1", CancellationToken.None);

        Assert.That((repeated.Holds("a"), repeated.Holds("b"), repeated.Holds("gone")), Is.EqualTo((holdsFirst, second, holdsGone)));
    }

    [Test]
    public async Task A_partition_that_is_read_again_repeats_nothing_until_it_ends()
    {
        await this.Driver.StartAsync("r1");
        await this.Runs.StageAsync("r1", Batch("a", [Row("k1")], end: new PartitionEnd.Complete { Repeats = true }), CancellationToken.None);
        await this.Runs.StageAsync("r1", Batch("a", [Row("k1")], restarts: true), CancellationToken.None);

        Assert.That((await this.Runs.RepeatedAsync("r1", CancellationToken.None)).Holds("a"), Is.False);
    }

    [Test]
    public async Task A_partition_that_restarts_forgets_its_rows_its_end_and_its_duplicates()
    {
        await this.Driver.StartAsync("r1");
        await this.Runs.StageAsync("r1", Batch("a", [Row("k1"), Row("k1"), Row("k2")], end: Partial), CancellationToken.None);
        await this.Runs.StageAsync("r1", Batch("b", [Row("k3"), Row("k3")], end: Complete), CancellationToken.None);

        await this.Runs.StageAsync("r1", Batch("a", [Row("k2")], restarts: true), CancellationToken.None);
        await this.Runs.StageAsync("r1", Batch("a", [Row("k4")], end: Complete), CancellationToken.None);
        var run = await this.Runs.EndPullAsync("r1", numbered: false, CancellationToken.None);

        var rows = await ListAsync(this.Runs.ReadStagedAsync("r1", CancellationToken.None));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(row => row.Key), Is.EqualTo(["k2", "k3", "k4"]));
            Assert.That(run.ExtractComplete, Is.True);
            Assert.That(run.Counts.Duplicates, Is.EqualTo(1));
        }
    }

    [TestCase(true, true, ExpectedResult = true)]
    [TestCase(true, false, ExpectedResult = false)]
    [TestCase(true, null, ExpectedResult = false)]
    public async Task<bool?> An_extract_is_complete_where_every_partition_that_began_ended_complete(bool first, bool? second)
    {
        await this.Driver.StartAsync("r1");
        await this.Runs.StageAsync("r1", Batch("a", [Row("k1")], end: first ? Complete : Partial), CancellationToken.None);
        await this.Runs.StageAsync("r1", Batch("b", [Row("k2")], end: second switch { true => Complete, false => Partial, null => null }), CancellationToken.None);

        var run = await this.Runs.EndPullAsync("r1", numbered: false, CancellationToken.None);

        return run.ExtractComplete;
    }

    [Test]
    public async Task An_extract_without_a_partition_is_not_complete()
    {
        await this.Driver.StartAsync("r1");

        var run = await this.Runs.EndPullAsync("r1", numbered: false, CancellationToken.None);

        Assert.That((run.ExtractComplete, run.State), Is.EqualTo(((bool?)false, RunState.Deciding)));
    }

    [Test]
    public async Task Rejected_rows_and_empty_content_come_back_as_they_were()
    {
        await this.Driver.StartAsync("r1");
        var rejected = Row("k1") with { Content = default, RejectCode = "LB3110", RejectReason = "No date.", Place = "file row 7" };
        await this.Runs.StageAsync("r1", Batch("a", [rejected], end: Complete), CancellationToken.None);
        await this.Runs.EndPullAsync("r1", numbered: false, CancellationToken.None);

        var row = (await ListAsync(this.Runs.ReadStagedAsync("r1", CancellationToken.None))).Single();

        Assert.That((row.RejectCode, row.RejectReason, row.Place, row.Content.Length, row.Known), Is.EqualTo(("LB3110", "No date.", "file row 7", 0, (KnownRecord?)null)));
    }

    [Test]
    public async Task Groups_are_numbered_by_order_and_ties_by_key()
    {
        await this.Driver.StartAsync("r1");
        StagedRow[] rows =
        [
            Row("""["E1","P1","2024-05-01"]""", group: """["E1","P1"]""", order: "2024-05-01"),
            Row("""["E1","P1","2020-01-01","b"]""", group: """["E1","P1"]""", order: "2020-01-01"),
            Row("""["E1","P1","2020-01-01","a"]""", group: """["E1","P1"]""", order: "2020-01-01"),
            Row("""["E2","P1","2021-01-01"]""", group: """["E2","P1"]""", order: "2021-01-01"),
            Row("""["!","all","row 9"]"""),
        ];
        await this.Runs.StageAsync("r1", Batch("all", rows, end: Complete), CancellationToken.None);

        await this.Runs.EndPullAsync("r1", numbered: true, CancellationToken.None);
        await this.Runs.EndPullAsync("r1", numbered: true, CancellationToken.None);

        var read = await ListAsync(this.Runs.ReadStagedAsync("r1", CancellationToken.None));
        Assert.That(
            read.Select(row => (row.Key, row.Number)),
            Is.EqualTo(new (string, int?)[]
            {
                ("""["!","all","row 9"]""", null),
                ("""["E1","P1","1"]""", 1),
                ("""["E1","P1","2"]""", 2),
                ("""["E1","P1","3"]""", 3),
                ("""["E2","P1","1"]""", 1),
            }));
    }

    [Test]
    public async Task More_staged_rows_than_a_page_come_once_each_and_in_key_order()
    {
        var keys = Enumerable.Range(0, 4500).Select(number => $"k{number * 7919 % 4500:D5}").ToArray();
        await this.Driver.StartAsync("r1");

        await this.Driver.PullAsync("r1", keys);

        var read = await ListAsync(this.Runs.ReadStagedAsync("r1", CancellationToken.None));
        Assert.That(read.Select(row => row.Key), Is.EqualTo(keys.Order(StringComparer.Ordinal)));
    }

    [Test]
    public async Task Decisions_can_be_written_while_staged_rows_are_read()
    {
        await this.Driver.StartAsync("r1");
        await this.Driver.PullAsync("r1", [.. Enumerable.Range(0, 3000).Select(number => $"k{number:D5}")]);

        await foreach (var row in this.Runs.ReadStagedAsync("r1", CancellationToken.None))
        {
            if (row.Key.EndsWith("00", StringComparison.Ordinal))
            {
                await this.Runs.AddDecisionsAsync("r1", [Decide(row.Key, DecisionKind.New)], [], CancellationToken.None);
            }
        }

        Assert.That(await ListAsync(this.Runs.ReadPlanAsync("r1", CancellationToken.None)), Has.Count.EqualTo(30));
    }

    [Test]
    public async Task What_is_known_of_a_record_comes_with_its_staged_row()
    {
        await this.Driver.IssueAsync("r1", "k1");
        await this.Driver.StartAsync("r2", new DateOnly(2026, 11, 21));
        await this.Driver.PullAsync("r2", "k1");

        var known = (await ListAsync(this.Runs.ReadStagedAsync("r2", CancellationToken.None))).Single().Known;

        Assert.That(known, Is.EqualTo(new KnownRecord
        {
            Key = "k1",
            Partition = "all",
            Fingerprint = Hash("v1"),
            MappingHash = "h1",
            DecidedOn = new DateOnly(2026, 11, 20),
            Outcome = DecisionKind.Unchanged,
            Credential = new KnownCredential { Id = CredentialId("k1"), PersonId = "p-k1", Generation = 0, Version = 1, State = LerBridge.Core.Credentials.CredentialState.Valid, ClaimsHash = Hash("claims") },
        }));
    }

    [Test]
    public async Task Why_a_record_was_held_is_known_the_next_time()
    {
        await this.Driver.StartAsync("r1");
        await this.Driver.PullAsync("r1", "k1");
        await this.Driver.FinishAsync("r1", Decide("k1", DecisionKind.Held) with { CredentialId = null, Code = "LB3201", Reason = "No row.", Where = "x.yaml:5:2" });
        await this.Driver.StartAsync("r2");
        await this.Driver.PullAsync("r2", "k1");

        var known = (await ListAsync(this.Runs.ReadStagedAsync("r2", CancellationToken.None))).Single().Known;

        Assert.That((known?.Outcome, known?.Code, known?.Reason, known?.Where, known?.Credential), Is.EqualTo(((DecisionKind?)DecisionKind.Held, "LB3201", "No row.", "x.yaml:5:2", (KnownCredential?)null)));
    }

    [TestCase(DecisionKind.Skipped)]
    [TestCase(DecisionKind.Held)]
    [TestCase(DecisionKind.Failed)]
    public async Task A_record_keeps_its_credential_whatever_is_decided_later(DecisionKind kind)
    {
        await this.Driver.IssueAsync("r1", "k1");
        await this.Driver.StartAsync("r2");
        await this.Driver.PullAsync("r2", "k1");
        await this.Driver.FinishAsync("r2", Decide("k1", kind) with { CredentialId = null });
        await this.Driver.StartAsync("r3");
        await this.Driver.PullAsync("r3", "k1");

        var known = (await ListAsync(this.Runs.ReadStagedAsync("r3", CancellationToken.None))).Single().Known;

        Assert.That((known?.Outcome, known?.Credential?.Id), Is.EqualTo(((DecisionKind?)kind, CredentialId("k1"))));
    }

    [Test]
    public async Task Deciding_anew_forgets_the_decisions_and_persons_of_the_attempt_before()
    {
        var mail = new PersonIdentifier("sis_id", "77");
        await this.Driver.StartAsync("r1");
        await this.Driver.PullAsync("r1", "k1");
        await this.Runs.AddDecisionsAsync("r1", [Decide("k1", DecisionKind.New)], [new PlannedPerson("p1", [mail])], CancellationToken.None);

        await this.Runs.EndPullAsync("r1", numbered: false, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await ListAsync(this.Runs.ReadPlanAsync("r1", CancellationToken.None)), Is.Empty);
            Assert.That(await this.Ledger.Persons.FindAsync("r1", [mail], CancellationToken.None), Is.Empty);
        }
    }

    [Test]
    public async Task The_plan_is_what_changes_credentials_sorted_by_credential()
    {
        await this.Driver.StartAsync("r1");
        await this.Driver.PullAsync("r1", "k1", "k2", "k3", "k4", "k5");
        Decision[] decisions =
        [
            Decide("k1", DecisionKind.New), Decide("k2", DecisionKind.Corrected, 3), Decide("k3", DecisionKind.Held), Decide("k4", DecisionKind.Withdrawn, 1),
            Decide("k5", DecisionKind.AbsentKept, 1), Decide("k6", DecisionKind.AbsentWithdrawn, 2),
        ];
        await this.Runs.AddDecisionsAsync("r1", decisions, [], CancellationToken.None);

        var plan = await ListAsync(this.Runs.ReadPlanAsync("r1", CancellationToken.None));

        var expected = new[] { decisions[0], decisions[1], decisions[3], decisions[5] }
            .OrderBy(decision => decision.CredentialId, StringComparer.Ordinal)
            .Select(decision => (decision.CredentialId ?? string.Empty, decision.Kind, decision.ClaimsHash, decision.BaseVersion));
        Assert.That(plan.Select(row => (row.CredentialId, row.Kind, row.ClaimsHash, row.BaseVersion)), Is.EqualTo(expected));
    }

    [Test]
    public async Task The_plan_tells_apart_rows_that_do_another_thing_or_are_about_another_person()
    {
        await this.Driver.StartAsync("r1");
        await this.Driver.PullAsync("r1", "k1", "k2", "k3");
        var row = Decide("k1", DecisionKind.Corrected, 1) with { Action = CredentialAction.Correct };
        Decision[] decisions =
        [
            row, row with { PersonId = "another" }, row with { Action = CredentialAction.Reinstate }, row with { RecordKey = "another" }, row with { Replaces = new ReplacedCredential("x", 1, "p") }, row with { Suspendable = true },
        ];
        await this.Runs.AddDecisionsAsync("r1", decisions, [], CancellationToken.None);

        var plan = await ListAsync(this.Runs.ReadPlanAsync("r1", CancellationToken.None));

        Assert.That(plan.Select(one => one.Terms), Is.Unique.And.Exactly(decisions.Length).Items);
    }

    [Test]
    public async Task Sealing_keeps_hash_counts_and_problems()
    {
        await this.Driver.StartAsync("r1");
        await this.Driver.PullAsync("r1", "k1");
        RunProblem[] problems = [new(DecisionKind.Held, "LB3201", "No row.", "x.yaml:5:2", 2, "abc"), new(DecisionKind.Failed, "LB3110", "No date.", null, 5, null)];

        await this.Runs.SealAsync("r1", "hash", new RunCounts { Held = 2, Failed = 5, Waiting = 1 }, problems, CancellationToken.None);

        var run = await this.Runs.FindAsync("r1", CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((run?.State, run?.PlanHash, run?.Counts), Is.EqualTo(((RunState?)RunState.Applying, "hash", new RunCounts { Held = 2, Failed = 5, Waiting = 1 })));
            Assert.That(await this.Runs.ProblemsAsync("r1", CancellationToken.None), Is.EqualTo(problems.Reverse()));
        }
    }

    [Test]
    public async Task Notices_are_listed_once_in_the_order_they_first_came()
    {
        await this.Driver.StartAsync("r1");
        SourceNotice[] first = [new("LB5201", "Unknown code X."), new("LB5202", "A column is gone.")];
        await this.Runs.StageAsync("r1", Batch("a", []) with { Notices = first }, CancellationToken.None);
        await this.Runs.StageAsync("r1", Batch("a", []) with { Notices = [first[1], new("LB5203", "Late."), first[0]] }, CancellationToken.None);

        var notices = await this.Runs.NoticesAsync("r1", CancellationToken.None);

        Assert.That(notices, Is.EqualTo([first[0], first[1], new SourceNotice("LB5203", "Late.")]));
    }

    [Test]
    public async Task Fields_that_could_not_be_read_are_kept_once_with_their_newest_reason()
    {
        await this.Driver.StartAsync("r1");
        await this.Driver.StartAsync("r2", mapping: "other");
        await this.Runs.StageAsync("r1", Batch("a", []) with { Unread = [new("term.code", "Not granted.", HoldsNew: true)] }, CancellationToken.None);
        await this.Runs.StageAsync("r1", Batch("a", []) with { Unread = [new("term.code", "Refused.", HoldsNew: true), new("grade.letter", "Gone.", HoldsNew: false)] }, CancellationToken.None);

        var unread = await this.Runs.UnreadAsync("r1", CancellationToken.None);

        Assert.That(unread, Is.EqualTo([new UnreadField("grade.letter", "Gone.", HoldsNew: false), new UnreadField("term.code", "Refused.", HoldsNew: true)]));
        Assert.That(await this.Runs.UnreadAsync("r2", CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task The_live_cursor_moves_when_the_run_completes_and_not_before()
    {
        await this.Driver.StartAsync("r1");
        await this.Driver.PullAsync("r1", "k1");
        await this.Driver.SealAsync("r1", [Decide("k1", DecisionKind.New)]);
        await this.Driver.ApplyAsync("r1");
        var before = await this.Runs.LiveCursorAsync("courses", CancellationToken.None);

        var run = await this.Runs.CompleteAsync("r1", Start.AddMinutes(5), RunOutcome.Succeeded, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.Null);
            Assert.That(await this.Runs.LiveCursorAsync("courses", CancellationToken.None), Is.EqualTo(new SourceCursor(1, "c1")));
            Assert.That((run.State, run.Outcome, run.EndedAt), Is.EqualTo((RunState.Ended, (RunOutcome?)RunOutcome.Succeeded, (DateTimeOffset?)Start.AddMinutes(5))));
            Assert.That(run, Is.EqualTo(await this.Runs.FindAsync("r1", CancellationToken.None)));
            Assert.That(await this.Runs.FindUnfinishedAsync("courses", CancellationToken.None), Is.Null);
        }
    }

    [Test]
    public async Task A_run_cannot_complete_while_rows_of_its_plan_are_left()
    {
        await this.Driver.StartAsync("r1");
        await this.Driver.PullAsync("r1", "k1", "k2");
        await this.Driver.SealAsync("r1", [Decide("k1", DecisionKind.New), Decide("k2", DecisionKind.New)]);
        await this.Runs.ApplyPartAsync("r1", 1, this.Driver.Sign, CancellationToken.None);

        Assert.That(() => this.Runs.CompleteAsync("r1", Start, RunOutcome.Succeeded, CancellationToken.None), Throws.InvalidOperationException);
    }

    [Test]
    public async Task An_abandoned_run_leaves_the_cursor_and_drops_rows_and_persons()
    {
        var id = new PersonIdentifier("sis_id", "77");
        await this.Driver.StartAsync("r1");
        await this.Driver.PullAsync("r1", "k1");
        await this.Runs.AddDecisionsAsync("r1", [Decide("k1", DecisionKind.New)], [new PlannedPerson("p1", [id])], CancellationToken.None);

        await this.Runs.AbandonAsync("r1", Start, RunOutcome.Failed, "LB5101", "The source is away.", CancellationToken.None);

        var run = await this.Runs.FindAsync("r1", CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((run?.State, run?.Outcome, run?.FailureCode, run?.Failure), Is.EqualTo(((RunState?)RunState.Ended, (RunOutcome?)RunOutcome.Failed, "LB5101", "The source is away.")));
            Assert.That(await this.Runs.LiveCursorAsync("courses", CancellationToken.None), Is.Null);
            Assert.That(await this.Ledger.Persons.FindAsync("r1", [id], CancellationToken.None), Is.Empty);
        }
    }

    [Test]
    public async Task An_ended_run_is_never_changed()
    {
        await this.Driver.IssueAsync("r1", "k1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => this.Runs.StageAsync("r1", Batch("a", [Row("k2")]), CancellationToken.None), Throws.InvalidOperationException);
            Assert.That(() => this.Runs.EndPullAsync("r1", numbered: false, CancellationToken.None), Throws.InvalidOperationException);
            Assert.That(() => this.Runs.AbandonAsync("r1", Start, RunOutcome.Failed, "x", "x", CancellationToken.None), Throws.InvalidOperationException);
        }
    }

    [Test]
    public async Task An_unfinished_run_is_found_by_its_mapping()
    {
        await this.Driver.StartAsync("r1");
        await this.Driver.StartAsync("r2", mapping: "other");

        Assert.That((await this.Runs.FindUnfinishedAsync("other", CancellationToken.None))?.Id, Is.EqualTo("r2"));
    }

    [Test]
    public async Task A_mapping_is_run_by_one_at_a_time()
    {
        var other = await this.OpenAgainAsync();

        var first = await this.Runs.TryLockAsync("courses", CancellationToken.None);
        var second = await other.Runs.TryLockAsync("courses", CancellationToken.None);
        var elsewhere = await other.Runs.TryLockAsync("courses/../other", CancellationToken.None);
        await first!.DisposeAsync();
        var after = await other.Runs.TryLockAsync("courses", CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(second, Is.Null);
            Assert.That(elsewhere, Is.Not.Null);
            Assert.That(after, Is.Not.Null);
        }

        await elsewhere!.DisposeAsync();
        await after!.DisposeAsync();
    }

    [Test]
    public async Task What_is_kept_is_seen_by_another_process_at_once()
    {
        var other = await this.OpenAgainAsync();

        await this.Driver.StartAsync("r1");

        Assert.That(await other.Runs.FindAsync("r1", CancellationToken.None), Is.Not.Null);
    }

    [Test]
    public async Task A_cancelled_call_writes_nothing()
    {
        await this.Driver.StartAsync("r1");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Assert.That(() => this.Runs.StageAsync("r1", Batch("a", [Row("k1")]), cancelled.Token), Throws.InstanceOf<OperationCanceledException>());

        Assert.That((await this.Runs.FindAsync("r1", CancellationToken.None))?.Staged, Is.Null);
    }
}
