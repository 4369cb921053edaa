using LerBridge.Core.Ledger;
using LerBridge.Core.Sources;
using NUnit.Framework;
using static LerBridge.Tests.Contracts.LedgerDriver;

namespace LerBridge.Tests.Contracts;

/// <summary>What every engine promises about records of which nothing need be decided while they stay as they are.</summary>
internal abstract class SettledContract<THarness> : LedgerContract<THarness>
    where THarness : ILedgerHarness, new()
{
    // Some pages of them.
    private static readonly string[] Keys = [.. Enumerable.Range(0, 1300).Select(number => $"k{number:D4}")];

    private IRunLedger Runs => this.Ledger.Runs;

    private ISettledLedger Settled => this.Ledger.Settled;

    [Test]
    public async Task Before_a_run_was_applied_nothing_is_settled()
    {
        await this.Driver.StartAsync("r1");

        Assert.That(await this.OpenAsync("r1"), Is.Null);
    }

    [Test]
    public async Task What_was_issued_is_met_again_and_counted_and_nothing_is_absent()
    {
        await this.Driver.IssueAsync("r1", Keys);
        await this.Driver.StartAsync("r2");

        var met = await this.MeetAsync("r2", Keys);
        await this.Runs.EndPullAsync("r2", numbered: false, CancellationToken.None);
        var seen = await this.Settled.SeenAsync("r2", CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(met, Is.All.EqualTo(SettledRow.Settled));
            Assert.That(seen.Counts.Select(count => (count.Class.Outcome, count.Count)), Is.EqualTo(new[] { (DecisionKind.Unchanged, (long)Keys.Length) }));
            Assert.That(seen.Partitions, Is.EqualTo(["all"]));
            Assert.That(await this.AbsentAsync("r2"), Is.Empty);
        }

        await this.Driver.FinishAsync("r2");

        Assert.That(await this.KeptAsync("r2"), Is.EqualTo(Keys));
    }

    [Test]
    public async Task What_is_missing_is_absent_what_is_different_is_staged_and_both_show_in_what_is_kept()
    {
        await this.Driver.IssueAsync("r1", Keys);
        await this.Driver.StartAsync("r2");
        string[] same = [.. Keys.Where(key => key is not ("k0007" or "k0900"))];
        await this.MeetAsync("r2", same, Row("k0900", "v2"));
        await this.Runs.EndPullAsync("r2", numbered: false, CancellationToken.None);

        var absent = await this.AbsentAsync("r2");
        var staged = await ListAsync(this.Runs.ReadStagedAsync("r2", CancellationToken.None));
        await this.Driver.FinishAsync(
            "r2",
            Decide("k0900", DecisionKind.Corrected, 1, "other") with { Fingerprint = Hash("v2") },
            Decide("k0007", DecisionKind.AbsentKept, 1) with { AbsentSince = new DateOnly(2026, 11, 21), AbsentRuns = 1 });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(absent, Is.EqualTo(["k0007"]));
            Assert.That(staged.Select(row => row.Key), Is.EqualTo(["k0900"]));
            Assert.That(await this.KeptAsync("r2"), Is.EqualTo(Keys.Where(key => key != "k0007")));
        }

        await this.Driver.StartAsync("r3");
        var set = await this.OpenAsync("r3") ?? throw new AssertionException("Nothing is settled.");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Meet(set, "k0007"), Is.EqualTo(SettledRow.Stage), "it is absent, and may be back");
            Assert.That(Meet(set, "k0900", "v2"), Is.EqualTo(SettledRow.Settled));
            Assert.That(Meet(set, "k0901"), Is.EqualTo(SettledRow.Settled));
        }
    }

    [Test]
    public async Task What_was_met_is_known_to_whoever_goes_on_after_a_kill()
    {
        await this.Driver.IssueAsync("r1", Keys);
        await this.Driver.StartAsync("r2");
        await this.MeetAsync("r2", Keys[..100]);
        var other = await this.OpenAgainAsync();

        var set = await other.Settled.OpenAsync("r2", restarting: null, CancellationToken.None);
        var restarted = await other.Settled.OpenAsync("r2", restarting: "all", CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((set?.IsSeen("k0099"), set?.IsSeen("k0100"), set?.Met), Is.EqualTo((true, false, 100)));
            Assert.That(restarted?.Met, Is.Zero);
        }
    }

    [Test]
    public async Task A_run_that_met_little_of_what_is_known_keeps_that_alone_and_the_next_stages_every_row()
    {
        await this.Driver.IssueAsync("r1", Keys);
        await this.Driver.StartAsync("r2");
        await this.MeetAsync("r2", ["k0001"], Row("k9999"));
        await this.Runs.EndPullAsync("r2", numbered: false, CancellationToken.None);
        await this.Driver.FinishAsync("r2", Decide("k9999", DecisionKind.New));
        await this.Driver.StartAsync("r3");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await this.KeptAsync("r2"), Is.EqualTo(["k0001", "k9999"]));
            Assert.That(await this.OpenAsync("r3"), Is.Null);
        }
    }

    [Test]
    public async Task Nothing_is_settled_for_another_mapping_or_one_that_was_changed()
    {
        await this.Driver.IssueAsync("r1", "k1");
        await this.Driver.StartAsync("other", mapping: "other");
        await this.Runs.StartAsync(Builders.Runs.Make(null, "changed", "courses") with { Settles = true, MappingHash = "another" }, CancellationToken.None);

        Assert.That((await this.OpenAsync("other"), await this.OpenAsync("changed")), Is.EqualTo(((SettledSet?)null, (SettledSet?)null)));
    }

    private static SettledRow Meet(SettledSet set, string key, string content = "v1") => Meet(set, key, content, out _);

    private static SettledRow Meet(SettledSet set, string key, string content, out int? mark) =>
        set.Meet(SettledSet.KeyOf(key), SettledSet.ContentOf(Convert.FromHexString(Hash(content)), SettledSet.PartitionOf("all")), out mark);

    private Task<SettledSet?> OpenAsync(string run) => this.Settled.OpenAsync(run, restarting: null, CancellationToken.None);

    // One complete partition: rows that are as they were, then others.
    private async Task<SettledRow[]> MeetAsync(string run, IReadOnlyList<string> keys, params StagedRow[] others)
    {
        var set = await this.OpenAsync(run) ?? throw new AssertionException("Nothing is settled.");
        var marks = new List<int>();
        SettledRow[] met =
        [
            .. keys.Select(key =>
            {
                var row = Meet(set, key, "v1", out var mark);
                marks.Add(mark ?? throw new AssertionException($"{key} is not settled."));
                return row;
            }),
        ];
        await this.Runs.StageAsync(run, Batch("all", others, end: new PartitionEnd.Complete()) with { Marks = marks }, CancellationToken.None);
        return met;
    }

    private async Task<string[]> AbsentAsync(string run) => [.. (await ListAsync(this.Runs.ReadAbsentAsync(run, CancellationToken.None))).Select(known => known.Key)];

    private async Task<string[]> KeptAsync(string run)
    {
        var extract = await this.Ledger.Seen.FindAsync("courses", "none", "none", CancellationToken.None) ?? throw new AssertionException("Nothing is kept.");
        Assert.That(extract.RunId, Is.EqualTo(run));
        return [.. (await ListAsync(this.Ledger.Seen.ReadAsync(extract, CancellationToken.None))).Select(row => row.Key).Order(StringComparer.Ordinal)];
    }
}
