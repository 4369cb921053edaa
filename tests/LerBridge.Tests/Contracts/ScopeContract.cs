using LerBridge.Core.Ledger;
using LerBridge.Core.Sources;
using NUnit.Framework;
using static LerBridge.Tests.Contracts.LedgerDriver;

namespace LerBridge.Tests.Contracts;

/// <summary>What every engine promises about runs over a part of their stream.</summary>
internal abstract class ScopeContract<THarness> : LedgerContract<THarness>
    where THarness : ILedgerHarness, new()
{
    private static readonly PartitionEnd Whole = new PartitionEnd.Partial("The plan is about a part of the stream.") { GroupsAreWhole = true };
    private static readonly RunScope Fall = new() { From = new DateOnly(2024, 8, 15), To = new DateOnly(2024, 12, 31) };
    private static readonly RunScope Two = new() { Persons = 2, Cohort = "0123456789abcdef" };

    private IRunLedger Runs => this.Ledger.Runs;

    private IPlanLedger Plans => this.Ledger.Plans;

    [Test]
    public async Task A_run_is_found_with_its_part_as_it_was_started()
    {
        await this.StartAsync("r1", Fall);
        await this.StartAsync("r2", Two with { To = new DateOnly(2024, 12, 31) });

        var found = new[] { await this.FindAsync("r1"), await this.FindAsync("r2") };

        Assert.That(found.Select(run => run.Scope), Is.EqualTo(new[] { Fall, Two with { To = new DateOnly(2024, 12, 31) } }));
    }

    [Test]
    public async Task How_many_were_met_is_kept_with_what_there_is_to_say()
    {
        await this.StartAsync("r1", Two);

        await this.Runs.KeepScopeAsync("r1", 1, [new SourceNotice("LB4101", "One was not met.")], CancellationToken.None);

        Assert.That(((await this.FindAsync("r1")).Scope, (await this.Runs.NoticesAsync("r1", CancellationToken.None)).Single().Code), Is.EqualTo((Two with { Met = 1 }, "LB4101")));
    }

    [Test]
    public async Task The_cursor_what_was_seen_and_what_is_usual_stay_as_they_were()
    {
        await this.Driver.IssueAsync("r1", "k1", "k2", "k3");
        await this.PlannedAsync("r2", Fall, Decide("k1", DecisionKind.Corrected, baseVersion: 1));
        var meanwhile = await this.SeenAsync();

        await this.AppliedAsync("r2");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await this.FindAsync("r2")).Outcome, Is.EqualTo(RunOutcome.Succeeded));
            Assert.That(await this.Runs.LiveCursorAsync("courses", CancellationToken.None), Is.EqualTo(new SourceCursor(1, "c1")));
            Assert.That((meanwhile, await this.SeenAsync()), Is.EqualTo((("r1", 3L), ("r1", 3L))));
            Assert.That((await this.Plans.PastAsync("courses", 10, CancellationToken.None)).Select(run => run.RunId), Is.EqualTo(new[] { "r1" }));
            Assert.That((await this.Ledger.Register.FindAsync(CredentialId("k1"), CancellationToken.None))?.Version, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task Nothing_is_absent_from_a_part()
    {
        await this.Driver.IssueAsync("r1", "k1", "k2");
        await this.StartAsync("r2", Fall);
        await this.Runs.StageAsync("r2", Batch("all", [Row("k1")], end: Whole), CancellationToken.None);
        var pulled = await this.Runs.EndPullAsync("r2", numbered: false, CancellationToken.None);

        Assert.That((pulled.ExtractComplete, (await ListAsync(this.Runs.ReadAbsentAsync("r2", CancellationToken.None))).Count), Is.EqualTo(((bool?)false, 0)));
    }

    [Test]
    public async Task A_window_puts_numbered_rows_aside_only_after_they_are_counted_and_does_so_again()
    {
        await this.StartAsync("r1", Fall);
        StagedRow[] rows = [Spell("2020-01-01"), Spell("2024-08-15"), Spell("2024-12-31"), Spell("2025-01-01")];
        await this.Runs.StageAsync("r1", Batch("all", rows, end: Whole), CancellationToken.None);

        await this.Runs.EndPullAsync("r1", numbered: true, CancellationToken.None);
        await this.Runs.EndPullAsync("r1", numbered: true, CancellationToken.None);

        var read = await ListAsync(this.Runs.ReadStagedAsync("r1", CancellationToken.None));
        Assert.That(read.Select(row => (row.Key, row.Number, row.NumberIsUnsure)), Is.EqualTo(new[] { ("""["1","2"]""", (int?)2, false), ("""["1","3"]""", 3, false) }));
    }

    [Test]
    public async Task An_open_side_of_a_window_puts_nothing_aside()
    {
        await this.StartAsync("r1", new RunScope { To = new DateOnly(2024, 12, 31) });
        await this.Runs.StageAsync("r1", Batch("all", [Spell("1999-01-01"), Spell("2025-01-01")], end: Whole), CancellationToken.None);

        await this.Runs.EndPullAsync("r1", numbered: true, CancellationToken.None);

        Assert.That((await ListAsync(this.Runs.ReadStagedAsync("r1", CancellationToken.None))).Select(row => row.Number), Is.EqualTo(new int?[] { 1 }));
    }

    [Test]
    public async Task Plans_wait_beside_each_other_unless_they_are_of_the_same_part()
    {
        await this.PlannedAsync("whole", null, Decide("k1", DecisionKind.New));
        await this.PlannedAsync("fall", Fall, Decide("k1", DecisionKind.New));
        await this.PlannedAsync("two", Two, Decide("k1", DecisionKind.New));
        await this.PlannedAsync("again", Fall with { Met = 3 }, Decide("k1", DecisionKind.New));

        Assert.That(await this.WaitingAsync(), Is.EquivalentTo(new[] { "whole", "two", "again" }));
        Assert.That((await this.FindAsync("fall")).FailureCode, Is.EqualTo("LB4061"));
    }

    [Test]
    public async Task A_part_that_is_applied_ends_the_plans_of_which_it_read_a_record_that_they_change()
    {
        await this.PlannedAsync("whole", null, Decide("k1", DecisionKind.New), Decide("k2", DecisionKind.New));
        await this.PlannedAsync("other", Two, Decide("k2", DecisionKind.New), Decide("k1", DecisionKind.Skipped));
        await this.PlannedAsync("fall", Fall, Decide("k1", DecisionKind.New));

        await this.AppliedAsync("fall");

        Assert.That(await this.WaitingAsync(), Is.EqualTo(new[] { "other" }));
    }

    [Test]
    public async Task A_run_over_everything_ends_the_plan_of_a_part_once_it_reads_a_record_of_it()
    {
        await this.PlannedAsync("fall", Fall, Decide("k1", DecisionKind.New));
        await this.Driver.IssueAsync("r2", "k2");
        var after = await this.WaitingAsync();

        await this.Driver.IssueAsync("r3", "k1");

        Assert.That((string.Join(' ', after), (await this.WaitingAsync()).Length), Is.EqualTo(("fall", 0)));
    }

    [Test]
    public async Task The_rest_of_a_part_is_of_that_part()
    {
        await this.StartAsync("r1", Fall);
        await this.StageAsync("r1", "k1");
        var decision = Decide("k1", DecisionKind.Held) with { Waits = true, Proposed = Decide("k1", DecisionKind.New) };
        await this.Runs.AddDecisionsAsync("r1", [decision], [], CancellationToken.None);
        await this.Runs.SealAsync(
            "r1",
            new PlanSeal { Hash = "h", Counts = new RunCounts { Held = 1, Waiting = 1 }, Problems = [], Rest = new RestSeal("r1-rest", "h2", new RunCounts { New = 1 }), ExpiresAt = Start.AddDays(7) },
            CancellationToken.None);

        Assert.That((await this.FindAsync("r1-rest")).Scope, Is.EqualTo(Fall));
    }

    [Test]
    public async Task Periods_come_back_in_their_order()
    {
        await this.StartAsync("r1", Fall);
        await this.StageAsync("r1", "k1");
        PeriodCounts[] periods = [new("202410", new RunCounts { New = 2, Held = 1 }), new("202405", new RunCounts { Corrected = 3, Unchanged = 4, Skipped = 5, Failed = 6, Withdrawn = 7 }), new(string.Empty, new RunCounts())];

        await this.Runs.SealAsync("r1", new PlanSeal { Hash = "h", Counts = new RunCounts(), Problems = [], Waits = PlanKind.Plan, ExpiresAt = Start.AddDays(7), Periods = periods }, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await this.Plans.PeriodsAsync("r1", CancellationToken.None), Is.EqualTo(periods));
            Assert.That(await this.Plans.PeriodsAsync("none", CancellationToken.None), Is.Empty);
        }
    }

    private static StagedRow Spell(string start) => Row($"""["1","{start}"]""", start, group: """["1"]""", order: start);

    private Task StartAsync(string id, RunScope? scope) =>
        this.Runs.StartAsync(Builders.Runs.Make(null, id) with { StartedAt = Start, Scope = scope, Plan = new PlanTerms { Kind = PlanKind.Plan } }, CancellationToken.None);

    private async Task StageAsync(string id, params string[] keys)
    {
        await this.Runs.StageAsync(id, Batch("all", [.. keys.Select(key => Row(key))], cursor: 7, end: Whole), CancellationToken.None);
        await this.Runs.EndPullAsync(id, numbered: false, CancellationToken.None);
    }

    private async Task PlannedAsync(string id, RunScope? scope, params Decision[] decisions)
    {
        await this.StartAsync(id, scope);
        await this.StageAsync(id, [.. decisions.Select(decision => decision.RecordKey)]);
        await this.Runs.AddDecisionsAsync(id, decisions, [], CancellationToken.None);
        await this.Runs.SealAsync(id, new PlanSeal { Hash = "h", Counts = new RunCounts(), Problems = [], Waits = PlanKind.Plan, ExpiresAt = Start.AddDays(7) }, CancellationToken.None);
    }

    private async Task AppliedAsync(string id)
    {
        await this.Plans.ApproveAsync(id, new PlanApproval("registrar", Start, null), CancellationToken.None);
        await this.Driver.ApplyAsync(id);
        await this.Runs.CompleteAsync(id, Start, RunOutcome.Succeeded, CancellationToken.None);
    }

    private async Task<(string?, long?)> SeenAsync() => await this.Ledger.Seen.FindAsync("courses", "none", "none", CancellationToken.None) is { } seen ? (seen.RunId, seen.Count) : (null, null);

    private async Task<string[]> WaitingAsync() => [.. (await this.Plans.WaitingAsync("courses", CancellationToken.None)).Select(plan => plan.Id)];

    private async Task<RunEntry> FindAsync(string id) => await this.Runs.FindAsync(id, CancellationToken.None) ?? throw new AssertionException($"There is no run {id}.");
}
