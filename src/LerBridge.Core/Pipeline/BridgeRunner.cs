using System.Globalization;
using System.Security.Cryptography;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Sources;
using LerBridge.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// One run of one mapping, from the source to the first delivery attempt: pull → decide → apply → publish → deliver. Each step is durable, so a run that was
/// killed anywhere is continued by the next one.
/// </summary>
public sealed class BridgeRunner
{
    /// <summary>How old an unfinished pull may be to be continued; an older one is begun anew, since its first pages would be stale.</summary>
    private static readonly TimeSpan ContinueWithin = TimeSpan.FromHours(12);

    private readonly BridgeServices services;
    private readonly StatusPublisher publisher;
    private readonly OutboxPump pump;
    private readonly ILogger log;

    /// <summary>Makes the runner.</summary>
    public BridgeRunner(BridgeServices services)
    {
        this.services = services;
        this.publisher = new StatusPublisher(services);
        this.pump = new OutboxPump(services);
        this.log = services.Logs.CreateLogger<BridgeRunner>();
    }

    /// <summary>Runs a mapping. Expected failures are part of the report; only a defect throws.</summary>
    /// <param name="plan">The mapping.</param>
    /// <param name="connector">Its connector.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the run at the next safe point; the ledger is left so that the next run goes on.</param>
    public Task<RunReport> RunAsync(MappingPlan plan, IConnector connector, IProgress<RunProgress>? progress, CancellationToken cancellationToken) => this.GuardedAsync(
        plan,
        async attempt =>
        {
            attempt.Run = await this.BeginAsync(plan, connector, progress, cancellationToken);
            attempt.Run = await this.FinishAsync(attempt.Run, plan, connector, progress, cancellationToken);
            return await this.DeliveredAsync(attempt.Run, plan, progress, cancellationToken);
        },
        cancellationToken);

    /// <summary>Makes a plan of a mapping: reads its source and decides, and changes nothing else. The plan waits in the ledger until it is applied.</summary>
    /// <inheritdoc cref="RunAsync" />
    public Task<RunReport> PlanAsync(MappingPlan plan, IConnector connector, IProgress<RunProgress>? progress, CancellationToken cancellationToken) => this.PlanAsync(plan, connector, part: null, progress, cancellationToken);

    /// <summary>Makes a plan of a part of a mapping's stream: the source is read from its beginning, and the live cursor is neither used nor moved by it.</summary>
    /// <param name="plan">The mapping.</param>
    /// <param name="connector">Its connector.</param>
    /// <param name="part">The part; null for all of the stream.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends it at the next safe point; whoever asks for the plan again makes it anew.</param>
    /// <exception cref="ArgumentException">The mapping's stream cannot be planned by such a part (<see cref="PlanPart.ProblemWith"/>).</exception>
    public Task<RunReport> PlanAsync(MappingPlan plan, IConnector connector, PlanPart? part, IProgress<RunProgress>? progress, CancellationToken cancellationToken) => this.GuardedAsync(
        plan,
        async attempt =>
        {
            var scope = part is null ? null : new ScopeFilter(this.services, plan, part);
            await this.services.Plans.SweepAsync(plan.Id, this.services.Time.GetUtcNow(), cancellationToken);
            if (await this.services.Runs.FindUnfinishedAsync(plan.Id, cancellationToken) is { State: RunState.Applying } cut)
            {
                return Unstarted(this.NewRun(plan), PlanRefusals.CutShort(plan.Id, cut.Id));
            }

            attempt.Run = this.NewRun(plan) with { Plan = new PlanTerms { Kind = PlanKind.Plan }, Scope = scope?.Scope };
            await this.services.Runs.StartAsync(attempt.Run, cancellationToken);
            attempt.Run = await this.DecidedAsync(attempt.Run, plan, connector, progress, cancellationToken, scope);
            return await this.ReportAsync(attempt.Run, plan, failure: null);
        },
        cancellationToken);

    /// <summary>Applies a plan that waits, exactly as it was sealed and without reading the source again.</summary>
    /// <param name="plan">The mapping as it is now; another one than the plan was made with is refused.</param>
    /// <param name="planId">The plan.</param>
    /// <param name="approval">Who says so.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends it at the next safe point; the next run goes on with it.</param>
    public Task<RunReport> ApplyAsync(MappingPlan plan, string planId, PlanApproval approval, IProgress<RunProgress>? progress, CancellationToken cancellationToken) => this.GuardedAsync(
        plan,
        async attempt =>
        {
            var desk = new PlanDesk(this.services);
            await this.services.Plans.SweepAsync(plan.Id, this.services.Time.GetUtcNow(), cancellationToken);
            if (await this.services.Runs.FindUnfinishedAsync(plan.Id, cancellationToken) is { State: RunState.Applying } cut)
            {
                return Unstarted(this.NewRun(plan), PlanRefusals.CutShort(plan.Id, cut.Id));
            }

            var waiting = await this.services.Runs.FindAsync(planId, cancellationToken) ?? throw new InvalidOperationException($"There is no plan {planId}.");
            if (await desk.RefusalAsync(waiting, plan, approval, cancellationToken) is { } refusal)
            {
                // what it would have come to is no result
                return Unstarted(waiting with { Counts = new RunCounts(), Outcome = null }, refusal);
            }

            await this.AbandonUnfinishedAsync(plan, cancellationToken);
            attempt.Run = await this.services.Plans.ApproveAsync(planId, approval, cancellationToken) ?? throw new InvalidOperationException("A plan stopped waiting while its mapping was locked.");
            Log.Approved(this.log, plan.Id, planId);
            attempt.Run = await this.AppliedAsync(attempt.Run, plan, progress, cancellationToken);
            return await this.DeliveredAsync(attempt.Run, plan, progress, cancellationToken);
        },
        cancellationToken);

    private async Task<RunReport> GuardedAsync(MappingPlan plan, Func<Attempt, Task<RunReport>> work, CancellationToken cancellationToken)
    {
        using var span = BridgeTelemetry.Begin("run", plan.Id);
        var start = this.services.Time.GetTimestamp();
        var report = await this.CaughtAsync(plan, work, cancellationToken);
        BridgeTelemetry.Ended(report, this.services.Time.GetElapsedTime(start), span);
        return report;
    }

    private async Task<RunReport> CaughtAsync(MappingPlan plan, Func<Attempt, Task<RunReport>> work, CancellationToken cancellationToken)
    {
        var attempt = new Attempt();
        try
        {
            await using var right = await this.services.Runs.TryLockAsync(plan.Id, cancellationToken);
            if (right is null)
            {
                var message = $"Another process is running {plan.Id}. Wait for it, or look at it with: lerbridge runs list";
                return Unstarted(this.NewRun(plan), new RunFailure(FailureSide.Lock, FailureKind.Transient, "LB4030", message));
            }

            return await work(attempt);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return await this.InterruptedAsync(attempt.Run ?? this.NewRun(plan), plan);
        }
        catch (ConnectorException trouble)
        {
            return await this.AbandonAsync(attempt.Run ?? this.NewRun(plan), plan, new RunFailure(FailureSide.Source, trouble.Kind, trouble.Code, trouble.Message));
        }
        catch (MappingStopException stop)
        {
            return await this.AbandonAsync(attempt.Run ?? this.NewRun(plan), plan, new RunFailure(FailureSide.Mapping, FailureKind.Terminal, stop.Reason.Code, $"{stop.Reason.Text} ({stop.Reason.Where})"));
        }
        catch (BridgeException trouble)
        {
            // The ledger or a key: nothing more is written, and the next run goes on from what is there.
            Log.Stopped(this.log, plan.Id, trouble.Code, trouble.Message);
            return Unstarted((attempt.Run ?? this.NewRun(plan)) with { Outcome = RunOutcome.Failed }, new RunFailure(FailureSide.Here, trouble.Kind, trouble.Code, trouble.Message));
        }
    }

    private async Task<RunEntry> BeginAsync(MappingPlan plan, IConnector connector, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        await this.services.Plans.SweepAsync(plan.Id, this.services.Time.GetUtcNow(), cancellationToken);
        if (await this.services.Runs.FindUnfinishedAsync(plan.Id, cancellationToken) is { } unfinished)
        {
            var fresh = this.services.Time.GetUtcNow() - unfinished.StartedAt < ContinueWithin;
            if (unfinished.State == RunState.Applying && (!fresh || unfinished.Plan is not null))
            {
                // Its plan is sealed and is applied whatever its age, and what a person approved is no night; tonight's records are then read by a run of their own.
                Log.Continued(this.log, plan.Id, unfinished.Id, unfinished.State.ToString());
                await this.FinishAsync(unfinished, plan, connector, progress, cancellationToken);
            }
            else if (unfinished.State == RunState.Applying || (fresh && IsSame(unfinished, plan) && !unfinished.IsAdrift))
            {
                Log.Continued(this.log, plan.Id, unfinished.Id, unfinished.State.ToString());
                return unfinished;
            }
            else
            {
                await this.AbandonUnfinishedAsync(plan, cancellationToken);
            }
        }

        var run = this.NewRun(plan);
        await this.services.Runs.StartAsync(run, cancellationToken);
        return run;
    }

    // Its first pages are older than what is done now.
    private async Task AbandonUnfinishedAsync(MappingPlan plan, CancellationToken cancellationToken)
    {
        if (await this.services.Runs.FindUnfinishedAsync(plan.Id, cancellationToken) is { } unfinished)
        {
            await this.services.Runs.AbandonAsync(
                unfinished.Id, this.services.Time.GetUtcNow(), RunOutcome.Interrupted, "LB4031", "It was interrupted and could not be continued: too old, or the mapping has changed since.", cancellationToken);
        }
    }

    private async Task<RunEntry> FinishAsync(RunEntry run, MappingPlan plan, IConnector connector, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        run = await this.DecidedAsync(run, plan, connector, progress, cancellationToken);
        if (run.State != RunState.Applying)
        {
            return run;
        }

        run = await this.AppliedAsync(run, plan, progress, cancellationToken);
        if (connector is ISettlingSource source && await this.services.Runs.LiveCursorAsync(plan.Id, cancellationToken) is { } applied)
        {
            await source.SettleAsync(plan.Schema.Stream, applied, cancellationToken);
        }

        return run;
    }

    private async Task<RunEntry> DecidedAsync(RunEntry run, MappingPlan plan, IConnector connector, IProgress<RunProgress>? progress, CancellationToken cancellationToken, ScopeFilter? scope = null)
    {
        if (run.State == RunState.Pulling)
        {
            using var span = BridgeTelemetry.Begin("read", plan.Id);
            run = await new PullStage(this.services, plan, scope).RunAsync(run, connector, progress, cancellationToken);
        }
        else if (run.State == RunState.Deciding)
        {
            run = await this.services.Runs.EndPullAsync(run.Id, plan.Schema.Sequence is not null, cancellationToken);
        }

        if (run.State != RunState.Deciding)
        {
            return run;
        }

        using var deciding = BridgeTelemetry.Begin("decide", plan.Id);
        return await new DecideStage(this.services, plan, run).RunAsync(progress, cancellationToken);
    }

    private async Task<RunEntry> AppliedAsync(RunEntry run, MappingPlan plan, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        using var span = BridgeTelemetry.Begin("apply", plan.Id);
        await new SharedApply(this.services, plan, run).RunAsync(progress, cancellationToken);
        await this.publisher.PublishAsync(force: false, cancellationToken);
        await new ManifestDesk(this.services).WriteAsync(run, cancellationToken);
        return await this.services.Runs.CompleteAsync(run.Id, this.services.Time.GetUtcNow(), RunOutcome.Succeeded, cancellationToken);
    }

    private async Task<RunReport> DeliveredAsync(RunEntry run, MappingPlan plan, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        var (since, earlier) = await this.DeliverAsync(run, progress, cancellationToken);
        return (await this.ReportAsync(run, plan, failure: null, since)) with { EarlierAccepted = earlier };
    }

    /// <returns>When delivering began, and how many messages of earlier runs were accepted with this one's.</returns>
    private async Task<(DateTimeOffset Since, long Earlier)> DeliverAsync(RunEntry run, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        using var span = BridgeTelemetry.Begin("deliver", run.Mapping);
        var sent = progress is null ? null : new Progress<int>(count => progress.Report(new RunProgress(run.Mapping, RunStage.Deliver, count, Total: null)));
        var since = this.services.Time.GetUtcNow();
        var before = await this.services.Outbox.CountAsync(run.Id, cancellationToken);
        var round = await this.pump.PumpAsync(ask: true, sent, cancellationToken);
        var after = await this.services.Outbox.CountAsync(run.Id, cancellationToken);
        return (since, Math.Max(0, round.Accepted - (after.Accepted - before.Accepted)));
    }

    private async Task<RunReport> InterruptedAsync(RunEntry run, MappingPlan plan)
    {
        Log.Interrupted(this.log, run.Mapping, run.Id);
        var now = await this.services.Runs.FindAsync(run.Id, CancellationToken.None) ?? run;
        return await this.ReportAsync(now with { Outcome = now.Outcome ?? RunOutcome.Interrupted }, plan, failure: null);
    }

    private async Task<RunReport> AbandonAsync(RunEntry run, MappingPlan plan, RunFailure failure)
    {
        Log.Stopped(this.log, run.Mapping, failure.Code, failure.Message);
        await this.services.Runs.AbandonAsync(run.Id, this.services.Time.GetUtcNow(), RunOutcome.Failed, failure.Code, failure.Message, CancellationToken.None);
        return await this.ReportAsync(await this.services.Runs.FindAsync(run.Id, CancellationToken.None) ?? run, plan, failure);
    }

    private async Task<RunReport> ReportAsync(RunEntry run, MappingPlan plan, RunFailure? failure, DateTimeOffset? since = null) => new()
    {
        Run = run,
        Delivery = await this.services.Outbox.CountAsync(run.Id, CancellationToken.None),
        Problems = await this.services.Runs.ProblemsAsync(run.Id, CancellationToken.None),
        Trouble = await this.services.Outbox.TroubleAsync(run.Id, since, RunReport.MostTrouble, CancellationToken.None),
        Standing = [.. (await this.services.Outbox.StandingAsync(CancellationToken.None)).Where(standing => plan.Deliver.Any(rule => rule.To == standing.Destination))],
        Changes = await this.services.Runs.ChangesAsync(run.Id, CancellationToken.None),
        Notices = await this.services.Runs.NoticesAsync(run.Id, CancellationToken.None),
        Brakes = await this.services.Plans.BrakesAsync(run.Id, CancellationToken.None),
        Rest = await this.services.Plans.RestOfAsync(run.Id, CancellationToken.None),
        Failure = failure,
    };

    private static RunReport Unstarted(RunEntry run, RunFailure failure) => new()
    {
        Run = run,
        Delivery = new DeliveryCounts(0, 0, 0, 0, 0),
        Problems = [],
        Failure = failure,
    };

    private RunEntry NewRun(MappingPlan plan)
    {
        var now = this.services.Time.GetUtcNow();
        var day = this.services.AsOf ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, this.services.Zone).DateTime);
        return new RunEntry
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd'T'HHmmssfff}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}"),
            Mapping = plan.Id,
            Connector = plan.Connector,
            Stream = plan.Schema.Stream,
            State = RunState.Pulling,
            StartedAt = now,
            RecordDate = day,
            MappingHash = plan.Hash,
            Settles = plan.Repeat.Keep == Keep.Every && plan.Schema.Sequence is null && !plan.ReadsRecordDate,
        };
    }

    private static bool IsSame(RunEntry run, MappingPlan plan) =>
        run.MappingHash == plan.Hash && run.Connector == plan.Connector && run.Stream == plan.Schema.Stream;

    /// <summary>How far an attempt has come, for whoever has to end it.</summary>
    private sealed class Attempt
    {
        public RunEntry? Run { get; set; }
    }

    private static class Log
    {
        private static readonly Action<ILogger, string, string, string, Exception?> ContinuedRun = LoggerMessage.Define<string, string, string>(
            LogLevel.Information, new EventId(400, nameof(Continued)), "Run '{Mapping}' continues '{Run}', which was interrupted while {State}.");

        private static readonly Action<ILogger, string, string, Exception?> ApprovedPlan = LoggerMessage.Define<string, string>(
            LogLevel.Information, new EventId(403, nameof(Approved)), "Plan '{Plan}' of '{Mapping}' was approved and is being applied.");

        private static readonly Action<ILogger, string, string, Exception?> InterruptedRun = LoggerMessage.Define<string, string>(
            LogLevel.Information, new EventId(401, nameof(Interrupted)), "Run '{Mapping}' was interrupted; the next run continues '{Run}'.");

        private static readonly Action<ILogger, string, string, string, Exception?> StoppedRun = LoggerMessage.Define<string, string, string>(
            LogLevel.Error, new EventId(402, nameof(Stopped)), "Run '{Mapping}' stopped: {Code} {Message}");

        public static void Continued(ILogger log, string mapping, string run, string state) => ContinuedRun(log, mapping, run, state, null);

        public static void Approved(ILogger log, string mapping, string plan) => ApprovedPlan(log, plan, mapping, null);

        public static void Interrupted(ILogger log, string mapping, string run) => InterruptedRun(log, mapping, run, null);

        public static void Stopped(ILogger log, string mapping, string code, string message) => StoppedRun(log, mapping, code, message, null);
    }
}
