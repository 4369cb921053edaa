using System.Text;
using LerBridge.Core.Ledger;
using LerBridge.Core.Sources;
using NUnit.Framework;

namespace LerBridge.Tests.Contracts;

/// <summary>What every engine promises about the records of the last extracts.</summary>
internal abstract class SeenRecordsContract<THarness> : LedgerContract<THarness>
    where THarness : ILedgerHarness, new()
{
    private ISeenRecords Seen => this.Ledger.Seen;

    [Test]
    public async Task Before_any_run_nothing_was_seen()
    {
        Assert.That(await this.FindAsync(), Is.Null);
    }

    [Test]
    public async Task What_the_last_run_read_is_there_when_it_has_ended_those_read_last_first()
    {
        await this.Driver.IssueAsync("r1", "k1", "k2");

        var extract = await this.FindAsync();
        var records = extract is null ? [] : await ListAsync(this.Seen.ReadAsync(extract, CancellationToken.None));

        Assert.That((extract?.RunId, extract?.Count, extract?.Complete), Is.EqualTo(("r1", 2L, true)));
        Assert.That(records.Select(record => (record.Key, Encoding.UTF8.GetString(record.Content.Span), record.CredentialId)), Is.EqualTo(new[] { ("k2", "v1", LedgerDriver.CredentialId("k2")), ("k1", "v1", LedgerDriver.CredentialId("k1")) }));
    }

    [Test]
    public async Task A_later_run_takes_the_place_of_an_earlier_one()
    {
        await this.Driver.IssueAsync("r1", "k1", "k2");

        await this.Driver.IssueAsync("r2", "k3");

        var extract = await this.FindAsync();
        Assert.That((extract?.RunId, extract?.Count), Is.EqualTo(("r2", 1L)));
    }

    [Test]
    public async Task A_run_that_brought_nothing_leaves_what_was_seen_before()
    {
        await this.Driver.IssueAsync("r1", "k1");
        await this.Driver.StartAsync("r2");
        await this.Driver.PullAsync("r2");

        await this.Driver.FinishAsync("r2");

        Assert.That((await this.FindAsync())?.RunId, Is.EqualTo("r1"));
    }

    [Test]
    public async Task A_run_that_could_not_go_on_leaves_what_was_seen_before_and_nothing_of_its_own()
    {
        await this.Driver.IssueAsync("r1", "k1");
        await this.Driver.StartAsync("r2");
        await this.Driver.PullAsync("r2", "k2");

        await this.Ledger.Runs.AbandonAsync("r2", LedgerDriver.Start, RunOutcome.Failed, "LB5001", "The source gave out.", CancellationToken.None);

        Assert.That((await this.FindAsync())?.RunId, Is.EqualTo("r1"));
    }

    [Test]
    public async Task A_run_that_is_still_pulling_has_not_seen_everything_yet()
    {
        await this.Driver.IssueAsync("r1", "k1");
        await this.Driver.StartAsync("r2");
        await this.Ledger.Runs.StageAsync("r2", LedgerDriver.Batch("all", [LedgerDriver.Row("k2")]), CancellationToken.None);

        Assert.That((await this.FindAsync())?.RunId, Is.EqualTo("r1"));
    }

    [Test]
    public async Task A_mapping_without_a_run_of_its_own_finds_what_another_read_of_the_same_stream()
    {
        await this.Driver.IssueAsync("r1", "k1");
        var run = await this.Ledger.Runs.FindAsync("r1", CancellationToken.None);

        var found = await this.Seen.FindAsync("a-draft", run?.Connector ?? string.Empty, run?.Stream ?? string.Empty, CancellationToken.None);
        var elsewhere = await this.Seen.FindAsync("a-draft", run?.Connector ?? string.Empty, "another stream", CancellationToken.None);

        Assert.That((found?.RunId, found?.Mapping), Is.EqualTo(("r1", "courses")));
        Assert.That(elsewhere, Is.Null);
    }

    [Test]
    public async Task More_records_than_a_page_come_once_each()
    {
        var keys = Enumerable.Range(0, 4321).Select(number => $"k{number}").ToArray();
        await this.Driver.StartAsync("r1");
        await this.Driver.PullAsync("r1", keys);

        var extract = await this.FindAsync();
        var records = extract is null ? [] : await ListAsync(this.Seen.ReadAsync(extract, CancellationToken.None));

        Assert.That(records.Select(record => record.Key), Is.EqualTo(keys.Reverse()));
    }

    [Test]
    public async Task The_spells_of_a_numbered_stream_come_with_their_numbers()
    {
        await this.Driver.StartAsync("r1");
        StagedRow[] rows = [LedgerDriver.Row("""["1","2026-01-01"]""", group: """["1"]""", order: "2026-01-01"), LedgerDriver.Row("""["1","2025-01-01"]""", group: """["1"]""", order: "2025-01-01")];
        await this.Ledger.Runs.StageAsync("r1", LedgerDriver.Batch("all", rows, end: new PartitionEnd.Complete()), CancellationToken.None);
        await this.Ledger.Runs.EndPullAsync("r1", numbered: true, CancellationToken.None);

        var extract = await this.FindAsync();
        var records = extract is null ? [] : await ListAsync(this.Seen.ReadAsync(extract, CancellationToken.None));

        Assert.That(records.Select(record => record.Number), Is.EqualTo(new int?[] { 1, 2 }));
    }

    private Task<SeenExtract?> FindAsync() => this.Seen.FindAsync("courses", "none", "none", CancellationToken.None);
}
