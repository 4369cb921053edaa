using System.Security.Cryptography;
using LerBridge.Core.Credentials;
using LerBridge.Core.Installation;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;

namespace LerBridge.Core.Pipeline;

/// <summary>What a record's claims, or their absence, mean for what was issued before: <c>on_change</c> and <c>allow</c> applied (mapping/v1 §4.5).</summary>
internal sealed class ChangePolicy
{
    /// <summary>The code of rows that are held because the mapping does not say whether it may be done.</summary>
    public const string WaitsCode = "LB4001";

    private readonly MappingPlan plan;
    private readonly RunEntry run;
    private readonly InstallationSecret secret;

    public ChangePolicy(MappingPlan plan, RunEntry run, InstallationSecret secret)
    {
        this.plan = plan;
        this.run = run;
        this.secret = secret;
    }

    /// <summary>The record qualifies and its person is known.</summary>
    public Decision WithClaims(StagedRecord staged, ReadOnlyMemory<byte> claims, string personId)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(claims.Span));
        var credential = staged.Known?.Credential;
        if (credential is null || credential.State == CredentialState.Revoked)
        {
            // A revocation is final: what returns is issued anew (on_change: returned).
            var generation = credential is null ? 0 : credential.Generation + 1;
            var fresh = Base(staged) with
            {
                Kind = DecisionKind.New,
                CredentialId = this.secret.CredentialId(this.plan.Id, personId, staged.Key, generation),
                PersonId = personId,
                Generation = generation,
                Claims = claims,
                ClaimsHash = hash,
            };
            return this.Permit(fresh, this.plan.Allow.New, "issue");
        }

        var same = string.Equals(credential.ClaimsHash, hash, StringComparison.Ordinal);
        var samePerson = string.Equals(credential.PersonId, personId, StringComparison.Ordinal);
        var about = About(staged, credential);
        if (same && samePerson)
        {
            return about with { Kind = DecisionKind.Unchanged };
        }

        var rule = samePerson ? this.plan.OnChange.Changed : this.plan.OnChange.PersonChanged;
        return rule.Action switch
        {
            ChangeAction.Ignore => about with { Kind = DecisionKind.Unchanged },
            ChangeAction.Correct => this.Permit(about with { Kind = DecisionKind.Corrected, PersonId = personId, Claims = claims, ClaimsHash = hash }, this.plan.Allow.Correct, "correct"),
            ChangeAction.Revoke => this.Permit(about with { Kind = DecisionKind.Withdrawn, Code = "LB4011", Reason = "The record changed, and the mapping withdraws on change.", Where = rule.Where }, this.plan.Allow.Withdraw, "withdraw"),
            _ => about with { Kind = DecisionKind.Held, Code = "LB4010", Reason = samePerson ? "The record changed, and the mapping holds changes." : "The record now belongs to another person, and the mapping holds that.", Where = rule.Where },
        };
    }

    /// <summary>The record does not qualify, is held, or cannot be mapped.</summary>
    public Decision WithoutClaims(StagedRecord staged, MapResult result)
    {
        var credential = staged.Known?.Credential;
        var about = credential is null ? Base(staged) : About(staged, credential);
        switch (result)
        {
            case MapResult.Hold { Reason: var reason }:
                return Because(about with { Kind = DecisionKind.Held }, reason);
            case MapResult.Fail { Reason: var reason }:
                return Because(about with { Kind = DecisionKind.Failed }, reason);
            case MapResult.Skip { Reason: var reason } when credential is null or { State: CredentialState.Revoked }:
                return Because(about with { Kind = DecisionKind.Skipped }, reason);
            case MapResult.Skip { Reason: var reason }:
                return this.plan.OnChange.NoLongerQualifies.Action switch
                {
                    ChangeAction.Revoke => this.Permit(Because(about with { Kind = DecisionKind.Withdrawn }, reason), this.plan.Allow.Withdraw, "withdraw"),
                    ChangeAction.Ignore => Because(about with { Kind = DecisionKind.Skipped }, reason),
                    _ => Because(about with { Kind = DecisionKind.Held }, reason),
                };
            default:
                throw new InvalidOperationException($"A {result.GetType().Name} has claims or ends the run.");
        }
    }

    /// <summary>The record was issued and a complete extract lacks it. A first absence never withdraws, nor does one that may be a row that could not be read.</summary>
    /// <param name="known">The record.</param>
    /// <param name="doubtful">Its part of the extract has rows that could not be read and of which it is not known whose they are.</param>
    public Decision Absent(KnownRecord known, bool doubtful)
    {
        var credential = known.Credential ?? throw new InvalidOperationException("Only issued records can be missed.");
        var rule = this.plan.OnChange.Absent;
        var since = known.AbsentSince ?? this.run.RecordDate;
        var runs = known.AbsentRuns + 1;
        if (doubtful)
        {
            // Not counted as an absence, so that a withdrawal still needs two of them.
            return Still(known, credential) with
            {
                Kind = rule.Action == ChangeAction.Ignore ? DecisionKind.AbsentKept : DecisionKind.AbsentHeld,
                AbsentSince = known.AbsentSince,
                AbsentRuns = known.AbsentRuns,
                Code = "LB4021",
                Reason = "The record is not in the extract, but rows of it could not be read, and one of them may be this record.",
                Where = rule.Where,
            };
        }

        var past = this.run.RecordDate.DayNumber - since.DayNumber >= rule.After.TotalDays;
        var about = Still(known, credential) with { AbsentSince = since, AbsentRuns = runs, Where = rule.Where };
        if (!past || rule.Action == ChangeAction.Ignore || (rule.Action == ChangeAction.Revoke && runs < 2))
        {
            return about;
        }

        var held = about with { Kind = DecisionKind.AbsentHeld, Code = "LB4020", Reason = "A complete extract no longer has the record." };
        if (rule.Action != ChangeAction.Revoke)
        {
            return held;
        }

        return this.plan.Allow.Withdraw switch
        {
            Allowed.Yes => held with { Kind = DecisionKind.AbsentWithdrawn },
            Allowed.Ask => held with { Code = WaitsCode, Reason = "Withdrawing waits until the mapping says allow.withdraw: true or false.", Where = this.plan.Allow.Where, Waits = true },
            _ => held with { Code = "LB4002", Reason = "The mapping does not allow to withdraw.", Where = this.plan.Allow.Where },
        };
    }

    private static Decision Still(KnownRecord known, KnownCredential credential) => new()
    {
        RecordKey = known.Key,
        Partition = known.Partition,
        Fingerprint = known.Fingerprint,
        Kind = DecisionKind.AbsentKept,
        CredentialId = credential.Id,
        PersonId = credential.PersonId,
        Generation = credential.Generation,
        BaseVersion = credential.Version,
        ClaimsHash = credential.ClaimsHash,
    };

    private Decision Permit(Decision decision, Allowed allowed, string verb) => allowed switch
    {
        Allowed.Yes => decision,
        Allowed.Ask => Held(decision) with { Code = WaitsCode, Reason = $"To {verb} it waits until the mapping says whether it may (allow).", Where = this.plan.Allow.Where, Waits = true },
        _ => Held(decision) with { Code = "LB4002", Reason = $"The mapping does not allow to {verb}.", Where = this.plan.Allow.Where },
    };

    // A row that would have made a credential names none: there is none yet.
    private static Decision Held(Decision decision) => decision.Kind == DecisionKind.New
        ? decision with { Kind = DecisionKind.Held, CredentialId = null, PersonId = null, Generation = 0, Claims = default, ClaimsHash = null }
        : decision with { Kind = DecisionKind.Held, Claims = default, ClaimsHash = null };

    private static Decision Because(Decision decision, MapReason reason) => decision with { Code = reason.Code, Reason = reason.Text, Where = reason.Where };

    private static Decision Base(StagedRecord staged) => new()
    {
        RecordKey = staged.Key,
        Partition = staged.Partition,
        Fingerprint = staged.Fingerprint,
        Kind = DecisionKind.Unchanged,
    };

    private static Decision About(StagedRecord staged, KnownCredential credential) => Base(staged) with
    {
        CredentialId = credential.Id,
        PersonId = credential.PersonId,
        Generation = credential.Generation,
        BaseVersion = credential.Version,
    };
}
