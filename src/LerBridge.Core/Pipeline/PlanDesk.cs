using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;

namespace LerBridge.Core.Pipeline;

/// <summary>Where persons look at plans that wait, and discard them. Applying one is for <see cref="BridgeRunner"/>.</summary>
public sealed class PlanDesk
{
    private readonly BridgeServices services;

    /// <summary>Makes the desk.</summary>
    public PlanDesk(BridgeServices services) => this.services = services;

    /// <summary>A plan with what a person needs to decide on it. Nothing is changed.</summary>
    /// <param name="plan">The plan, as the ledger has it.</param>
    /// <param name="samples">How many rows of each kind to show.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<PlanView> ViewAsync(RunEntry plan, int samples, CancellationToken cancellationToken)
    {
        // What all of a stream usually comes to says nothing about a part of it.
        var past = plan.Scope is null ? await this.services.Plans.PastAsync(plan.Mapping, BrakeLimits.Trailing, cancellationToken) : [];
        return new PlanView
        {
            Plan = plan,
            PastRuns = past.Count,
            Usual = past.Count == 0 ? null : Usual(past),
            Periods = await this.services.Plans.PeriodsAsync(plan.Id, cancellationToken),
            Problems = await this.services.Runs.ProblemsAsync(plan.Id, cancellationToken),
            Changes = await this.services.Runs.ChangesAsync(plan.Id, cancellationToken),
            Brakes = await this.services.Plans.BrakesAsync(plan.Id, cancellationToken),
            Notices = await this.services.Runs.NoticesAsync(plan.Id, cancellationToken),
            Rest = await this.services.Plans.RestOfAsync(plan.Id, cancellationToken),
            Stale = plan.State == RunState.Planned ? await this.services.Plans.CountStaleAsync(plan.Id, cancellationToken) : 0,
            Moved = plan.State == RunState.Planned ? await this.services.Plans.CountMovedAsync(plan.Id, cancellationToken) : 0,
            Delivery = plan.Plan?.ApprovedAt is null ? null : await this.services.Outbox.CountAsync(plan.Id, cancellationToken),
            Parts = plan.State == RunState.Applying && this.services.Parts is { } parts && await parts.StandingAsync(plan.Id, cancellationToken) is { Parts: > 0 } standing ? standing : null,
            Samples = [.. (await this.services.Plans.SampleAsync(plan.Id, samples, cancellationToken)).Select(this.Sample)],
        };
    }

    /// <summary>Ends a plan without applying it.</summary>
    /// <returns>False where it waits no longer.</returns>
    public Task<bool> DiscardAsync(string planId, string by, string? reason, CancellationToken cancellationToken) =>
        this.services.Plans.DiscardAsync(planId, this.services.Time.GetUtcNow(), "LB4066", reason is null ? $"Discarded by {by}." : $"Discarded by {by}: {reason}", cancellationToken);

    /// <summary>Why a plan cannot be applied; null where it can.</summary>
    internal async Task<RunFailure?> RefusalAsync(RunEntry plan, MappingPlan mapping, PlanApproval approval, CancellationToken cancellationToken)
    {
        if (this.Ended(plan) is { } ended)
        {
            return ended;
        }

        if (plan.Plan?.ExpiresAt is { } until && until <= approval.At)
        {
            return PlanRefusals.Expired(plan.Id, until, plan.Mapping, this.services.Zone);
        }

        if (plan.MappingHash != mapping.Hash || plan.Connector != mapping.Connector || plan.Stream != mapping.Schema.Stream)
        {
            return PlanRefusals.Changed(plan.Id, "the mapping, one of its tables or one of its frameworks has changed since it was made.", plan.Mapping);
        }

        if (plan.Plan?.Parent is { } parent && await this.services.Runs.FindAsync(parent, cancellationToken) is not { State: RunState.Ended, Outcome: RunOutcome.Succeeded })
        {
            return PlanRefusals.NotWaiting(plan.Id, $"it is the rest of {parent}, which is not applied yet. Apply that first.");
        }

        if (await this.services.Plans.CountStaleAsync(plan.Id, cancellationToken) is > 0 and var stale)
        {
            return PlanRefusals.Changed(plan.Id, $"{Diagnostics.Counted.Of(stale, "credential")} that it changes {(stale == 1 ? "has" : "have")} changed since it was made.", plan.Mapping);
        }

        if (await this.services.Plans.CountMovedAsync(plan.Id, cancellationToken) is > 0 and var moved)
        {
            return PlanRefusals.Changed(plan.Id, $"{Diagnostics.Counted.Of(moved, "decision")} by hand about who is who {(moved == 1 ? "concerns" : "concern")} persons of it since it was made.", plan.Mapping);
        }

        var hash = plan.Plan?.Kind == PlanKind.Rest
            ? await PlanHash.OfRestAsync(this.services, plan, mapping, sealedAlready: true, cancellationToken)
            : await PlanHash.ComputeAsync(this.services, plan, mapping, cancellationToken);
        if (hash != plan.PlanHash)
        {
            return PlanRefusals.Changed(plan.Id, "the issuer's settings that go into what it signs (name, DID, address, format, endorsements, kind of key) have changed since it was made, or its rows in the ledger are not those that were sealed.", plan.Mapping);
        }

        var brakes = await this.services.Plans.BrakesAsync(plan.Id, cancellationToken);
        return brakes.Count > 0 && approval.OverrideReason is null ? PlanRefusals.Braked(plan.Id, string.Join(" ", brakes.Select(brake => brake.Message))) : null;
    }

    private RunFailure? Ended(RunEntry plan) => plan switch
    {
        { State: RunState.Planned } => null,
        { Plan: null } => PlanRefusals.NotWaiting(plan.Id, "it is a run that applied itself."),
        { Outcome: RunOutcome.Discarded, FailureCode: "LB4061", Failure: { } why } => PlanRefusals.Overtaken(plan.Id, why, plan.Mapping),
        { Outcome: RunOutcome.Discarded, FailureCode: "LB4062", Plan.ExpiresAt: { } until } => PlanRefusals.Expired(plan.Id, until, plan.Mapping, this.services.Zone),
        { Outcome: RunOutcome.Discarded, Failure: { } why } => PlanRefusals.NotWaiting(plan.Id, why),
        { Plan.ApprovedAt: not null } => PlanRefusals.NotWaiting(plan.Id, "it was applied already."),
        _ => PlanRefusals.NotWaiting(plan.Id, "it was never sealed."),
    };

    // Each figure, and each sum, is the median of what the runs had: sums of medians are no run's.
    private static UsualCounts Usual(IReadOnlyList<PastRun> past)
    {
        long Of(Func<RunCounts, long> figure) => Brakes.Median(past.Select(run => figure(run.Counts)));
        var each = new RunCounts
        {
            Unchanged = Of(counts => counts.Unchanged),
            New = Of(counts => counts.New),
            Corrected = Of(counts => counts.Corrected),
            Withdrawn = Of(counts => counts.Withdrawn),
            Skipped = Of(counts => counts.Skipped),
            Held = Of(counts => counts.Held),
            Failed = Of(counts => counts.Failed),
            AbsentKept = Of(counts => counts.AbsentKept),
            AbsentHeld = Of(counts => counts.AbsentHeld),
            AbsentWithdrawn = Of(counts => counts.AbsentWithdrawn),
            Waiting = Of(counts => counts.Waiting),
            Duplicates = Of(counts => counts.Duplicates),
        };
        return new UsualCounts(
            each, Of(counts => counts.Read), Of(counts => counts.Absent), Of(counts => counts.Withdrawn + counts.AbsentWithdrawn), Of(counts => counts.Held + counts.AbsentHeld));
    }

    private PlanSample Sample(Decision decision) => new(
        decision.Kind,
        this.services.Secret.Redact(decision.RecordKey),
        decision.CredentialId,
        decision.Change,
        decision.Action,
        decision.Asks,
        decision.Code,
        decision.Reason,
        decision.Where);
}

/// <summary>A plan with what a person needs to decide on it.</summary>
public sealed record PlanView
{
    /// <summary>The plan.</summary>
    public required RunEntry Plan { get; init; }

    /// <summary>Over how many past runs <see cref="Usual"/> is the median.</summary>
    public required int PastRuns { get; init; }

    /// <summary>What is usual, figure by figure; null where nothing has run yet.</summary>
    public UsualCounts? Usual { get; init; }

    /// <summary>What the records of each period came to, where the plan is about a part of its stream.</summary>
    public IReadOnlyList<PeriodCounts> Periods { get; init; } = [];

    /// <summary>Equal reasons, counted.</summary>
    public required IReadOnlyList<RunProblem> Problems { get; init; }

    /// <summary>What had happened at the source and what would be done about it.</summary>
    public required IReadOnlyList<RunChange> Changes { get; init; }

    /// <summary>What looks wrong about it as a whole.</summary>
    public required IReadOnlyList<Brake> Brakes { get; init; }

    /// <summary>Things worth knowing that the source said.</summary>
    public required IReadOnlyList<Sources.SourceNotice> Notices { get; init; }

    /// <summary>What would wait besides, once it is applied.</summary>
    public RunEntry? Rest { get; init; }

    /// <summary>How many of its credentials have changed since, so that it cannot be applied.</summary>
    public required long Stale { get; init; }

    /// <summary>How many decisions by hand about who is who concern persons of it since, so that it cannot be applied.</summary>
    public required long Moved { get; init; }

    /// <summary>How its messages stand; null where nobody has approved it.</summary>
    public DeliveryCounts? Delivery { get; init; }

    /// <summary>In how many parts it is being applied, and how many are done; null where it is not, or in one.</summary>
    public (int Parts, int Done)? Parts { get; init; }

    /// <summary>Some of its rows.</summary>
    public required IReadOnlyList<PlanSample> Samples { get; init; }
}

/// <summary>What is usual, each figure by itself: the median over past runs. They need not add up.</summary>
/// <param name="Each">The single counts. Its sums are of medians and mean nothing.</param>
/// <param name="Read">Records read.</param>
/// <param name="Absent">Records absent.</param>
/// <param name="Withdrawn">Withdrawals, those for absence included.</param>
/// <param name="Held">Held records, absent ones included.</param>
public sealed record UsualCounts(RunCounts Each, long Read, long Absent, long Withdrawn, long Held);

/// <summary>A row of a plan, as it may be shown to anyone.</summary>
/// <param name="Kind">What was decided.</param>
/// <param name="Record">The record, as a keyed hash.</param>
/// <param name="CredentialId">The credential; null where none is concerned.</param>
/// <param name="Change">What had happened at the source.</param>
/// <param name="Action">What would be done.</param>
/// <param name="Asks">What a run would ask a person for, as a verb.</param>
/// <param name="Code">Why, as a code.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Where">Where in the mapping.</param>
public sealed record PlanSample(
    DecisionKind Kind, string Record, string? CredentialId, SourceChange? Change, CredentialAction? Action, string? Asks, string? Code, string? Reason, string? Where);
