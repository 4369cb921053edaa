using System.Globalization;
using LerBridge.Core.Credentials;
using LerBridge.Core.Installation;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using static LerBridge.Core.Pipeline.Decisions;

namespace LerBridge.Core.Pipeline;

/// <summary>What a record's claims, or their absence, mean for what was issued before: <c>on_change</c> and <c>allow</c> applied (mapping/v1 §4.5).</summary>
internal sealed class ChangePolicy
{
    /// <summary>The code of rows that are held because the mapping asks a person first. They are decided anew by every run, so that its rest has all of them.</summary>
    public const string WaitsCode = "LB4001";

    private readonly MappingPlan plan;
    private readonly RunEntry run;
    private readonly InstallationSecret secret;
    private readonly bool suspendable;
    private readonly bool approved;

    /// <param name="plan">The mapping.</param>
    /// <param name="run">The run.</param>
    /// <param name="secret">What ids are derived from.</param>
    /// <param name="suspendable">True where all credentials are to have a place in a suspension list.</param>
    /// <param name="approved">True where a person approves the plan as a whole, so that nothing of it asks one.</param>
    public ChangePolicy(MappingPlan plan, RunEntry run, InstallationSecret secret, bool suspendable = false, bool approved = false)
    {
        this.approved = approved;
        this.plan = plan;
        this.run = run;
        this.secret = secret;
        this.suspendable = suspendable || plan.OnChange.CanSuspend;
    }

    /// <summary>What of the extract is what the last applied run read already: it is counted towards no grace.</summary>
    public RepeatedParts Repeated { get; set; } = RepeatedParts.None;

    /// <summary>The record qualifies and its person is known.</summary>
    /// <param name="staged">The record.</param>
    /// <param name="claimed">What is to be said of it.</param>
    /// <param name="before">The outline of what the credential says now; null where that is not known.</param>
    public Decision WithClaims(StagedRecord staged, ClaimedRecord claimed, ClaimsOutline? before = null) =>
        this.WithClaims(staged, claimed, new Standpoint(staged.Known?.Credential, staged.Key, Passes: false), before);

    /// <inheritdoc cref="WithClaims(StagedRecord, ClaimedRecord, ClaimsOutline?)" />
    /// <param name="staged">The record.</param>
    /// <param name="claimed">What is to be said of it.</param>
    /// <param name="from">What was issued before, and for which group.</param>
    /// <param name="before">The outline of what the credential says now; null where that is not known.</param>
    public Decision WithClaims(StagedRecord staged, ClaimedRecord claimed, Standpoint from, ClaimsOutline? before)
    {
        var about = Base(staged) with
        {
            PersonId = claimed.PersonId,
            Claims = claimed.Claims,
            ClaimsHash = claimed.Hash,
            Outline = claimed.Outline.Pack(),
            Rank = claimed.Rank,
            Suspendable = this.suspendable,
        };
        if (from.Credential is not { } credential)
        {
            // A key that passed on its credential makes ids of higher generations, so that none is made twice.
            return this.Permit(this.Fresh(about, from.Group, staged.Known?.PassedOn + 1 ?? 0) with { Change = SourceChange.First }, "issue", this.plan.Allow.New);
        }

        about = about with { CredentialId = credential.Id, Generation = credential.Generation, BaseVersion = credential.Version };
        var same = string.Equals(credential.ClaimsHash, claimed.Hash, StringComparison.Ordinal) && string.Equals(credential.PersonId, claimed.PersonId, StringComparison.Ordinal);
        if (credential is { State: CredentialState.Revoked, StoppedBy: StopCause.Hand })
        {
            return Bare(about) with { Kind = DecisionKind.Skipped, Code = ChangeReasons.ByHand, Reason = ChangeReasons.RevokedByHand, Change = from.Passes ? SourceChange.KeyChange : null };
        }

        if (credential.State == CredentialState.Valid || credential.StoppedBy == StopCause.Hand)
        {
            return same ? Bare(about) with { Kind = DecisionKind.Unchanged, Rank = claimed.Rank, Change = from.Passes ? SourceChange.KeyChange : IsTouched(staged) ? SourceChange.NoEffect : null } : this.Changed(staged, about, from, credential, before);
        }

        if (credential.StoppedBy == StopCause.Change && !same)
        {
            // It was stopped because the record says something else, and it still does.
            var (change, rule, name) = this.RuleFor(about, from, credential, before);
            if (rule.Action is ChangeAction.Suspend or ChangeAction.Revoke or ChangeAction.Ignore && !(rule.Action == ChangeAction.Revoke && credential.State == CredentialState.Suspended))
            {
                return Bare(about) with { Kind = DecisionKind.Skipped, Code = ChangeReasons.Changed, Reason = ChangeReasons.ChangedText, Where = rule.Where };
            }

            return credential.State == CredentialState.Revoked ? this.Returned(staged, about, from, credential, same) : this.Act(staged, about with { Change = change }, from, credential, rule, name);
        }

        return this.Returned(staged, about, from, credential, same);
    }

    /// <summary>The record qualifies and is new, and may be a known one under another key: whether that one is gone, this extract does not show.</summary>
    public Decision PerhapsKnown(StagedRecord staged, ClaimedRecord claimed)
    {
        var fresh = this.WithClaims(staged, claimed);
        return fresh.Kind != DecisionKind.New ? fresh : Held(fresh) with
        {
            Code = ChangeReasons.PerhapsKnown,
            Reason = ChangeReasons.PerhapsKnownText,
            Where = this.plan.OnChange.Absent.Where,
            Proposed = Proposal(fresh, this.plan.Allow.New),
        };
    }

    /// <summary>The decision, with the credential that stood for the record so far revoked for it: the record has moved to another group, or had a credential before there were groups.</summary>
    public Decision InPlaceOf(Decision decision, KnownCredential own, ClaimedRecord claimed)
    {
        if (decision.Kind is not (DecisionKind.New or DecisionKind.Corrected or DecisionKind.Unchanged))
        {
            return decision;
        }

        // One that says already what it is to say is signed again, so that there is a row for both.
        var moving = decision.Action is null
            ? decision with { Kind = DecisionKind.Corrected, Action = CredentialAction.Correct, Claims = claimed.Claims, ClaimsHash = claimed.Hash, Outline = claimed.Outline.Pack(), Suspendable = this.suspendable }
            : decision.Action == CredentialAction.Issue ? decision with { Action = CredentialAction.Reissue } : decision;
        return this.Permit(
            moving with { Change = SourceChange.KeyChange, Cause = StopCause.Change, Replaces = new ReplacedCredential(own.Id, own.Version, own.PersonId) }, "withdraw the credential it had", this.plan.Allow.Withdraw);
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
                return this.NoLongerQualifies(staged, about, credential, reason);
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
        var runs = known.AbsentRuns + (this.Repeated.Holds(known.Partition) ? 0 : 1);
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

        var withdraws = rule.Action is ChangeAction.Revoke or ChangeAction.Suspend;
        var about = Still(known, credential) with { AbsentSince = since, AbsentRuns = runs, Where = rule.Where };
        if (!this.IsPast(rule, since, runs)
            || rule.Action == ChangeAction.Ignore
            || (withdraws && runs < 2)
            || (rule.Action == ChangeAction.Suspend && credential.State == CredentialState.Suspended))
        {
            return about;
        }

        var held = about with { Kind = DecisionKind.AbsentHeld, Change = SourceChange.Withdrawal, Code = ChangeReasons.Absent, Reason = ChangeReasons.AbsentText };
        if (!withdraws)
        {
            // What a person says yes to is a withdrawal like any other: not for a first absence.
            return runs < 2 || IsReinstatedByHand(credential)
                ? held
                : held with { Proposed = Proposal(held with { Kind = DecisionKind.AbsentWithdrawn, Action = CredentialAction.Revoke, Cause = StopCause.Withdrawal }, this.plan.Allow.Withdraw) };
        }

        if (IsReinstatedByHand(credential))
        {
            return held with { Code = ChangeReasons.ByHand, Reason = ChangeReasons.ReinstatedByHand };
        }

        if (rule.Action == ChangeAction.Suspend && !credential.Suspendable)
        {
            return held with { Code = ChangeReasons.NoPlace, Reason = ChangeReasons.NoPlaceText };
        }

        return this.plan.Allow.Withdraw switch
        {
            var allowed and not Allowed.No => held with { Kind = DecisionKind.AbsentWithdrawn, Action = Stop(rule), Cause = StopCause.Withdrawal, Asks = allowed == Allowed.Ask ? "withdraw" : null },
            _ => held with { Code = "LB4002", Reason = "The mapping does not allow to withdraw.", Where = this.plan.Allow.Where },
        };
    }

    private static bool IsTouched(StagedRecord staged) => staged.Known is { } known && !string.Equals(known.Fingerprint, staged.Fingerprint, StringComparison.Ordinal);

    private static bool IsReinstatedByHand(KnownCredential credential) => credential is { State: CredentialState.Valid, StoppedBy: StopCause.Hand };

    private static CredentialAction Stop(OnChangeRule rule) => rule.Action == ChangeAction.Suspend ? CredentialAction.Suspend : CredentialAction.Revoke;

    private Decision Changed(StagedRecord staged, Decision about, Standpoint from, KnownCredential credential, ClaimsOutline? before)
    {
        var (change, rule, name) = this.RuleFor(about, from, credential, before);
        return this.Act(staged, about with { Change = change }, from, credential, rule, name);
    }

    /// <summary>What kind of change it is, and which case of <c>on_change</c> it falls under.</summary>
    private (SourceChange Change, OnChangeRule Rule, string Case) RuleFor(Decision about, Standpoint from, KnownCredential credential, ClaimsOutline? before)
    {
        var on = this.plan.OnChange;
        if (!string.Equals(credential.PersonId, about.PersonId, StringComparison.Ordinal))
        {
            return (SourceChange.PersonMerge, on.PersonChanged, "person_changed");
        }

        var change = Ranks.Compare(about.Rank, credential.Rank) switch
        {
            > 0 => SourceChange.Upgrade,
            < 0 => SourceChange.Downgrade,
            _ when from.Passes => SourceChange.KeyChange,
            _ => before is not null && before.DiffersInWordingOnly(ClaimsOutline.Read(about.Outline.Span)) ? SourceChange.Cosmetic : SourceChange.Correction,
        };
        var (rule, name) = change switch
        {
            SourceChange.Upgrade when on.Improved is { } improved && Concerns(improved, about, before) => (improved, "improved"),
            SourceChange.Downgrade when on.Worsened is { } worsened && Concerns(worsened, about, before) => (worsened, "worsened"),
            SourceChange.Upgrade or SourceChange.Downgrade when (change == SourceChange.Upgrade ? on.Improved : on.Worsened) is not null => (new OnChangeRule(ChangeAction.Correct, TimeSpan.Zero, on.Changed.Where), "changed"),
            _ when Concerns(on.Changed, about, before) => (on.Changed, "changed"),
            _ => (new OnChangeRule(ChangeAction.Correct, TimeSpan.Zero, on.Changed.Where), "changed"),
        };
        return (change, rule, name);
    }

    // What was issued before outlines were kept can have changed anywhere: that is held, suspended or revoked as if it had, and never ignored.
    private static bool Concerns(OnChangeRule rule, Decision about, ClaimsOutline? before)
    {
        if (rule.Fields.Count == 0)
        {
            return true;
        }

        if (before is null)
        {
            return rule.Action != ChangeAction.Ignore;
        }

        var now = ClaimsOutline.Read(about.Outline.Span);
        return rule.Action == ChangeAction.Ignore ? before.DiffersOnlyAt(now, rule.Fields) : before.DiffersAt(now, rule.Fields);
    }

    /// <summary>Does what the mapping says about a change of a credential that stands, or that a person suspended.</summary>
    private Decision Act(StagedRecord staged, Decision about, Standpoint from, KnownCredential credential, OnChangeRule rule, string name)
    {
        if (this.Wait(staged, about, rule, name) is { } waiting)
        {
            return waiting;
        }

        var allow = this.plan.Allow;
        switch (rule.Action)
        {
            case ChangeAction.Ignore:
                return Bare(about) with { Kind = DecisionKind.Unchanged, PersonId = credential.PersonId };
            case ChangeAction.Correct when credential is { State: CredentialState.Suspended, StoppedBy: not StopCause.Hand }:
                return this.Permit(about with { Kind = DecisionKind.Corrected, Action = CredentialAction.Reinstate }, "correct and reinstate", allow.Correct, allow.New);
            case ChangeAction.Correct:
                return this.Permit(about with { Kind = DecisionKind.Corrected, Action = CredentialAction.Correct }, "correct", allow.Correct);
            case ChangeAction.Reissue when credential is { State: CredentialState.Suspended, StoppedBy: StopCause.Hand }:
                return Bare(about) with { Kind = DecisionKind.Held, PersonId = credential.PersonId, Code = ChangeReasons.ByHand, Reason = ChangeReasons.SuspendedByHand, Where = rule.Where };
            case ChangeAction.Reissue or ChangeAction.Suspend or ChangeAction.Revoke when IsReinstatedByHand(credential):
                return Bare(about) with { Kind = DecisionKind.Held, PersonId = credential.PersonId, Code = ChangeReasons.ByHand, Reason = ChangeReasons.ReinstatedByHand, Where = rule.Where };
            case ChangeAction.Reissue:
                return this.Reissue(about, credential, from.Group);
            case ChangeAction.Suspend or ChangeAction.Revoke:
                var reason = new MapReason(ChangeReasons.Changed, ChangeReasons.ChangedText, rule.Where);
                return this.Stop(Bare(about) with { PersonId = credential.PersonId, Cause = StopCause.Change }, credential, rule, reason);
            default:
                return Bare(about) with
                {
                    Kind = DecisionKind.Held,
                    PersonId = credential.PersonId,
                    Code = "LB4010",
                    Reason = about.Change == SourceChange.PersonMerge ? "The record now belongs to another person, and the mapping holds that." : "The record changed, and the mapping holds changes.",
                    Where = rule.Where,
                    Proposed = credential is { State: CredentialState.Suspended, StoppedBy: not StopCause.Hand }
                        ? Proposal(about with { Kind = DecisionKind.Corrected, Action = CredentialAction.Reinstate }, allow.Correct, allow.New)
                        : Proposal(about with { Kind = DecisionKind.Corrected, Action = CredentialAction.Correct }, allow.Correct),
                };
        }
    }

    private Decision NoLongerQualifies(StagedRecord staged, Decision about, KnownCredential credential, MapReason reason)
    {
        var rule = this.plan.OnChange.NoLongerQualifies;
        about = about with { Change = SourceChange.Withdrawal };
        if (rule.Action == ChangeAction.Ignore || (rule.Action == ChangeAction.Suspend && credential.State == CredentialState.Suspended))
        {
            return Because(about with { Kind = DecisionKind.Skipped, Change = null }, reason);
        }

        return this.Wait(staged, about, rule, "no_longer_qualifies") ?? rule.Action switch
        {
            ChangeAction.Revoke or ChangeAction.Suspend when IsReinstatedByHand(credential) =>
                about with { Kind = DecisionKind.Held, Code = ChangeReasons.ByHand, Reason = ChangeReasons.ReinstatedByHand, Where = rule.Where },
            ChangeAction.Revoke or ChangeAction.Suspend => this.Stop(about with { Cause = StopCause.Withdrawal }, credential, rule, reason),
            _ => Because(about with { Kind = DecisionKind.Held }, reason) with
            {
                Proposed = IsReinstatedByHand(credential)
                    ? null
                    : Proposal(Because(about with { Kind = DecisionKind.Withdrawn, Action = CredentialAction.Revoke, Cause = StopCause.Withdrawal }, reason), this.plan.Allow.Withdraw),
            },
        };
    }

    /// <summary>The record is back, or qualifies again, after its credential was suspended or revoked for that.</summary>
    private Decision Returned(StagedRecord staged, Decision about, Standpoint from, KnownCredential credential, bool same)
    {
        var rule = this.plan.OnChange.Returned;
        about = about with { Change = SourceChange.Return };
        if (this.Wait(staged, about, rule, "returned") is { } waiting)
        {
            return waiting;
        }

        var allow = this.plan.Allow;
        switch (rule.Action)
        {
            case ChangeAction.Reinstate when credential.State == CredentialState.Suspended:
                var again = same ? Bare(about) with { Rank = about.Rank } : about;
                return this.Permit(again with { Kind = DecisionKind.Corrected, Action = CredentialAction.Reinstate }, "reinstate", same ? [allow.New] : [allow.New, allow.Correct]);
            case ChangeAction.Reissue when credential.State == CredentialState.Suspended:
                return this.Reissue(about, credential, from.Group);
            case ChangeAction.Reinstate or ChangeAction.Reissue:
                // A revocation is final: what returns is issued anew.
                return this.Permit(this.Fresh(about, from.Group, credential.Generation + 1), "issue", allow.New);
            case ChangeAction.Ignore:
                return Bare(about) with { Kind = DecisionKind.Skipped, Code = ChangeReasons.Back, Reason = "The record is back, and the mapping leaves its credential withdrawn.", Where = rule.Where };
            default:
                return Bare(about) with
                {
                    Kind = DecisionKind.Held,
                    Code = ChangeReasons.Back,
                    Reason = "The record is back, and the mapping holds that.",
                    Where = rule.Where,
                    Proposed = credential.State == CredentialState.Suspended
                        ? Proposal((same ? Bare(about) with { Rank = about.Rank } : about) with { Kind = DecisionKind.Corrected, Action = CredentialAction.Reinstate }, same ? [allow.New] : [allow.New, allow.Correct])
                        : Proposal(this.Fresh(about, from.Group, credential.Generation + 1), allow.New),
                };
        }
    }

    private Decision Stop(Decision about, KnownCredential credential, OnChangeRule rule, MapReason reason)
    {
        if (rule.Action == ChangeAction.Suspend && credential.State == CredentialState.Suspended)
        {
            return Because(about with { Kind = DecisionKind.Skipped, Cause = null }, reason);
        }

        if (rule.Action == ChangeAction.Suspend && !credential.Suspendable)
        {
            return about with { Kind = DecisionKind.Held, Cause = null, Code = ChangeReasons.NoPlace, Reason = ChangeReasons.NoPlaceText, Where = rule.Where };
        }

        var stop = Because(about with { Kind = DecisionKind.Withdrawn, Action = Stop(rule) }, reason);
        return this.Permit(stop, rule.Action == ChangeAction.Suspend ? "suspend" : "withdraw", this.plan.Allow.Withdraw);
    }

    private Decision Reissue(Decision about, KnownCredential credential, string group)
    {
        var fresh = this.Fresh(about, group, credential.Generation + 1) with
        {
            Action = CredentialAction.Reissue,
            Cause = StopCause.Change,
            Replaces = new ReplacedCredential(credential.Id, credential.Version, credential.PersonId),
        };
        return this.Permit(fresh, "reissue", this.plan.Allow.New, this.plan.Allow.Withdraw);
    }

    private Decision Fresh(Decision about, string group, int generation) => about with
    {
        Kind = DecisionKind.New,
        Action = CredentialAction.Issue,
        CredentialId = this.secret.CredentialId(this.plan.Id, about.PersonId ?? throw new InvalidOperationException("What is issued is about a person."), group, generation),
        Generation = generation,
        BaseVersion = 0,
    };

    /// <summary>Holds a row until its grace has passed; null where it may act.</summary>
    private Decision? Wait(StagedRecord staged, Decision about, OnChangeRule rule, string name)
    {
        if (!rule.Waits || rule.Action == ChangeAction.Ignore)
        {
            return null;
        }

        var before = staged.Known?.Pending is { } pending && pending.Case == name ? pending : new PendingChange(name, this.run.RecordDate, 0);
        var now = before with { Runs = before.Runs + (this.run.ExtractComplete == true && !this.Repeated.Holds(staged.Partition) ? 1 : 0) };
        if (this.IsPast(rule, now.Since, now.Runs))
        {
            return null;
        }

        return Bare(about) with
        {
            Kind = DecisionKind.Held,
            Pending = now,
            Code = ChangeReasons.Grace,
            Reason = $"on_change.{name} waits {GraceText(rule)} before it acts; until then the credential stays as it is.",
            Where = rule.Where,
        };
    }

    private bool IsPast(OnChangeRule rule, DateOnly since, int runs) =>
        this.run.RecordDate.DayNumber - since.DayNumber >= rule.After.TotalDays && runs >= rule.AfterRuns;

    private static string GraceText(OnChangeRule rule)
    {
        var days = rule.After > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $"{rule.After.TotalDays:0} days") : null;
        var runs = rule.AfterRuns > 0 ? string.Create(CultureInfo.InvariantCulture, $"{rule.AfterRuns} complete runs") : null;
        return string.Join(" and ", new[] { days, runs }.OfType<string>());
    }

    private Decision Permit(Decision decision, string verb, params ReadOnlySpan<Allowed> needed) =>
        needed.Contains(Allowed.No) ? Held(decision) with { Code = "LB4002", Reason = $"The mapping does not allow to {verb}.", Where = this.plan.Allow.Where }
        : needed.Contains(Allowed.Ask) ? decision with { Asks = verb }
        : decision;

    /// <summary>What waits for a person is held, with what would be done, in a run; a plan that a person approves as a whole does it.</summary>
    /// <param name="decision">The row.</param>
    /// <param name="always">True to hold it in a plan too.</param>
    public Decision Gate(Decision decision, bool always = false) => decision.Asks is not { } verb || (this.approved && !always)
        ? decision
        : (decision.Kind == DecisionKind.AbsentWithdrawn ? decision with { Kind = DecisionKind.AbsentHeld, Action = null, Cause = null } : Held(decision)) with
        {
            Code = WaitsCode,
            Reason = $"To {verb} it waits for a person, as the mapping says (allow).",
            Where = this.plan.Allow.Where,
            Asks = null,
            Waits = true,
            Proposed = decision,
        };
}
