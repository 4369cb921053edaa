using LerBridge.Core.Ledger;
using NUnit.Framework;
using static LerBridge.Tests.Contracts.LedgerDriver;

namespace LerBridge.Tests.Contracts;

/// <summary>What old runs left goes in small parts, and nothing that proves something goes with it.</summary>
internal abstract class HistoryContract<THarness> : LedgerContract<THarness>
    where THarness : ILedgerHarness, new()
{
    [Test]
    public async Task An_old_run_loses_its_rows_in_parts_and_keeps_itself_and_what_it_issued()
    {
        await new LedgerDriver(this.Ledger) { Destinations = ["registry"] }.IssueAsync("r1", "k1", "k2", "k3");
        await new LedgerDriver(this.Ledger) { Now = Start.AddDays(2) }.IssueAsync("r2", "k4");
        var old = await this.Ledger.History.OldAsync(Start.AddDays(1), CancellationToken.None);

        var parts = 1;
        while (!await this.Ledger.History.TrimAsync("r1", 2, Start.AddDays(9), CancellationToken.None))
        {
            parts++;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(old, Is.EqualTo(["r1"]));
            Assert.That(parts, Is.GreaterThanOrEqualTo(3), "two decisions, one, and the rest");
            Assert.That(await ListAsync(this.Ledger.Runs.ReadPlanAsync("r1", CancellationToken.None)), Is.Empty);
            Assert.That(await ListAsync(this.Ledger.Runs.ReadPlanAsync("r2", CancellationToken.None)), Has.Count.EqualTo(1));
            Assert.That((await this.Ledger.Runs.FindAsync("r1", CancellationToken.None))?.Counts.New, Is.EqualTo(3));
            Assert.That(await this.Ledger.Register.FindAsync(CredentialId("k1"), CancellationToken.None), Is.Not.Null);
            Assert.That((await this.Ledger.Outbox.CountAsync("r1", CancellationToken.None)).Queued, Is.EqualTo(3));
            Assert.That(await this.Ledger.History.OldAsync(Start.AddDays(1), CancellationToken.None), Is.Empty, "it is done once");
        }
    }

    [Test]
    public async Task What_was_cut_short_is_found_and_what_has_not_ended_is_never_trimmed()
    {
        await this.Driver.StartAsync("r1");

        var young = await this.Ledger.History.CutShortAsync(Start, CancellationToken.None);
        var old = await this.Ledger.History.CutShortAsync(Start.AddDays(8), CancellationToken.None);

        Assert.That((young.Count, old.Single()), Is.EqualTo((0, "r1")));
        Assert.That(() => this.Ledger.History.TrimAsync("r1", 9, Start, CancellationToken.None), Throws.InvalidOperationException);
    }
}
