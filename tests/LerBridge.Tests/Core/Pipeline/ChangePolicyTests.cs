using LerBridge.Core.Credentials;
using LerBridge.Core.Installation;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Pipeline;
using LerBridge.Tests.Builders;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Pipeline;

internal sealed class ChangePolicyTests
{
    private static readonly byte[] Claims = """{"name":"B"}"""u8.ToArray();
    private static readonly string ClaimsHash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Claims));
    private static readonly MapReason BelowC = new("LB3001", "below C", "mappings/courses.yaml:30:5");

    private readonly InstallationSecret secret = new(new byte[32]);

    [Test]
    public void A_record_never_seen_is_new() =>
        Assert.That(this.Policy().WithClaims(Row(), Says("p")), Has.Property("Kind").EqualTo(DecisionKind.New).And.Property("BaseVersion").Zero.And.Property("Generation").Zero);

    [Test]
    public void The_same_claims_for_the_same_person_are_unchanged() =>
        Assert.That(this.Policy().WithClaims(Row(Issued()), Says("p")).Kind, Is.EqualTo(DecisionKind.Unchanged));

    [Test]
    public void Other_claims_correct_under_the_same_id()
    {
        var decision = this.Policy().WithClaims(Row(Issued(claimsHash: "other")), Says("p"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(decision.Kind, Is.EqualTo(DecisionKind.Corrected));
            Assert.That(decision.CredentialId, Is.EqualTo("urn:uuid:1"));
            Assert.That(decision.BaseVersion, Is.EqualTo(3));
        }
    }

    [TestCase(ChangeAction.Hold, DecisionKind.Held)]
    [TestCase(ChangeAction.Ignore, DecisionKind.Unchanged)]
    [TestCase(ChangeAction.Revoke, DecisionKind.Withdrawn)]
    public void What_a_change_does_is_the_mappings_decision(ChangeAction action, DecisionKind expected)
    {
        var plan = Plans.Make();
        var policy = this.Policy(plan with { OnChange = plan.OnChange with { Changed = new OnChangeRule(action, TimeSpan.Zero, "x:1:1") } });

        Assert.That(policy.WithClaims(Row(Issued(claimsHash: "other")), Says("p")).Kind, Is.EqualTo(expected));
    }

    [Test]
    public void What_was_revoked_and_qualifies_again_is_issued_anew_under_another_id()
    {
        var decision = this.Policy().WithClaims(Row(Issued(state: CredentialState.Revoked)), Says("p"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(decision.Kind, Is.EqualTo(DecisionKind.New));
            Assert.That(decision.Generation, Is.EqualTo(1));
            Assert.That(decision.CredentialId, Is.Not.EqualTo("urn:uuid:1"));
        }
    }

    [Test]
    public void A_skip_withdraws_what_was_issued_and_only_that()
    {
        var skip = new MapResult.Skip(BelowC);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(this.Policy().WithoutClaims(Row(Issued()), skip).Kind, Is.EqualTo(DecisionKind.Withdrawn));
            Assert.That(this.Policy().WithoutClaims(Row(), skip).Kind, Is.EqualTo(DecisionKind.Skipped));
            Assert.That(this.Policy().WithoutClaims(Row(Issued(state: CredentialState.Revoked)), skip).Kind, Is.EqualTo(DecisionKind.Skipped));
        }
    }

    [Test]
    public void A_hold_or_a_failure_leaves_what_was_issued_as_it_is()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(this.Policy().WithoutClaims(Row(Issued()), new MapResult.Hold(BelowC)).Kind, Is.EqualTo(DecisionKind.Held));
            Assert.That(this.Policy().WithoutClaims(Row(Issued()), new MapResult.Fail(BelowC)).Kind, Is.EqualTo(DecisionKind.Failed));
        }
    }

    [TestCase(Allowed.Yes, DecisionKind.New, false)]
    [TestCase(Allowed.Ask, DecisionKind.Held, true)]
    [TestCase(Allowed.No, DecisionKind.Held, false)]
    public void Nothing_is_issued_that_the_mapping_does_not_allow(Allowed allowed, DecisionKind expected, bool waits)
    {
        var plan = Plans.Make();
        var policy = this.Policy(plan with { Allow = plan.Allow with { New = allowed } });
        var decision = policy.Gate(policy.WithClaims(Row(), Says("p")));

        Assert.That((decision.Kind, decision.Waits, decision.Proposed?.Kind), Is.EqualTo((expected, waits, waits ? DecisionKind.New : (DecisionKind?)null)));
    }

    [TestCase(Allowed.Yes, DecisionKind.Withdrawn)]
    [TestCase(Allowed.Ask, DecisionKind.Held)]
    [TestCase(Allowed.No, DecisionKind.Held)]
    public void Nothing_is_withdrawn_that_the_mapping_does_not_allow(Allowed allowed, DecisionKind expected)
    {
        var plan = Plans.Make();

        var policy = this.Policy(plan with { Allow = plan.Allow with { Withdraw = allowed } });

        Assert.That(policy.Gate(policy.WithoutClaims(Row(Issued()), new MapResult.Skip(BelowC))).Kind, Is.EqualTo(expected));
    }

    [Test]
    public void A_first_absence_never_withdraws_even_where_the_mapping_says_revoke_at_once()
    {
        var policy = this.Policy(WithAbsent(ChangeAction.Revoke, TimeSpan.Zero));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(policy.Absent(Known(Issued()), doubtful: false).Kind, Is.EqualTo(DecisionKind.AbsentKept));
            Assert.That(policy.Absent(Known(Issued()) with { AbsentSince = Today.AddDays(-1), AbsentRuns = 1 }, doubtful: false).Kind, Is.EqualTo(DecisionKind.AbsentWithdrawn));
        }
    }

    [TestCase(6, DecisionKind.AbsentKept)]
    [TestCase(7, DecisionKind.AbsentHeld)]
    public void An_absence_counts_after_its_grace(int days, DecisionKind expected)
    {
        var policy = this.Policy(WithAbsent(ChangeAction.Hold, TimeSpan.FromDays(7)));

        Assert.That(policy.Absent(Known(Issued()) with { AbsentSince = Today.AddDays(-days), AbsentRuns = days }, doubtful: false).Kind, Is.EqualTo(expected));
    }

    private static ClaimedRecord Says(string person) => new(Claims, person);

    private static DateOnly Today { get; } = new(2026, 11, 20);

    private static MappingPlan WithAbsent(ChangeAction action, TimeSpan after)
    {
        var plan = Plans.Make();
        return plan with { OnChange = plan.OnChange with { Absent = new OnChangeRule(action, after, "x:1:1") } };
    }

    private ChangePolicy Policy(MappingPlan? plan = null) => new(plan ?? Plans.Make(), Runs.Make(Today), this.secret);

    private static StagedRecord Row(KnownCredential? credential = null) => new()
    {
        Key = """["c1","p1"]""",
        Partition = "c1",
        Fingerprint = "f2",
        Content = default,
        Known = credential is null ? null : Known(credential),
    };

    private static KnownRecord Known(KnownCredential credential) => new()
    {
        Key = """["c1","p1"]""",
        Partition = "c1",
        Fingerprint = "f1",
        MappingHash = "h1",
        DecidedOn = Today.AddDays(-1),
        Outcome = DecisionKind.Unchanged,
        Credential = credential,
    };

    private static KnownCredential Issued(CredentialState state = CredentialState.Valid, string? claimsHash = null) => new()
    {
        Id = "urn:uuid:1",
        PersonId = "p",
        Generation = 0,
        Version = 3,
        State = state,
        ClaimsHash = claimsHash ?? ClaimsHash,
    };
}
