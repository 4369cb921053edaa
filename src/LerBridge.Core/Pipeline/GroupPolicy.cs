using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// What a record of a group comes to once one of them is kept. The credential of the group goes with the one that is kept; a credential whose record moved elsewhere, or that is from
/// before the mapping kept one of several, is taken back by the record it stood for.
/// </summary>
internal sealed class GroupPolicy
{
    private readonly MappingPlan plan;
    private readonly ChangePolicy policy;
    private readonly MapReason superseded;

    public GroupPolicy(MappingPlan plan, ChangePolicy policy)
    {
        this.plan = plan;
        this.policy = policy;
        this.superseded = new MapReason(ChangeReasons.Superseded, $"Another record of its group is kept (repeat: {plan.Repeat.Keep.ToString().ToLowerInvariant()}).", plan.Repeat.Where);
    }

    /// <summary>What is to be said of a member that qualifies.</summary>
    public static ClaimedRecord? Claimed(GroupMember member) => member.Candidate is { Standing: Standing.Qualifies, PersonId: { } person } candidate
        ? new ClaimedRecord(candidate.Claims, person) { Rank = candidate.Rank }
        : null;

    /// <summary>The credential that the one that is kept takes over: the group's own, else the one that stood for it before there were groups.</summary>
    public static KnownCredential? Target(GroupMember member) =>
        !member.Kept || member.Candidate.Standing != Standing.Qualifies ? null : member.OfGroup ?? (member.OwnIsUngrouped ? member.Known?.Credential : null);

    /// <summary>Decides.</summary>
    /// <param name="member">The member.</param>
    /// <param name="claimed">What is to be said of it, where it qualifies.</param>
    /// <param name="before">The outline of what the credential says now that it takes over.</param>
    public Decision Decide(GroupMember member, ClaimedRecord? claimed, ClaimsOutline? before)
    {
        var candidate = member.Candidate;
        var decision = candidate.Standing switch
        {
            Standing.Qualifies when claimed is not null && member.Kept => this.Kept(member, claimed, before),
            Standing.Qualifies => this.Lost(member, this.superseded),
            Standing.Skipped => this.Lost(member, new MapReason(candidate.Code ?? string.Empty, candidate.Reason ?? string.Empty, candidate.Where ?? string.Empty)),
            Standing.Absent => this.Absent(member),
            Standing.Held => this.policy.WithoutClaims(Staged(member, member.Known?.Credential), new MapResult.Hold(ReasonOf(candidate))),
            Standing.Failed => this.policy.WithoutClaims(Staged(member, member.Known?.Credential), new MapResult.Fail(ReasonOf(candidate))),
            _ => throw new InvalidOperationException("What was not read is not decided."),
        };

        // What a held one stands for is compared by what it was, not by what it seems to be now.
        return candidate.Standing is Standing.Qualifies or Standing.Skipped
            ? decision with { Group = candidate.Group, Dated = candidate.Dated, Rank = decision.Rank ?? candidate.Rank, PrivacyUnknown = claimed is not null && candidate.PrivacyUnknown }
            : decision;
    }

    private static MapReason ReasonOf(Candidate candidate) => new(candidate.Code ?? string.Empty, candidate.Reason ?? string.Empty, candidate.Where ?? string.Empty);

    private static StagedRecord Staged(GroupMember member, KnownCredential? credential) => new()
    {
        Key = member.Candidate.RecordKey,
        Partition = member.Candidate.Partition,
        Fingerprint = member.Candidate.Fingerprint,
        Content = default,
        Known = member.Known is { } known ? known with { Credential = credential } : null,
    };

    private static bool IsLive(KnownCredential? credential) => credential is { State: not CredentialState.Revoked };

    /// <summary>True where a record that is kept takes over the credential which stands for this one.</summary>
    private static bool IsTakenOver(GroupMember member) => !member.OwnIsUngrouped && member.OwnKeptStanding is Standing.Qualifies or Standing.Held or Standing.Failed or Standing.Stands;

    private Decision Kept(GroupMember member, ClaimedRecord claimed, ClaimsOutline? before)
    {
        var target = Target(member);
        var group = member.Candidate.Group ?? throw new InvalidOperationException("The one that is kept has a group.");
        var decision = this.policy.WithClaims(Staged(member, target), claimed, new Standpoint(target, group, member.Passes), before);
        return member.Known?.Credential is { } own && IsLive(own) && own.Id != target?.Id && !IsTakenOver(member) ? this.policy.InPlaceOf(decision, own, claimed) : decision;
    }

    private Decision Lost(GroupMember member, MapReason reason)
    {
        var own = member.Known?.Credential;
        if (!IsLive(own) || IsTakenOver(member))
        {
            return this.policy.WithoutClaims(Staged(member, null), new MapResult.Skip(reason));
        }

        // The next best is out of sight: whether there is one cannot be told.
        return member.OwnKeptStanding == Standing.Possible
            ? this.policy.WithoutClaims(Staged(member, own), new MapResult.Hold(new MapReason(ChangeReasons.NextUnread, ChangeReasons.NextUnreadText, this.plan.Repeat.Where)))
            : this.policy.WithoutClaims(Staged(member, own), new MapResult.Skip(reason));
    }

    private Decision Absent(GroupMember member)
    {
        var known = member.Known ?? throw new InvalidOperationException("Only known records can be missed.");
        var decision = this.policy.Absent(known, doubtful: false);
        if (IsTakenOver(member))
        {
            return decision with
            {
                Kind = DecisionKind.AbsentWithdrawn,
                Action = null,
                Cause = null,
                Asks = null,
                CredentialId = null,
                Code = this.superseded.Code,
                Reason = this.superseded.Text,
                Where = this.superseded.Where,
            };
        }

        return member.OwnKeptStanding == Standing.Possible
            ? decision with { Kind = DecisionKind.AbsentHeld, Action = null, Cause = null, Asks = null, Code = ChangeReasons.NextUnread, Reason = ChangeReasons.NextUnreadText, Where = this.plan.Repeat.Where }
            : decision;
    }
}

/// <summary>From where claims are looked at.</summary>
/// <param name="Credential">What was issued before; null where nothing was.</param>
/// <param name="Group">What the credential's id is made of besides mapping and person: the record key, or the group.</param>
/// <param name="Passes">True where the credential stood for another record so far.</param>
internal sealed record Standpoint(KnownCredential? Credential, string Group, bool Passes);
