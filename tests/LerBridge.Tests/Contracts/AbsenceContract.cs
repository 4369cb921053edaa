using LerBridge.Core.Ledger;
using LerBridge.Core.Sources;
using NUnit.Framework;
using static LerBridge.Tests.Contracts.LedgerDriver;

namespace LerBridge.Tests.Contracts;

/// <summary>Which records an extract should have held: an incomplete one never shows absence.</summary>
internal abstract class AbsenceContract<THarness> : LedgerContract<THarness>
    where THarness : ILedgerHarness, new()
{
    private static readonly PartitionEnd Complete = new PartitionEnd.Complete();
    private static readonly PartitionEnd Partial = new PartitionEnd.Partial("cut");

    private IRunLedger Runs => this.Ledger.Runs;

    [Test]
    public async Task A_record_is_absent_where_its_partition_ended_complete_without_it()
    {
        await this.IssueAsync(("a", "k1"), ("a", "k2"), ("b", "k3"));

        await this.PullAsync("r2", ("a", ["k1"], Complete), ("b", [], Partial));

        Assert.That(await this.AbsentAsync("r2"), Is.EqualTo(["k2"]));
    }

    [Test]
    public async Task A_partition_that_is_gone_counts_only_where_the_whole_extract_is_complete()
    {
        await this.IssueAsync(("a", "k1"), ("gone", "k2"));

        await this.PullAsync("r2", ("a", ["k1"], Complete), ("b", [], Partial));
        var incomplete = await this.AbsentAsync("r2");
        await this.Runs.AbandonAsync("r2", Start, RunOutcome.Failed, "x", "x", CancellationToken.None);
        await this.PullAsync("r3", ("a", ["k1"], Complete), ("b", [], Complete));
        var complete = await this.AbsentAsync("r3");

        Assert.That((incomplete, complete), Is.EqualTo((Array.Empty<string>(), new[] { "k2" })).Using<(string[], string[]), (string[], string[])>((x, y) => x.Item1.SequenceEqual(y.Item1) && x.Item2.SequenceEqual(y.Item2)));
    }

    [Test]
    public async Task A_record_that_moved_to_another_partition_is_not_absent()
    {
        await this.IssueAsync(("a", "k1"));

        await this.PullAsync("r2", ("a", [], Complete), ("b", ["k1"], Complete));

        Assert.That(await this.AbsentAsync("r2"), Is.Empty);
    }

    [Test]
    public async Task Revoked_and_never_issued_records_are_not_missed()
    {
        await this.Driver.StartAsync("r1");
        await this.Driver.PullAsync("r1", "k1", "k2");
        await this.Driver.FinishAsync("r1", Decide("k1", DecisionKind.New), Decide("k2", DecisionKind.Skipped));
        await this.Driver.StartAsync("r2");
        await this.Driver.PullAsync("r2", "k1");
        await this.Driver.FinishAsync("r2", Decide("k1", DecisionKind.Withdrawn, 1));

        await this.PullAsync("r3", ("all", [], Complete));

        Assert.That(await this.AbsentAsync("r3"), Is.Empty);
    }

    [Test]
    public async Task In_numbered_streams_absence_goes_by_the_numbered_key()
    {
        await this.Driver.StartAsync("r1");
        var first = Row("""["E1","2020"]""", group: """["E1"]""", order: "2020");
        var second = Row("""["E1","2022"]""", group: """["E1"]""", order: "2022");
        await this.Runs.StageAsync("r1", Batch("all", [first, second], end: Complete), CancellationToken.None);
        await this.Runs.EndPullAsync("r1", numbered: true, CancellationToken.None);
        await this.Driver.FinishAsync("r1", Decide("""["E1","1"]""", DecisionKind.New), Decide("""["E1","2"]""", DecisionKind.New));

        await this.Driver.StartAsync("r2");
        await this.Runs.StageAsync("r2", Batch("all", [second], end: Complete), CancellationToken.None);
        await this.Runs.EndPullAsync("r2", numbered: true, CancellationToken.None);

        Assert.That(await this.AbsentAsync("r2"), Is.EqualTo(["""["E1","2"]"""]));
    }

    [Test]
    public async Task Another_mappings_records_are_not_missed()
    {
        await this.IssueAsync(("a", "k1"));
        await this.Driver.StartAsync("r2", mapping: "other");
        await this.Driver.PullAsync("r2", "k9");

        Assert.That(await this.AbsentAsync("r2"), Is.Empty);
    }

    [Test]
    public async Task Absence_is_kept_until_the_record_is_seen_again()
    {
        await this.IssueAsync(("a", "k1"), ("a", "k2"));
        await this.PullAsync("r2", ("a", ["k1"], Complete));
        await this.Driver.FinishAsync("r2", Decide("k2", DecisionKind.AbsentKept, 1) with { AbsentSince = new DateOnly(2026, 11, 20), AbsentRuns = 1 });
        await this.PullAsync("r3", ("a", ["k1"], Complete));
        var absent = (await ListAsync(this.Runs.ReadAbsentAsync("r3", CancellationToken.None))).Single();
        await this.Runs.AbandonAsync("r3", Start, RunOutcome.Failed, "x", "x", CancellationToken.None);

        await this.PullAsync("r4", ("a", ["k1"], Complete), ("b", ["k2"], Complete));
        await this.Driver.FinishAsync("r4");
        await this.PullAsync("r5", ("a", ["k1", "k2"], Complete));
        var seen = (await ListAsync(this.Runs.ReadStagedAsync("r5", CancellationToken.None))).Single(row => row.Key == "k2").Known;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((absent.AbsentSince, absent.AbsentRuns, absent.Outcome), Is.EqualTo(((DateOnly?)new DateOnly(2026, 11, 20), 1, DecisionKind.Unchanged)));
            Assert.That((seen?.AbsentSince, seen?.AbsentRuns, seen?.Partition), Is.EqualTo(((DateOnly?)null, (int?)0, "b")));
        }
    }

    [Test]
    public async Task A_record_withdrawn_for_its_absence_is_known_as_such()
    {
        await this.IssueAsync(("a", "k1"));
        await this.PullAsync("r2", ("a", [], Complete));
        await this.Driver.FinishAsync("r2", Decide("k1", DecisionKind.AbsentWithdrawn, 1) with { Code = "LB4020", Reason = "Gone.", AbsentSince = new DateOnly(2026, 11, 1), AbsentRuns = 3 });
        await this.PullAsync("r3", ("a", ["k1"], Complete));

        var known = (await ListAsync(this.Runs.ReadStagedAsync("r3", CancellationToken.None))).Single().Known;

        Assert.That((known?.Outcome, known?.AbsentRuns, known?.Credential?.State), Is.EqualTo(((DecisionKind?)DecisionKind.AbsentWithdrawn, (int?)3, (LerBridge.Core.Credentials.CredentialState?)LerBridge.Core.Credentials.CredentialState.Revoked)));
    }

    private async Task IssueAsync(params (string Partition, string Key)[] records)
    {
        await this.Driver.StartAsync("r1");
        foreach (var partition in records.GroupBy(record => record.Partition))
        {
            await this.Runs.StageAsync("r1", Batch(partition.Key, [.. partition.Select(record => Row(record.Key))], end: Complete), CancellationToken.None);
        }

        await this.Runs.EndPullAsync("r1", numbered: false, CancellationToken.None);
        await this.Driver.FinishAsync("r1", [.. records.Select(record => Decide(record.Key, DecisionKind.New) with { Partition = record.Partition })]);
    }

    private async Task PullAsync(string runId, params (string Partition, string[] Keys, PartitionEnd End)[] partitions)
    {
        await this.Driver.StartAsync(runId);
        foreach (var (partition, keys, end) in partitions)
        {
            await this.Runs.StageAsync(runId, Batch(partition, [.. keys.Select(key => Row(key))], end: end), CancellationToken.None);
        }

        await this.Runs.EndPullAsync(runId, numbered: false, CancellationToken.None);
    }

    private async Task<string[]> AbsentAsync(string runId) =>
        [.. (await ListAsync(this.Runs.ReadAbsentAsync(runId, CancellationToken.None))).Select(record => record.Key)];
}
