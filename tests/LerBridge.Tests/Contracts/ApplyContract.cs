using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using NUnit.Framework;
using static LerBridge.Tests.Contracts.LedgerDriver;

namespace LerBridge.Tests.Contracts;

/// <summary>Applying a plan: register, status, outbox and record state are one transaction, and nothing is done twice.</summary>
internal abstract class ApplyContract<THarness> : LedgerContract<THarness>
    where THarness : ILedgerHarness, new()
{
    private IRunLedger Runs => this.Ledger.Runs;

    [Test]
    public async Task Rows_are_taken_in_parts_each_once_until_none_is_left()
    {
        await this.PlanAsync("r1", [.. Enumerable.Range(0, 5).Select(number => Decide($"k{number}", DecisionKind.New))]);

        var parts = await this.Driver.ApplyAsync("r1", limit: 2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(parts.Select(part => part.Taken), Is.EqualTo([2, 2, 1, 0]));
            Assert.That((await this.Ledger.Register.CountAsync(CancellationToken.None))[CredentialState.Valid], Is.EqualTo(5));
        }
    }

    [Test]
    public async Task A_new_credential_is_given_a_place_and_a_correction_keeps_it()
    {
        await this.Driver.IssueAsync("r1", "k1");
        await this.PlanAsync("r2", Decide("k1", DecisionKind.Corrected, 1, "other claims"));
        var before = (await this.FindAsync("k1")).Status;
        PlannedChange? seen = null;

        await this.Runs.ApplyPartAsync("r2", 10, part => this.Driver.Sign([seen = part[0]]), CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Has.Count.EqualTo(1));
            Assert.That((before[0].Purpose, before[0].List), Is.EqualTo((StatusPurpose.Revocation, 1)));
            Assert.That(seen?.Status, Is.EqualTo(before));
            Assert.That(seen?.PreviousValidFrom, Is.EqualTo(Start));
            Assert.That((await this.FindAsync("k1")).Status, Is.EqualTo(before));
        }
    }

    [Test]
    public async Task A_new_credential_has_no_validFrom_before_and_other_rows_have_no_place()
    {
        await this.PlanAsync("r1", Decide("k1", DecisionKind.New), Decide("k2", DecisionKind.Skipped));
        IReadOnlyList<PlannedChange> seen = [];

        await this.Runs.ApplyPartAsync("r1", 10, part => this.Driver.Sign(seen = part), CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen.Select(change => change.PreviousValidFrom), Is.All.Null);
            Assert.That(seen.Select(change => change.Status.Count), Is.EqualTo([1, 0]));
        }
    }

    [Test]
    public async Task The_decision_comes_to_the_signer_as_it_was_planned()
    {
        var planned = Decide("k1", DecisionKind.New) with { Generation = 2, PrivacyUnknown = true, Waits = true, Code = "c", Reason = "r", Where = "w", AbsentSince = new DateOnly(2026, 1, 2), AbsentRuns = 4 };
        await this.PlanAsync("r1", planned);
        Decision? seen = null;

        await this.Runs.ApplyPartAsync("r1", 10, part => this.Driver.Sign([part[0] with { Decision = seen = part[0].Decision }]), CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen! with { Claims = default }, Is.EqualTo(planned with { Claims = default }));
            Assert.That(seen!.Claims.ToArray(), Is.EqualTo(planned.Claims.ToArray()));
        }
    }

    [TestCase(DecisionKind.Corrected, DecisionKind.Held)]
    [TestCase(DecisionKind.Withdrawn, DecisionKind.Held)]
    [TestCase(DecisionKind.AbsentWithdrawn, DecisionKind.AbsentHeld)]
    [TestCase(DecisionKind.New, DecisionKind.Held)]
    public async Task A_row_whose_credential_has_moved_on_is_held_and_not_signed(DecisionKind planned, DecisionKind became)
    {
        await this.Driver.IssueAsync("r1", "k1");
        await this.PlanAsync("r2", Decide("k1", planned, planned == DecisionKind.New ? 0 : 2));

        var result = await this.Runs.ApplyPartAsync("r2", 10, part => part.Count == 0 ? [] : throw new InvalidOperationException("Nothing is to be signed."), CancellationToken.None);

        var run = await this.Runs.FindAsync("r2", CancellationToken.None);
        var problems = await this.Runs.ProblemsAsync("r2", CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Taken, Is.EqualTo(1));
            Assert.That(result.Changed.Select(decision => (decision.Kind, decision.Code)), Is.EqualTo([(became, "LB4003")]));
            Assert.That((await this.FindAsync("k1")).Version, Is.EqualTo(1));
            Assert.That((run?.Counts.Read + run?.Counts.Absent, run?.Counts.Held + run?.Counts.AbsentHeld), Is.EqualTo(((long?)1, (long?)1)));
            Assert.That(problems.Select(problem => (problem.Kind, problem.Code, problem.Count)), Is.EqualTo([(became, "LB4003", 1L)]));
        }
    }

    [Test]
    public async Task A_row_that_was_held_for_having_moved_on_is_evaluated_again_next_time()
    {
        await this.Driver.IssueAsync("r1", "k1");
        await this.PlanAsync("r2", Decide("k1", DecisionKind.Corrected, 7));
        await this.Driver.ApplyAsync("r2");
        await this.Runs.CompleteAsync("r2", Start, RunOutcome.Succeeded, CancellationToken.None);
        await this.Driver.StartAsync("r3");
        await this.Driver.PullAsync("r3", "k1");

        var known = (await ListAsync(this.Runs.ReadStagedAsync("r3", CancellationToken.None))).Single().Known;

        Assert.That((known?.Outcome, known?.MappingHash, known?.Credential?.Version), Is.EqualTo(((DecisionKind?)DecisionKind.Held, string.Empty, (int?)1)));
    }

    [Test]
    public async Task Two_rows_about_one_credential_are_not_both_applied()
    {
        var twin = Decide("k2", DecisionKind.New) with { CredentialId = CredentialId("k1") };
        await this.PlanAsync("r1", Decide("k1", DecisionKind.New), twin);

        var result = await this.Runs.ApplyPartAsync("r1", 10, this.Driver.Sign, CancellationToken.None);

        Assert.That(result.Changed.Select(decision => (decision.RecordKey, decision.Code)), Is.EqualTo([("k2", "LB4003")]));
    }

    [Test]
    public async Task A_row_that_the_signer_turns_down_is_counted_as_what_it_became_and_takes_no_place()
    {
        await this.PlanAsync("r1", Decide("k1", DecisionKind.New), Decide("k2", DecisionKind.New), Decide("k3", DecisionKind.New));

        var result = await this.Runs.ApplyPartAsync(
            "r1",
            10,
            part => [.. part.Select((change, at) => at == 1 ? this.Driver.Sign([change])[0] : new AppliedChange { Decision = change.Decision with { Kind = DecisionKind.Failed, Code = "LB6301", Reason = "Not signed." } })],
            CancellationToken.None);

        var run = await this.Runs.FindAsync("r1", CancellationToken.None);
        var problems = await this.Runs.ProblemsAsync("r1", CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Changed.Select(decision => decision.RecordKey), Is.EqualTo(["k1", "k3"]));
            Assert.That((run?.Counts.New, run?.Counts.Failed, run?.Counts.Read), Is.EqualTo(((long?)1, (long?)2, (long?)3)));
            Assert.That(problems, Is.EqualTo([new RunProblem(DecisionKind.Failed, "LB6301", "Not signed.", null, 2, null)]));
            Assert.That(await this.Ledger.Register.FindAsync(CredentialId("k1"), CancellationToken.None), Is.Null);
        }
    }

    [Test]
    public async Task A_signer_that_fails_leaves_nothing_behind_and_the_part_can_be_applied_again()
    {
        await this.PlanAsync("r1", Decide("k1", DecisionKind.New), Decide("k2", DecisionKind.Skipped));

        Assert.That(() => this.Runs.ApplyPartAsync("r1", 10, _ => throw new ArithmeticException("no key"), CancellationToken.None), Throws.TypeOf<ArithmeticException>());

        var empty = await this.Ledger.Register.CountAsync(CancellationToken.None);
        var again = await this.Driver.ApplyAsync("r1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(empty[CredentialState.Valid], Is.Zero);
            Assert.That(again[0].Taken, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task A_run_opened_again_goes_on_with_the_next_rows()
    {
        await this.PlanAsync("r1", [.. Enumerable.Range(0, 4).Select(number => Decide($"k{number}", DecisionKind.New))]);
        await this.Runs.ApplyPartAsync("r1", 3, this.Driver.Sign, CancellationToken.None);
        var other = new LedgerDriver(await this.OpenAgainAsync());

        var parts = await other.ApplyAsync("r1");

        Assert.That(parts.Select(part => part.Taken), Is.EqualTo([1, 0]));
    }

    [Test]
    public async Task A_version_that_does_not_follow_is_a_defect_and_is_not_written()
    {
        await this.PlanAsync("r1", Decide("k1", DecisionKind.New));

        Assert.That(
            () => this.Runs.ApplyPartAsync("r1", 10, part => [.. this.Driver.Sign(part).Select(change => change with { Version = change.Version! with { Version = 5 } })], CancellationToken.None),
            Throws.InvalidOperationException);
    }

    [Test]
    public async Task A_credential_can_pass_to_the_record_that_stands_for_it_now()
    {
        await this.Driver.IssueAsync("r1", "k1");
        await this.Driver.StartAsync("r2");
        await this.Driver.PullAsync("r2", "k1", "k2");
        await this.Driver.FinishAsync("r2", Decide("k1", DecisionKind.Skipped), Decide("k2", DecisionKind.Corrected, 1) with { CredentialId = CredentialId("k1") });
        await this.Driver.StartAsync("r3");
        await this.Driver.PullAsync("r3", "k1", "k2");

        var rows = await ListAsync(this.Runs.ReadStagedAsync("r3", CancellationToken.None));

        Assert.That(rows.Select(row => row.Known?.Credential?.Id), Is.EqualTo(new[] { null, CredentialId("k1") }));
    }

    [Test]
    public async Task A_correction_can_name_another_person()
    {
        await this.Driver.IssueAsync("r1", "k1");
        await this.Driver.StartAsync("r2");
        await this.Driver.PullAsync("r2", "k1");
        await this.Driver.FinishAsync("r2", Decide("k1", DecisionKind.Corrected, 1) with { PersonId = "someone else" });
        await this.Driver.StartAsync("r3");
        await this.Driver.PullAsync("r3", "k1");

        var known = (await ListAsync(this.Runs.ReadStagedAsync("r3", CancellationToken.None))).Single().Known;

        Assert.That(known?.Credential?.PersonId, Is.EqualTo("someone else"));
    }

    private async Task PlanAsync(string runId, params Decision[] decisions)
    {
        await this.Driver.StartAsync(runId);
        await this.Driver.PullAsync(runId, [.. decisions.Select(decision => decision.RecordKey)]);
        await this.Driver.SealAsync(runId, decisions);
    }

    private async Task<RegisterEntry> FindAsync(string key) =>
        await this.Ledger.Register.FindAsync(CredentialId(key), CancellationToken.None) ?? throw new InvalidOperationException($"{key} has no credential.");
}
