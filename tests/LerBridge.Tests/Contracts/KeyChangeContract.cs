using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Core.Sources;
using NUnit.Framework;
using static LerBridge.Tests.Contracts.LedgerDriver;

namespace LerBridge.Tests.Contracts;

/// <summary>Which new records may be known ones under another key, which of them are, and what is kept of it.</summary>
internal abstract class KeyChangeContract<THarness> : LedgerContract<THarness>
    where THarness : ILedgerHarness, new()
{
    private static readonly PartitionEnd Complete = new PartitionEnd.Complete();
    private static readonly PartitionEnd Partial = new PartitionEnd.Partial("cut");

    private IRunLedger Runs => this.Ledger.Runs;

    [Test]
    public async Task A_new_record_meets_the_credentials_of_its_person_with_the_same_claims_whose_record_was_not_staged()
    {
        await this.IssueAsync(("a", "k1"), ("a", "k2"));
        await this.PullAsync("r2", ("a", ["k2", "n1"], Complete));

        var met = await this.Runs.MeetKnownAsync("r2", [New("n1", "k1"), New("n1", "k2"), New("n1", "k1", "other claims"), New("n1", "nobody")], CancellationToken.None);

        Assert.That(met, Is.EqualTo(new[] { true, false, false, false }));
    }

    [Test]
    public async Task Neither_what_is_withdrawn_nor_another_mappings_is_met()
    {
        await this.IssueAsync(("a", "k1"), ("a", "k2"));
        await this.PullAsync("r2", ("a", ["k1"], Complete));
        await this.Driver.FinishAsync("r2", Decide("k1", DecisionKind.Withdrawn, 1), Decide("k2", DecisionKind.AbsentKept, 1) with { AbsentSince = new DateOnly(2026, 11, 20), AbsentRuns = 1 });
        await this.Driver.StartAsync("r3", mapping: "other");
        await this.Driver.PullAsync("r3", "n1");
        var other = await this.Runs.MeetKnownAsync("r3", [New("n1", "k2")], CancellationToken.None);
        await this.PullAsync("r4", ("a", ["n1", "n2"], Complete));

        var met = await this.Runs.MeetKnownAsync("r4", [New("n1", "k1"), New("n2", "k2")], CancellationToken.None);

        Assert.That((other[0], met[0], met[1]), Is.EqualTo((false, false, true)));
    }

    [Test]
    public async Task One_record_and_one_credential_are_chosen_for_each_other_and_no_more()
    {
        await this.IssueAsync(("a", "k1"), ("a", "k2"), ("b", "k3"));
        await this.PullAsync("r2", ("a", ["n1", "n2", "n3"], Complete), ("b", ["n4"], Partial));

        var matches = await this.ChooseAsync("r2", New("n1", "k1"), New("n2", "k2"), New("n3", "k2"), New("n4", "k3"));

        Assert.That(matches.Select(match => (match.Staged.Key, match.Credential?.Id, match.IsGone)), Is.EqualTo(new[]
        {
            ("n1", CredentialId("k1"), true),
            ("n2", null, false),
            ("n3", null, false),
            ("n4", (string?)CredentialId("k3"), false),
        }));
        Assert.That((matches[0].Staged.Partition, matches[0].Partition, matches[0].Credential?.State, matches[3].Partition), Is.EqualTo(("a", "a", (CredentialState?)CredentialState.Valid, "b")));
    }

    [Test]
    public async Task A_partition_that_is_gone_speaks_for_its_records_only_where_the_extract_is_complete()
    {
        await this.IssueAsync(("gone", "k1"));

        await this.PullAsync("r2", ("a", ["n1"], Complete), ("b", [], Partial));
        var incomplete = await this.ChooseAsync("r2", New("n1", "k1"));
        await this.Runs.AbandonAsync("r2", Start, RunOutcome.Failed, "x", "x", CancellationToken.None);
        await this.PullAsync("r3", ("a", ["n1"], Complete));
        var complete = await this.ChooseAsync("r3", New("n1", "k1"));

        Assert.That((incomplete.Single().IsGone, complete.Single().IsGone), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task The_credential_goes_on_with_the_new_key_and_the_old_one_remembers_that_it_passed_it_on()
    {
        await this.IssueAsync(("a", "k1"), ("a", "k2"));
        await this.PullAsync("r2", ("a", ["n1", "k2"], Complete));
        await this.ChooseAsync("r2", New("n1", "k1"));
        var absent = (await ListAsync(this.Runs.ReadAbsentAsync("r2", CancellationToken.None))).Single();
        var plan = await this.PlanAsync("r2", GoesOn("n1", "k1"));
        await this.Driver.ApplyAsync("r2");
        await this.Runs.CompleteAsync("r2", Start, RunOutcome.Succeeded, CancellationToken.None);

        var entry = await this.Ledger.Register.FindAsync(CredentialId("k1"), CancellationToken.None);
        var changes = await this.Ledger.Register.KeyChangesAsync(CredentialId("k1"), CancellationToken.None);
        await this.PullAsync("r3", ("a", ["k1", "k2", "n1"], Complete));
        var known = (await ListAsync(this.Runs.ReadStagedAsync("r3", CancellationToken.None))).ToDictionary(row => row.Key, row => row.Known);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((absent.Key, absent.MayGoOn), Is.EqualTo(("k1", true)));
            Assert.That(plan, Is.EqualTo(new[] { (CredentialId("k1"), DecisionKind.Unchanged) }));
            Assert.That((entry?.RecordKey, entry?.Version), Is.EqualTo(("n1", (int?)1)));
            Assert.That(changes, Is.EqualTo(new[] { new KeyChange(Start, "r2", "k1", "n1") }));
            Assert.That((known["n1"]?.Credential?.Id, known["n1"]?.Outcome), Is.EqualTo(((string?)CredentialId("k1"), (DecisionKind?)DecisionKind.Unchanged)));
            Assert.That((known["k1"]?.Credential, known["k1"]?.PassedOn, known["k1"]?.MappingHash), Is.EqualTo(((KnownCredential?)null, (int?)0, (string?)string.Empty)));
            Assert.That((known["k2"]?.PassedOn, known["k2"]?.Credential?.Id), Is.EqualTo(((int?)null, (string?)CredentialId("k2"))));
        }
    }

    [Test]
    public async Task A_credential_that_changed_since_does_not_go_on()
    {
        await this.IssueAsync(("a", "k1"));
        await this.PullAsync("r2", ("a", ["n1"], Complete));
        await this.Driver.SealAsync("r2", [GoesOn("n1", "k1") with { BaseVersion = 2 }]);

        var applied = await this.Driver.ApplyAsync("r2");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(applied[0].Changed.Select(row => (row.Kind, row.Code)), Is.EqualTo(new[] { (DecisionKind.Held, "LB4003") }));
            Assert.That((await this.Ledger.Register.FindAsync(CredentialId("k1"), CancellationToken.None))?.RecordKey, Is.EqualTo("k1"));
            Assert.That(await this.Ledger.Register.KeyChangesAsync(CredentialId("k1"), CancellationToken.None), Is.Empty);
        }
    }

    [Test]
    public async Task In_numbered_streams_keys_are_the_numbered_ones()
    {
        await this.Driver.StartAsync("r1");
        await this.Runs.StageAsync("r1", Batch("a", [Row("""["E1","2020"]""", group: """["E1"]""", order: "2020")], end: Complete), CancellationToken.None);
        await this.Runs.EndPullAsync("r1", numbered: true, CancellationToken.None);
        await this.Driver.FinishAsync("r1", Decide("""["E1","1"]""", DecisionKind.New) with { Partition = "a" });
        await this.Driver.StartAsync("r2");
        await this.Runs.StageAsync("r2", Batch("a", [Row("""["E2","2020"]""", group: """["E2"]""", order: "2020")], end: Complete), CancellationToken.None);
        await this.Runs.EndPullAsync("r2", numbered: true, CancellationToken.None);

        var moved = New("""["E2","1"]""", """["E1","1"]""");
        var met = await this.Runs.MeetKnownAsync("r2", [moved], CancellationToken.None);
        var match = (await this.ChooseAsync("r2", moved)).Single();

        Assert.That((met[0], match.Staged.Key, match.Credential?.Id, match.IsGone), Is.EqualTo((true, """["E2","1"]""", (string?)CredentialId("""["E1","1"]"""), true)));
    }

    [Test]
    public async Task A_run_that_is_decided_again_begins_without_what_was_chosen()
    {
        await this.IssueAsync(("a", "k1"));
        await this.PullAsync("r2", ("a", ["n1"], Complete));
        await this.ChooseAsync("r2", New("n1", "k1"));

        await this.Runs.EndPullAsync("r2", numbered: false, CancellationToken.None);

        Assert.That(await ListAsync(this.Runs.ReadKeyMatchesAsync("r2", CancellationToken.None)), Is.Empty);
    }

    // What the driver issues about a key is about the person of that key.
    private static KeyCandidate New(string key, string like, string claims = "claims") => new(key, "p-" + like, Hash(claims));

    private static Decision GoesOn(string key, string from) => Decide(key, DecisionKind.Unchanged, 1) with
    {
        Partition = "a",
        CredentialId = CredentialId(from),
        PersonId = "p-" + from,
        ClaimsHash = null,
        Change = SourceChange.KeyChange,
    };

    private async Task<List<KeyMatch>> ChooseAsync(string runId, params KeyCandidate[] candidates)
    {
        await this.Runs.AddKeyCandidatesAsync(runId, candidates, CancellationToken.None);
        await this.Runs.ChooseKeysAsync(runId, CancellationToken.None);
        return await ListAsync(this.Runs.ReadKeyMatchesAsync(runId, CancellationToken.None));
    }

    private async Task<List<(string, DecisionKind)>> PlanAsync(string runId, params Decision[] decisions)
    {
        await this.Driver.SealAsync(runId, decisions);
        return [.. (await ListAsync(this.Runs.ReadPlanAsync(runId, CancellationToken.None))).Select(row => (row.CredentialId, row.Kind))];
    }

    private async Task IssueAsync(params (string Partition, string Key)[] records)
    {
        await this.PullAsync("r1", [.. records.GroupBy(record => record.Partition).Select(part => (part.Key, part.Select(record => record.Key).ToArray(), Complete))]);
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
}
