using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Sources;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// What a run could not read, although an earlier one could, is no change of a record. Where the mapping reads such a field, a record that would be corrected or withdrawn is held, and what was
/// issued stays; so is one that would be issued for the first time, where it is certain that the source has the value. A record whose claims come out the same is unchanged.
/// </summary>
internal sealed class UnreadGuard
{
    /// <summary>The code of records that are held for it. They are decided anew by every run: the field may be back while the record is as it was.</summary>
    public const string Code = "LB3107";

    private readonly MapReason? change;
    private readonly MapReason? first;

    public UnreadGuard(MappingPlan plan, IEnumerable<UnreadField> unread)
    {
        var read = unread.Where(field => plan.ReadFields.ContainsKey(field.Field)).ToList();
        this.change = Reason(plan, read);
        this.first = Reason(plan, read.FindAll(field => field.HoldsNew));
    }

    /// <summary>The decision, or a hold in its place.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="credential">What was issued before.</param>
    /// <param name="pending">What waited out its grace: it goes on waiting, and this run does not count.</param>
    public Decision Check(Decision decision, KnownCredential? credential, PendingChange? pending)
    {
        if (credential is { State: not CredentialState.Revoked })
        {
            return this.change is { } why && (decision.Kind is DecisionKind.Corrected or DecisionKind.Withdrawn or DecisionKind.Held || decision.Replaces is not null)
                ? Held(decision, why) with { CredentialId = credential.Id, PersonId = credential.PersonId, Generation = credential.Generation, BaseVersion = credential.Version, Pending = pending }
                : decision;
        }

        // A revocation is final: what returns would be issued anew, as would what has never been issued.
        return this.first is { } reason && decision.Kind == DecisionKind.New
            ? Held(decision, reason) with { CredentialId = null, PersonId = null, Generation = 0 }
            : decision;
    }

    private static Decision Held(Decision decision, MapReason reason) => decision with
    {
        Kind = DecisionKind.Held,
        Claims = default,
        ClaimsHash = null,
        Outline = default,
        Rank = null,
        Suspendable = false,
        Change = null,
        Action = null,
        Cause = null,
        Replaces = null,
        Pending = null,
        PrivacyUnknown = false,
        Waits = false,
        Asks = null,
        Proposed = null,
        Code = reason.Code,
        Reason = reason.Text,
        Where = reason.Where,
    };

    private static MapReason? Reason(MappingPlan plan, List<UnreadField> fields) => fields.Count == 0
        ? null
        : new MapReason(Code, $"{string.Join(" ", fields.Select(field => field.Reason).Distinct(StringComparer.Ordinal).Take(3))} What was issued stays as it is.", plan.ReadFields[fields[0].Field]);
}
