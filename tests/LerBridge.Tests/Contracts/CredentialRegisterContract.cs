using System.Text;
using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;
using NUnit.Framework;
using static LerBridge.Tests.Contracts.LedgerDriver;

namespace LerBridge.Tests.Contracts;

/// <summary>The register says what has been issued, in its newest version.</summary>
internal abstract class CredentialRegisterContract<THarness> : LedgerContract<THarness>
    where THarness : ILedgerHarness, new()
{
    private ICredentialRegister Register => this.Ledger.Register;

    [Test]
    public async Task A_credential_that_was_never_issued_is_not_found()
    {
        Assert.That(await this.Register.FindAsync(CredentialId("k1"), CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task An_issued_credential_is_found_with_its_document()
    {
        await this.Driver.IssueAsync("r1", "k1");

        var entry = await this.Register.FindAsync(CredentialId("k1"), CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((entry?.Mapping, entry?.Person, entry?.Version, entry?.State, entry?.ValidFrom, entry?.ChangedAt, entry?.RunId, entry?.MediaType), Is.EqualTo(("courses", "hash-of-person", (int?)1, (CredentialState?)CredentialState.Valid, (DateTimeOffset?)Start, (DateTimeOffset?)Start, "r1", "application/vc")));
            Assert.That(Encoding.UTF8.GetString(entry!.Document.Span), Is.EqualTo($"{CredentialId("k1")} version 1"));
        }
    }

    [Test]
    public async Task A_correction_raises_version_and_validFrom_and_replaces_the_document()
    {
        await this.Driver.IssueAsync("r1", "k1");
        await this.ChangeAsync("r2", Start.AddDays(1), Decide("k1", DecisionKind.Corrected, 1, "other"));

        var entry = await this.Register.FindAsync(CredentialId("k1"), CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((entry?.Version, entry?.ValidFrom, entry?.ChangedAt, entry?.RunId), Is.EqualTo(((int?)2, (DateTimeOffset?)Start.AddSeconds(1), (DateTimeOffset?)Start.AddDays(1), "r2")));
            Assert.That(Encoding.UTF8.GetString(entry!.Document.Span), Is.EqualTo($"{CredentialId("k1")} version 2"));
        }
    }

    [Test]
    public async Task A_withdrawal_keeps_document_and_validFrom()
    {
        await this.Driver.IssueAsync("r1", "k1");
        await this.ChangeAsync("r2", Start.AddDays(1), Decide("k1", DecisionKind.Withdrawn, 1));

        var entry = await this.Register.FindAsync(CredentialId("k1"), CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((entry?.Version, entry?.State, entry?.ValidFrom), Is.EqualTo(((int?)2, (CredentialState?)CredentialState.Revoked, (DateTimeOffset?)Start)));
            Assert.That(Encoding.UTF8.GetString(entry!.Document.Span), Is.EqualTo($"{CredentialId("k1")} version 1"));
        }
    }

    [Test]
    public async Task Lists_are_newest_first_by_mapping_or_run()
    {
        await this.Driver.IssueAsync("r1", "k1");
        var later = new LedgerDriver(this.Ledger) { Now = Start.AddHours(1) };
        await later.StartAsync("r2", mapping: "other");
        await later.PullAsync("r2", "k2", "k3");
        await later.FinishAsync("r2", Decide("k2", DecisionKind.New), Decide("k3", DecisionKind.New));

        async Task<string[]> Listed(string? mapping, string? run, int limit) => [.. (await this.Register.ListAsync(mapping, run, limit, CancellationToken.None)).Select(entry => entry.Id)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Listed(null, null, 2), Is.EqualTo(new[] { "k3", "k2" }.Select(CredentialId)));
            Assert.That(await Listed("courses", null, 9), Is.EqualTo(new[] { "k1" }.Select(CredentialId)));
            Assert.That(await Listed(null, "r2", 9), Is.EqualTo(new[] { "k3", "k2" }.Select(CredentialId)));
            Assert.That(await Listed("courses", "r2", 9), Is.Empty);
        }
    }

    [Test]
    public async Task Every_state_is_counted_also_at_nought()
    {
        await this.Driver.IssueAsync("r1", "k1", "k2", "k3");
        await this.ChangeAsync("r2", Start, Decide("k1", DecisionKind.Withdrawn, 1));

        var counts = await this.Register.CountAsync(CancellationToken.None);

        Assert.That((counts[CredentialState.Valid], counts[CredentialState.Suspended], counts[CredentialState.Revoked]), Is.EqualTo((2L, 0L, 1L)));
    }

    [Test]
    public async Task What_a_person_does_is_a_version_with_its_reason_and_messages_and_has_the_record_decided_anew()
    {
        await this.Driver.IssueAsync("r1", "k1");
        var told = new NewMessage("registry", "key-2", DeliveryOperation.Withdraw, null);

        var changed = await this.Register.ActAsync(Act("k1", 1) with { Messages = [told] }, Sealed, CancellationToken.None);
        await this.Driver.StartAsync("r2");
        await this.Driver.PullAsync("r2", "k1");

        var known = (await ListAsync(this.Ledger.Runs.ReadStagedAsync("r2", CancellationToken.None))).Single().Known;
        var last = (await this.Register.HistoryAsync(CredentialId("k1"), CancellationToken.None))[^1];
        using (Assert.EnterMultipleScope())
        {
            Assert.That((changed?.Version, changed?.State, changed?.StoppedBy, changed?.RunId), Is.EqualTo(((int?)2, (CredentialState?)CredentialState.Revoked, (StopCause?)StopCause.Hand, "act-1")));
            Assert.That((last.Reason, last.By, last.Change), Is.EqualTo(((string?)"Mistake", (string?)"J. Doe", (SourceChange?)null)));
            Assert.That((known?.MappingHash, known?.Credential?.StoppedBy), Is.EqualTo((string.Empty, (StopCause?)StopCause.Hand)));
            Assert.That(await this.Register.DestinationsAsync(CredentialId("k1"), CancellationToken.None), Is.EqualTo(new[] { "registry" }));
            Assert.That((await this.Ledger.Status.ReadAsync(1, CancellationToken.None)).SetBits, Has.Count.EqualTo(1));
            Assert.That((await this.Ledger.Outbox.CountAsync("act-1", CancellationToken.None)).Queued, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task An_act_on_a_version_that_is_no_longer_the_newest_does_nothing()
    {
        await this.Driver.IssueAsync("r1", "k1");

        var changed = await this.Register.ActAsync(Act("k1", 2), Sealed, CancellationToken.None);

        Assert.That((changed, (await this.Register.FindAsync(CredentialId("k1"), CancellationToken.None))?.Version), Is.EqualTo(((RegisterEntry?)null, (int?)1)));
    }

    [Test]
    public async Task Acts_by_hand_are_not_among_the_runs()
    {
        await this.Driver.IssueAsync("r1", "k1");
        await this.Register.ActAsync(Act("k1", 1), Sealed, CancellationToken.None);

        Assert.That((await this.Ledger.Runs.ListAsync(null, 9, CancellationToken.None)).Select(run => run.Id), Is.EqualTo(new[] { "r1" }));
    }

    [Test]
    public async Task Documents_of_what_is_not_revoked_are_handed_over_one_by_one()
    {
        await this.Driver.IssueAsync("r1", "k1", "k2", "k3");
        await this.ChangeAsync("r2", Start, Decide("k1", DecisionKind.Withdrawn, 1));
        var read = new List<string>();

        await this.Register.ReadDocumentsAsync(document => read.Add(Encoding.UTF8.GetString(document.Span)), CancellationToken.None);

        Assert.That(read, Is.EquivalentTo(new[] { $"{CredentialId("k2")} version 1", $"{CredentialId("k3")} version 1" }));
    }

    private static HandAct Act(string key, int version) => new()
    {
        CredentialId = CredentialId(key),
        BaseVersion = version,
        State = CredentialState.Revoked,
        Operation = DeliveryOperation.Withdraw,
        Cause = StopCause.Hand,
        Id = "act-1",
        At = Start.AddHours(1),
        Day = new DateOnly(2026, 11, 20),
        Reason = "Mistake",
        By = "J. Doe",
        Messages = [],
    };

    private async Task ChangeAsync(string runId, DateTimeOffset now, Decision decision)
    {
        var driver = new LedgerDriver(this.Ledger) { Now = now };
        await driver.StartAsync(runId);
        await driver.PullAsync(runId, decision.RecordKey);
        await driver.FinishAsync(runId, decision);
    }
}
