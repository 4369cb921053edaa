using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.People;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// Staged records to a sealed plan: records that cannot have changed are a count, the others are evaluated and decided. No side effects outside the plan.
/// </summary>
internal sealed class DecideStage
{
    private const int Chunk = 512;

    private readonly BridgeServices services;
    private readonly MappingPlan plan;
    private readonly RunEntry run;
    private readonly RecordEvaluator evaluator;
    private readonly ChangePolicy policy;
    private readonly RunTally tally;
    private readonly UnreadableRows unreadable = new();

    private readonly RunTally rest;
    private readonly ResultTally results;
    private readonly GatheredPart? part;
    private readonly PeriodTally? periods;
    private readonly KeyStage? keys;
    private HoldVerdicts verdicts;

    /// <param name="services">What it stands on.</param>
    /// <param name="plan">The mapping.</param>
    /// <param name="run">The run.</param>
    /// <param name="part">Where one part of the extract is decided, what it gathers.</param>
    public DecideStage(BridgeServices services, MappingPlan plan, RunEntry run, GatheredPart? part = null)
    {
        this.part = part;
        this.services = services;
        this.plan = plan;
        this.run = run;
        this.evaluator = new RecordEvaluator(services, plan, run, part);
        this.policy = new ChangePolicy(plan, run, services.Secret, services.Suspendable, approved: run.Plan?.Kind == PlanKind.Plan);
        this.keys = plan.Repeat.Keep == Keep.Every ? new KeyStage(services, run, this.evaluator, this.policy) : null;
        this.tally = new RunTally(services.Secret);
        this.rest = new RunTally(services.Secret);
        this.results = new ResultTally(services.Secret);
        this.periods = run.Scope is null ? null : new PeriodTally(plan.Schema, services.Zone);
        this.verdicts = new HoldVerdicts(new Dictionary<string, HoldVerdict>(), plan.Hash);
    }

    public async Task<RunEntry> RunAsync(IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        var unread = await this.LookUpAsync(cancellationToken);
        var groups = this.plan.Repeat.Keep == Keep.Every ? null : new GroupStage(this.services, this.plan, this.run, this.evaluator, this.policy, this.tally, this.Settle, unread);
        // What is counted by periods is read by one process: it is a part of a stream already.
        if (groups is not null || this.periods is not null || this.services.SharedParts is not { } parts
            || await new SharedDecide(this.services, this.plan, this.run, parts).RunAsync(progress, cancellationToken) is not { } decided)
        {
            await this.ReadAsync(this.services.Runs.ReadStagedAsync(this.run.Id, cancellationToken), groups, unread, progress, cancellationToken);
        }
        else
        {
            await this.JoinAsync(parts, decided, unread, cancellationToken);
        }

        await this.CountSettledAsync(cancellationToken);
        if (this.keys is not null)
        {
            await this.keys.DecideAsync(this.unreadable, (decision, record, credential) => this.Settle(decision, record, unread, credential), cancellationToken);
        }

        await this.DecideAbsentAsync(groups, cancellationToken);
        if (groups is not null)
        {
            await groups.DecideAsync(cancellationToken);
        }

        await this.services.Runs.SealAsync(this.run.Id, await this.SealAsync(cancellationToken), cancellationToken);
        return await this.services.Runs.FindAsync(this.run.Id, cancellationToken) ?? throw new InvalidOperationException("The run vanished from the ledger.");
    }

    /// <summary>Decides one part of the extract; what it comes to is gathered and told.</summary>
    public async Task<PartOutcome> PartAsync(IAsyncEnumerable<StagedRecord> rows, CancellationToken cancellationToken)
    {
        var unread = await this.LookUpAsync(cancellationToken);
        await this.ReadAsync(rows, groups: null, unread, progress: null, cancellationToken);
        return new PartOutcome(this.tally.State(), this.rest.State(), this.results.State(), this.unreadable.State(), this.part?.Later ?? []);
    }

    // What persons have decided, and what the run could not read.
    private async Task<UnreadGuard> LookUpAsync(CancellationToken cancellationToken)
    {
        this.verdicts = new HoldVerdicts(await this.services.Holds.VerdictsAsync(this.plan.Id, cancellationToken), this.plan.Hash);
        this.evaluator.Verdicts = this.verdicts;
        this.policy.Repeated = await this.services.Runs.RepeatedAsync(this.run.Id, cancellationToken);
        return new UnreadGuard(this.plan, await this.services.Runs.UnreadAsync(this.run.Id, cancellationToken));
    }

    private async Task ReadAsync(IAsyncEnumerable<StagedRecord> rows, GroupStage? groups, UnreadGuard unread, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        var chunk = new List<StagedRecord>(Chunk);
        var done = 0L;
        await foreach (var staged in rows)
        {
            done++;
            this.unreadable.See(staged);
            this.periods?.See(staged);
            if (this.evaluator.IsSettled(staged) && staged.Known is { } known)
            {
                this.tally.Add(known, staged.RejectCode is not null);
                continue;
            }

            chunk.Add(staged);
            if (chunk.Count == Chunk)
            {
                await this.DecideAsync(chunk, groups, unread, cancellationToken);
                chunk.Clear();
                progress?.Report(new RunProgress(this.plan.Id, RunStage.Decide, done, Total: null));
            }
        }

        await this.DecideAsync(chunk, groups, unread, cancellationToken);
    }

    // What the parts came to, and the rows that were left until all of them were done.
    private async Task JoinAsync(IPartLedger parts, IReadOnlyList<DecidedPart> decided, UnreadGuard unread, CancellationToken cancellationToken)
    {
        foreach (var one in decided)
        {
            var outcome = PartOutcome.Read(one.Outcome ?? throw new InvalidOperationException("A part that was decided says nothing."));
            this.tally.Add(outcome.Tally);
            this.rest.Add(outcome.Rest);
            this.results.Add(outcome.Results);
            this.unreadable.Add(outcome.Unreadable);
            var later = outcome.Later.ToHashSet(StringComparer.Ordinal);
            if (later.Count > 0)
            {
                var rows = new List<StagedRecord>(later.Count);
                await foreach (var staged in parts.ReadStagedAsync(one.Part, cancellationToken))
                {
                    if (later.Contains(staged.Key))
                    {
                        rows.Add(staged);
                    }
                }

                await this.DecideAsync(rows, groups: null, unread, cancellationToken);
            }
        }
    }

    // What was read and is as it was has no staged row.
    private async Task CountSettledAsync(CancellationToken cancellationToken)
    {
        if (this.run.HasSettled && this.services.Settled is { } ledger)
        {
            var seen = await ledger.SeenAsync(this.run.Id, cancellationToken);
            this.tally.Add(seen.Counts);
            this.unreadable.Add(new UnreadableState(seen.Partitions, []));
        }
    }

    private async Task<PlanSeal> SealAsync(CancellationToken cancellationToken)
    {
        var counts = this.tally.Counts(this.run.Counts.Duplicates);
        var results = this.results.Counts();
        var brakes = await new Brakes(this.services.Plans, this.services.Brakes).CheckAsync(this.plan, this.run, counts, results, cancellationToken);
        return new PlanSeal
        {
            Hash = await PlanHash.ComputeAsync(this.services, this.run, this.plan, cancellationToken),
            Counts = counts,
            Problems = this.tally.Problems(),
            Waits = this.run.Plan?.Kind ?? (brakes.Count > 0 ? PlanKind.Braked : null),
            ExpiresAt = this.services.Time.GetUtcNow() + this.services.PlansExpireAfter,
            Brakes = brakes,
            Results = results,
            Periods = this.periods?.Counts() ?? [],
            Rest = counts.Waiting == 0 ? null : new RestSeal($"{this.run.Id}-rest", await PlanHash.OfRestAsync(this.services, this.run, this.plan, sealedAlready: false, cancellationToken), this.rest.Counts(duplicates: 0)),
        };
    }

    /// <summary>The last word on a row: whether the mapping lets the run do it. Then it is counted.</summary>
    private Decision Settle(Decision decided, bool row)
    {
        var proposes = decided.Proposed is not { } held || this.plan.Repeat.Keep != Keep.Every
            ? decided with { Proposed = null }
            : decided with { Proposed = held with { PrivacyUnknown = decided.PrivacyUnknown } };
        var rejected = decided.Asks is not null && this.verdicts.Rejects(decided, ChangePolicy.WaitsCode);
        var decision = this.verdicts.Apply(this.policy.Gate(proposes, always: rejected));
        this.tally.Add(decision, row);
        this.periods?.Decided(decision.RecordKey, decision.Kind);
        this.results.Add(decision);
        if (decision is { Waits: true, Proposed: { } proposed })
        {
            this.rest.Add(proposed);
        }

        return decision;
    }

    private Decision Settle(Decision decided, EvaluatedRecord record, UnreadGuard unread, KnownCredential? credential) =>
        this.Settle(unread.Check(decided with { PrivacyUnknown = record.PrivacyUnknown && record.Claimed is not null }, credential, record.Staged.Known?.Pending), row: record.Staged.RejectCode is not null);

    private async Task DecideAsync(List<StagedRecord> chunk, GroupStage? groups, UnreadGuard unread, CancellationToken cancellationToken)
    {
        if (chunk.Count == 0)
        {
            return;
        }

        if (groups is not null)
        {
            await groups.AddAsync(chunk, cancellationToken);
            return;
        }

        var persons = new List<PlannedPerson>();
        var evaluated = await this.evaluator.EvaluateAsync(chunk, persons, cancellationToken);
        var aside = this.keys is null ? null : await this.keys.SetAsideAsync(evaluated, keep: this.part is null, cancellationToken);
        var outlines = await Outlines.ReadAsync(
            this.services.Runs,
            evaluated.Where(record => record.Claimed is not null).Select(record => (record.Claimed, record.Staged.Known?.Credential)),
            cancellationToken);
        var decisions = new List<Decision>(chunk.Count);
        foreach (var record in evaluated)
        {
            if (record.IsLater || aside?.Contains(record.Staged.Key) == true)
            {
                this.part?.Later.Add(record.Staged.Key);
                continue;
            }

            decisions.Add(this.Settle(this.Decide(record, outlines), record, unread, record.Staged.Known?.Credential));
        }

        if (this.part is not null)
        {
            this.part.Add(decisions, persons);
            return;
        }

        await this.services.Runs.AddDecisionsAsync(this.run.Id, decisions, persons, cancellationToken);
    }

    private Decision Decide(EvaluatedRecord record, IReadOnlyDictionary<string, ClaimsOutline> outlines) => record.Claimed is { } claimed
        ? this.policy.WithClaims(record.Staged, claimed, Outlines.Of(outlines, record.Staged.Known?.Credential))
        : this.policy.WithoutClaims(record.Staged, record.Result);

    private async Task DecideAbsentAsync(GroupStage? groups, CancellationToken cancellationToken)
    {
        var decisions = new List<Decision>();
        await foreach (var known in this.services.Runs.ReadAbsentAsync(this.run.Id, cancellationToken))
        {
            if (this.keys?.GoesOn(known) == true)
            {
                continue;
            }

            var decision = this.policy.Absent(known, this.unreadable.MayHold(known.Partition));
            if (groups is not null && decision.Kind == DecisionKind.AbsentWithdrawn)
            {
                // Another record of its group may take its place.
                await groups.AddAbsentAsync(decision, cancellationToken);
                continue;
            }

            decisions.Add(this.Settle(decision, row: false));
            if (decisions.Count == Chunk)
            {
                await this.services.Runs.AddDecisionsAsync(this.run.Id, decisions, [], cancellationToken);
                decisions.Clear();
            }
        }

        if (decisions.Count > 0)
        {
            await this.services.Runs.AddDecisionsAsync(this.run.Id, decisions, [], cancellationToken);
        }
    }
}
