using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;
using LerBridge.Core.People;
using NUnit.Framework;
using static LerBridge.Tests.Contracts.LedgerDriver;

namespace LerBridge.Tests.Contracts;

/// <summary>Manifests are a chain with an end, acts by hand are links of it, and the register is read with what speaks against it.</summary>
internal abstract class ManifestContract<THarness> : LedgerContract<THarness>
    where THarness : ILedgerHarness, new()
{
    private static readonly PersonIdentifier Sis = new("sis_id", "77");

    private IManifestLedger Manifests => this.Ledger.Manifests;

    [Test]
    public async Task A_manifest_is_kept_with_the_word_that_it_is_the_newest()
    {
        await this.ApplyAsync("r1", "k1");

        var kept = await this.Manifests.KeepAsync("r1", new SignedManifest("m1", "end 1"), before: null, CancellationToken.None);
        var again = await this.Manifests.KeepAsync("r1", new SignedManifest("m1b", "end 1b"), before: null, CancellationToken.None);
        await this.Ledger.Runs.CompleteAsync("r1", Start, RunOutcome.Succeeded, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((kept, again), Is.EqualTo((true, true)));
            Assert.That(await this.Manifests.EndAsync(CancellationToken.None), Is.EqualTo(new ManifestEnd("m1b", "end 1b", 0)));
            Assert.That(await this.Manifests.FindAsync("r1", CancellationToken.None), Is.EqualTo(new KeptManifest("m1b", null, TrimmedAt: null)));
        }
    }

    [Test]
    public async Task A_manifest_that_does_not_follow_the_newest_one_is_not_kept()
    {
        await this.ApplyAsync("r1", "k1");
        await this.Manifests.KeepAsync("r1", new SignedManifest("m1", "end 1"), before: null, CancellationToken.None);
        await this.Ledger.Runs.CompleteAsync("r1", Start, RunOutcome.Succeeded, CancellationToken.None);
        await this.ApplyAsync("r2", "k2", "other");

        var late = await this.Manifests.KeepAsync("r2", new SignedManifest("m2", "end 2"), before: null, CancellationToken.None);

        Assert.That((late, await this.Manifests.EndAsync(CancellationToken.None)), Is.EqualTo((false, new ManifestEnd("m1", "end 1", 0))));
    }

    [Test]
    public async Task A_run_that_ended_keeps_the_manifest_that_it_has()
    {
        await this.ApplyAsync("r1", "k1");
        await this.Manifests.KeepAsync("r1", new SignedManifest("m1", "end 1"), before: null, CancellationToken.None);
        await this.Ledger.Runs.CompleteAsync("r1", Start, RunOutcome.Succeeded, CancellationToken.None);

        await this.Manifests.KeepAsync("r1", new SignedManifest("forged", "forged"), before: null, CancellationToken.None);

        Assert.That(await this.Manifests.EndAsync(CancellationToken.None), Is.EqualTo(new ManifestEnd("m1", "end 1", 0)));
    }

    [Test]
    public async Task An_act_by_hand_is_sealed_with_it_and_what_ended_without_a_manifest_is_counted()
    {
        await this.Driver.IssueAsync("r1", "k1");

        await this.Ledger.Register.ActAsync(Revoke("k1", 1), Sealed, CancellationToken.None);

        var end = await this.Manifests.EndAsync(CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(end, Is.EqualTo(new ManifestEnd("act-1 by hand True, 1 versions, 0 acts, 1 unsealed, after nothing", "end act-1", 1)));
            Assert.That((await this.Manifests.RunsAsync(CancellationToken.None)).Select(run => (run.Id, run.ByHand)), Is.EqualTo(new[] { ("act-1", true), ("r1", false) }));
        }
    }

    [Test]
    public async Task An_act_whose_manifest_cannot_be_signed_is_not_done()
    {
        await this.Driver.IssueAsync("r1", "k1");

        await Assert.ThrowsAsync<TimeoutException>(() => this.Ledger.Register.ActAsync(Revoke("k1", 1), _ => throw new TimeoutException(), CancellationToken.None));

        Assert.That((await this.Ledger.Register.FindAsync(CredentialId("k1"), CancellationToken.None))?.State, Is.EqualTo(CredentialState.Valid));
    }

    [Test]
    public async Task A_decision_about_who_is_who_is_sealed_with_its_identifiers()
    {
        await this.MoveAsync("p1", "p2", Start.AddHours(2));

        var end = await this.Manifests.EndAsync(CancellationToken.None);
        var act = (await this.Manifests.RunsAsync(CancellationToken.None)).First(run => run.ByHand).Id;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.Newest, Does.Contain("0 versions, 1 acts"));
            Assert.That(await this.Manifests.ReadActsAsync(act, CancellationToken.None), Is.EqualTo(new[] { "p1|p2|sis_id=77|same person|J. Doe" }));
        }
    }

    [Test]
    public async Task A_decision_about_a_held_record_is_an_act_that_is_sealed_whole_and_is_what_runs_go_by()
    {
        await this.HoldAsync("r1", "k1");

        var ruled = await this.Ledger.Holds.RuleAsync(Rules("act-1", "k1", release: false), Sealed, CancellationToken.None);
        var moved = await this.Ledger.Holds.RuleAsync(Rules("act-2", "k9", release: false), Sealed, CancellationToken.None);
        var end = await this.Manifests.EndAsync(CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((ruled, moved), Is.EqualTo((true, false)));
            Assert.That((end.Newest, end.End), Is.EqualTo(("act-1 by hand True, 0 versions, 1 acts, 1 unsealed, after nothing", "end act-1")));
            Assert.That(
                await this.Manifests.ReadActsAsync("act-1", CancellationToken.None),
                Is.EqualTo(new[] { $"hold|courses|k1|LB4010|{Hash("v1")}|Reject|mapping-hash||looked at it|J. Doe|{Start.ToUnixTimeMilliseconds()}" }));
            Assert.That((await this.Manifests.RunsAsync(CancellationToken.None)).Where(run => run.ByHand).Select(run => (run.Id, run.Mapping, run.Outcome)), Is.EqualTo(new[] { ("act-1", "courses", (RunOutcome?)RunOutcome.Succeeded) }));
            Assert.That((await this.Ledger.Holds.VerdictsAsync("courses", CancellationToken.None))["k1"].Release, Is.False);
            Assert.That(await this.Manifests.CountDoubtfulVerdictsAsync(CancellationToken.None), Is.Zero);
            Assert.That(await this.Manifests.UnsignedVerdictsAsync(CancellationToken.None), Is.Empty);
        }
    }

    [Test]
    public async Task A_decision_that_is_taken_back_and_one_that_a_run_has_acted_on_leave_no_doubt()
    {
        await this.HoldAsync("r1", "k1", "k2");
        await this.Ledger.Holds.RuleAsync(Rules("act-1", "k1", release: false), Sealed, CancellationToken.None);
        await this.Ledger.Holds.RuleAsync(Rules("act-2", "k1", release: true), Sealed, CancellationToken.None);
        await this.Ledger.Holds.RuleAsync(Rules("act-3", "k2", release: false), Sealed, CancellationToken.None);
        await this.Driver.StartAsync("r2");
        await this.Driver.PullAsync("r2", "k1", "k2");
        await this.Driver.FinishAsync("r2", Decide("k1", DecisionKind.New), Decide("k2", DecisionKind.Skipped));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await this.Ledger.Holds.VerdictsAsync("courses", CancellationToken.None)).Keys, Is.EqualTo(new[] { "k2" }));
            Assert.That(await this.Manifests.CountDoubtfulVerdictsAsync(CancellationToken.None), Is.Zero);
        }
    }

    [TestCase("p-k1", 1)]
    [TestCase("p-k2", 1)]
    [TestCase("p1", 0)]
    public async Task A_plan_counts_what_was_decided_about_its_persons_since(string concerned, int moved)
    {
        await this.PlanAsync("r0", new PlannedPerson("p1", [Sis]));
        await this.Driver.StartAsync("r1");
        await this.Driver.PullAsync("r1", "k1", "k2");
        await this.Driver.SealAsync("r1", [Decide("k1", DecisionKind.New), Decide("k2", DecisionKind.New)]);
        await this.Ledger.Directory.MoveAsync(new PersonMove("p1", concerned == "p1" ? "elsewhere" : concerned, [Sis], "J. Doe", "same person", Start), Sealed, CancellationToken.None);

        Assert.That(await this.Ledger.Plans.CountMovedAsync("r1", CancellationToken.None), Is.EqualTo(moved));
    }

    [Test]
    public async Task What_was_decided_before_a_plan_began_does_not_concern_it()
    {
        await this.MoveAsync("p1", "p-k1", Start);
        await this.Driver.StartAsync("r1");
        await this.Driver.PullAsync("r1", "k1");
        await this.Driver.SealAsync("r1", [Decide("k1", DecisionKind.New)]);

        Assert.That(await this.Ledger.Plans.CountMovedAsync("r1", CancellationToken.None), Is.Zero);
    }

    [Test]
    public async Task The_register_is_read_with_documents_and_places_and_nothing_speaks_against_what_runs_and_acts_wrote()
    {
        await this.Driver.IssueAsync("r1", "k1", "k2", "k3");
        await this.Driver.StartAsync("r2");
        await this.Driver.PullAsync("r2", "k1", "k2", "k3");
        await this.Driver.FinishAsync("r2", Decide("k1", DecisionKind.Corrected, 1, "other"), Decide("k2", DecisionKind.Withdrawn, 1));
        await this.Ledger.Register.ActAsync(Revoke("k3", 1), Sealed, CancellationToken.None);

        var register = new List<RegisteredCredential>();
        await foreach (var credential in this.Manifests.ReadRegisterAsync(CancellationToken.None))
        {
            register.Add(credential);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(register.Select(credential => (credential.Id, credential.Doubt, credential.Places.Count)), Is.EquivalentTo(new[] { "k1", "k2", "k3" }.Select(key => (CredentialId(key), RegisterDoubt.None, 1))));
            Assert.That(register.All(credential => !credential.Document.IsEmpty && credential.MediaType == "application/vc"), Is.True);
            Assert.That(await this.Manifests.CountStraysAsync(CancellationToken.None), Is.EqualTo((0L, 0L)));
        }
    }

    [Test]
    public async Task A_leaf_of_the_newer_manifests_says_more_than_one_of_the_older_ones()
    {
        await this.Driver.IssueAsync("r1", "k1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await FirstAsync(this.Manifests.ReadDecisionsAsync("r1", whole: true, CancellationToken.None)), Does.StartWith(await FirstAsync(this.Manifests.ReadDecisionsAsync("r1", whole: false, CancellationToken.None))).And.Contain("p-k1"));
            Assert.That((await FirstAsync(this.Manifests.ReadVersionsAsync("r1", whole: true, CancellationToken.None))).Text, Does.StartWith((await FirstAsync(this.Manifests.ReadVersionsAsync("r1", whole: false, CancellationToken.None))).Text).And.Contain("hash-of-person"));
        }
    }

    private static async Task<T> FirstAsync<T>(IAsyncEnumerable<T> rows)
    {
        await foreach (var row in rows)
        {
            return row;
        }

        throw new AssertionException("There is no row.");
    }

    private static HandAct Revoke(string key, int version) => new()
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

    private async Task ApplyAsync(string runId, string key, string mapping = "courses")
    {
        await this.Driver.StartAsync(runId, mapping: mapping);
        await this.Driver.PullAsync(runId, key);
        await this.Driver.SealAsync(runId, [Decide(key, DecisionKind.New)]);
        await this.Driver.ApplyAsync(runId);
    }

    private async Task PlanAsync(string runId, PlannedPerson person)
    {
        await this.Driver.StartAsync(runId, mapping: "other");
        await this.Driver.PullAsync(runId);
        await this.Driver.SealAsync(runId, [], [person]);
        await this.Ledger.Runs.CompleteAsync(runId, Start, RunOutcome.Succeeded, CancellationToken.None);
    }

    private async Task HoldAsync(string runId, params string[] keys)
    {
        await this.Driver.StartAsync(runId);
        await this.Driver.PullAsync(runId, keys);
        await this.Driver.FinishAsync(runId, [.. keys.Select(key => Decide(key, DecisionKind.Held) with { Code = "LB4010", Reason = "Held.", CredentialId = null, PersonId = null })]);
    }

    private static HoldAct Rules(string id, string key, bool release) => new(id, new DateOnly(2026, 11, 20), new HoldVerdict
    {
        Mapping = "courses",
        RecordKey = key,
        Code = "LB4010",
        Fingerprint = Hash("v1"),
        Release = release,
        MappingHash = "mapping-hash",
        Reason = "looked at it",
        By = "J. Doe",
        At = Start,
    });

    private async Task MoveAsync(string from, string to, DateTimeOffset at)
    {
        await this.PlanAsync("r0", new PlannedPerson(from, [Sis]));
        await this.Ledger.Directory.MoveAsync(new PersonMove(from, to, [Sis], "J. Doe", "same person", at), Sealed, CancellationToken.None);
    }
}
