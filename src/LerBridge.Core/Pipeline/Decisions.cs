using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;

namespace LerBridge.Core.Pipeline;

/// <summary>The rows that a policy begins with, and what it makes of them.</summary>
internal static class Decisions
{
    /// <summary>A row of which nothing is decided yet.</summary>
    public static Decision Base(StagedRecord staged) => new()
    {
        RecordKey = staged.Key,
        Partition = staged.Partition,
        Fingerprint = staged.Fingerprint,
        Kind = DecisionKind.Unchanged,
    };

    /// <summary>The same, about a credential that there is.</summary>
    public static Decision About(StagedRecord staged, KnownCredential credential) => Base(staged) with
    {
        CredentialId = credential.Id,
        PersonId = credential.PersonId,
        Generation = credential.Generation,
        BaseVersion = credential.Version,
    };

    /// <summary>A record that is absent and whose credential stays.</summary>
    public static Decision Still(KnownRecord known, KnownCredential credential) => new()
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

    /// <summary>The row held. One that would have made a credential names none: there is none yet.</summary>
    public static Decision Held(Decision decision)
    {
        var bare = Bare(decision) with { Kind = DecisionKind.Held, Action = null, Cause = null, Asks = null };
        return decision.Kind == DecisionKind.New
            ? bare with { CredentialId = decision.Replaces?.Id, PersonId = decision.Replaces?.PersonId, Generation = 0, BaseVersion = decision.Replaces?.Version ?? 0, Replaces = null }
            : bare;
    }

    /// <summary>The row without what would be said.</summary>
    public static Decision Bare(Decision decision) => decision with { Claims = default, ClaimsHash = null, Outline = default, Rank = null, Suspendable = false };

    /// <summary>The row with its reason.</summary>
    public static Decision Because(Decision decision, MapReason reason) => decision with { Code = reason.Code, Reason = reason.Text, Where = reason.Where };

    /// <summary>What a person's yes would make of a held row; null where the mapping forbids it.</summary>
    public static Decision? Proposal(Decision decision, params ReadOnlySpan<Allowed> needed) => needed.Contains(Allowed.No) ? null : decision;
}
