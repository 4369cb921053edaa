using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using NUnit.Framework;
using static LerBridge.Tests.Contracts.LedgerDriver;

namespace LerBridge.Tests.Contracts;

/// <summary>Status lists follow from the register.</summary>
internal abstract class StatusStoreContract<THarness> : LedgerContract<THarness>
    where THarness : ILedgerHarness, new()
{
    private IStatusStore Status => this.Ledger.Status;

    [Test]
    public async Task There_is_no_list_before_the_first_credential()
    {
        Assert.That(await this.Status.ListsAsync(CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task The_first_credential_opens_the_first_list()
    {
        await this.Driver.IssueAsync("r1", "k1");

        Assert.That(await this.Status.ListsAsync(CancellationToken.None), Is.EqualTo([new StatusListEntry(1, StatusPurpose.Revocation, 131_072, 0, null, null)]));
    }

    [Test]
    public async Task Places_are_never_given_twice_and_are_not_in_a_row()
    {
        await this.Driver.IssueAsync("r1", [.. Enumerable.Range(0, 300).Select(number => $"k{number}")]);

        var places = (await this.Ledger.Register.ListAsync(null, null, 1000, CancellationToken.None)).Select(entry => entry.Status[0]).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(places, Has.Length.EqualTo(300));
            Assert.That(places, Is.Unique);
            Assert.That(places.Select(place => place.Index), Is.Not.Ordered);
            Assert.That(places.Select(place => place.Index), Is.All.InRange(0, 131_071));
        }
    }

    [Test]
    public async Task Issuing_and_correcting_turn_no_bit()
    {
        await this.Driver.IssueAsync("r1", "k1");
        await this.ChangeAsync("r2", Decide("k1", DecisionKind.Corrected, 1));

        var (revision, bits) = await this.Status.ReadAsync(1, CancellationToken.None);

        Assert.That((revision, bits.Count), Is.EqualTo((0L, 0)));
    }

    [Test]
    public async Task A_withdrawal_sets_the_credentials_bit_and_raises_the_revision()
    {
        await this.Driver.IssueAsync("r1", "k1", "k2", "k3");
        await this.ChangeAsync("r2", Decide("k1", DecisionKind.Withdrawn, 1), Decide("k3", DecisionKind.AbsentWithdrawn, 1));

        var (revision, bits) = await this.Status.ReadAsync(1, CancellationToken.None);

        var expected = await Task.WhenAll(new[] { "k1", "k3" }.Select(async key => (await this.Ledger.Register.FindAsync(CredentialId(key), CancellationToken.None))!.Status[0].Index));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bits, Is.EquivalentTo(expected));
            Assert.That(revision, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task A_suspended_credential_does_not_set_a_bit_that_means_revoked()
    {
        await this.Driver.IssueAsync("r1", "k1");
        await this.Driver.StartAsync("r2");
        await this.Driver.PullAsync("r2", "k1");
        await this.Driver.SealAsync("r2", [Decide("k1", DecisionKind.Withdrawn, 1)]);

        await this.Ledger.Runs.ApplyPartAsync(
            "r2",
            10,
            part => [.. this.Driver.Sign(part).Select(change => change with { Version = change.Version! with { State = CredentialState.Suspended } })],
            CancellationToken.None);

        var (revision, bits) = await this.Status.ReadAsync(1, CancellationToken.None);
        Assert.That((revision, bits.Count), Is.EqualTo((0L, 0)));
    }

    [Test]
    public async Task A_credential_that_can_be_suspended_has_a_place_in_each_of_two_lists()
    {
        await this.Driver.StartAsync("r1");
        await this.Driver.PullAsync("r1", "k1", "k2");
        await this.Driver.FinishAsync("r1", Decide("k1", DecisionKind.New) with { Suspendable = true }, Decide("k2", DecisionKind.New));

        var lists = await this.Status.ListsAsync(CancellationToken.None);
        var (one, other) = (await this.FindAsync("k1"), await this.FindAsync("k2"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lists.Select(list => list.Purpose), Is.EqualTo(new[] { StatusPurpose.Revocation, StatusPurpose.Suspension }));
            Assert.That(one.Status.Select(entry => (entry.Purpose, entry.List)), Is.EqualTo(new[] { (StatusPurpose.Revocation, 1), (StatusPurpose.Suspension, 2) }));
            Assert.That(other.Status.Select(entry => entry.Purpose), Is.EqualTo(new[] { StatusPurpose.Revocation }));
        }
    }

    [Test]
    public async Task A_correction_gives_a_place_in_a_suspension_list_once_and_keeps_the_others()
    {
        await this.Driver.IssueAsync("r1", "k1");
        var before = await this.FindAsync("k1");
        await this.ChangeAsync("r2", Decide("k1", DecisionKind.Corrected, 1) with { Suspendable = true });
        var given = await this.FindAsync("k1");
        await this.ChangeAsync("r3", Decide("k1", DecisionKind.Corrected, 2) with { Suspendable = true });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(given.Status.Take(1), Is.EqualTo(before.Status));
            Assert.That(given.Status, Has.Count.EqualTo(2));
            Assert.That((await this.FindAsync("k1")).Status, Is.EqualTo(given.Status));
        }
    }

    [Test]
    public async Task A_suspension_sets_its_bit_and_a_revocation_after_it_moves_to_the_other_list()
    {
        await this.Driver.StartAsync("r1");
        await this.Driver.PullAsync("r1", "k1");
        await this.Driver.FinishAsync("r1", Decide("k1", DecisionKind.New) with { Suspendable = true });
        await this.ChangeAsync("r2", Decide("k1", DecisionKind.Withdrawn, 1) with { Action = CredentialAction.Suspend });
        var suspended = (Revoked: await this.BitsAsync(1), Suspended: await this.BitsAsync(2));
        await this.ChangeAsync("r3", Decide("k1", DecisionKind.Withdrawn, 2) with { Action = CredentialAction.Revoke });
        var revoked = (Revoked: await this.BitsAsync(1), Suspended: await this.BitsAsync(2));

        Assert.That((suspended, revoked), Is.EqualTo(((0, 1), (1, 0))));
    }

    [Test]
    public async Task What_was_published_is_kept_and_never_goes_back()
    {
        await this.Driver.IssueAsync("r1", "k1");
        var until = Start.AddDays(7);

        await this.Status.MarkPublishedAsync(1, 4, until, CancellationToken.None);
        await this.Status.MarkPublishedAsync(1, 3, until.AddDays(9), CancellationToken.None);

        var list = (await this.Status.ListsAsync(CancellationToken.None)).Single();
        Assert.That((list.PublishedRevision, list.ValidUntil), Is.EqualTo(((long?)4, (DateTimeOffset?)until)));
    }

    [Test]
    public async Task Nothing_is_kept_apart_in_a_ledger_that_was_never_put_back()
    {
        await this.Driver.IssueAsync("r1", "k1");
        await this.ChangeAsync("r2", Decide("k1", DecisionKind.Withdrawn, 1));

        var (count, first) = await this.Status.KeptApartAsync(20, CancellationToken.None);

        Assert.That((count, first.Count), Is.EqualTo((0L, 0)));
    }

    [Test]
    public async Task A_list_that_is_not_there_cannot_be_read()
    {
        Assert.That(() => this.Status.ReadAsync(9, CancellationToken.None), Throws.InvalidOperationException);
    }

    private async Task<RegisterEntry> FindAsync(string key) =>
        await this.Ledger.Register.FindAsync(CredentialId(key), CancellationToken.None) ?? throw new InvalidOperationException($"{key} has no credential.");

    // What is read of one list is what is read of all of them.
    private async Task<int> BitsAsync(int list)
    {
        var set = (await this.Status.ReadAsync(list, CancellationToken.None)).SetBits;
        Assert.That((await this.Status.SetBitsAsync(CancellationToken.None))[list], Is.EquivalentTo(set));
        return set.Count;
    }

    private async Task ChangeAsync(string runId, params Decision[] decisions)
    {
        await this.Driver.StartAsync(runId);
        await this.Driver.PullAsync(runId, [.. decisions.Select(decision => decision.RecordKey)]);
        await this.Driver.FinishAsync(runId, decisions);
    }
}
