using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Notices;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LerBridge.Worker.Scheduling;

/// <summary>Takes a schedule up for one of its times: unless it rests or another process was first, runs its mappings, writes down how it went, and tells those whom it concerns.</summary>
internal sealed partial class ScheduleFirings(Bridge bridge, ScheduledRuns runs, Announcer announcer, IHostApplicationLifetime lifetime, ILogger<ScheduleFirings> log)
{
    /// <summary>After how long without a word a process counts as dead, and others take over.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);

    /// <summary>How long a ledger that does not answer is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(15);

    private TimeProvider Time => bridge.Services.Time;

    public async Task FireAsync(ScheduleSettings schedule, DateTimeOffset due, CancellationToken cancellationToken)
    {
        if (await this.TakeUpAsync(schedule, due, cancellationToken))
        {
            await this.RunAsync(schedule, due, schedule.Mappings, cancellationToken);
        }
    }

    /// <summary>Goes on with what another process took up and did not end: those of its mappings that have not run since.</summary>
    public async Task GoOnAsync(ScheduleSettings schedule, ScheduleState state, CancellationToken cancellationToken)
    {
        if (state is not { FiredFor: { } due, BegunAt: { } begun } || !await bridge.Ledger.Schedules.TakeOverAsync(state, this.Time.GetUtcNow(), cancellationToken))
        {
            return;
        }

        var left = new List<string>();
        foreach (var mapping in schedule.Mappings)
        {
            var newest = await bridge.Services.Runs.ListAsync(mapping, limit: 1, cancellationToken);
            if (newest is not [{ State: RunState.Ended or RunState.Planned } run] || run.StartedAt < begun)
            {
                left.Add(mapping);
            }
        }

        LogGoesOn(log, schedule.Name, LocalTime.Text(due, schedule.Zone), left.Count);
        await this.RunAsync(schedule, due, left, cancellationToken);
    }

    private async Task<bool> TakeUpAsync(ScheduleSettings schedule, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var start = this.Time.GetTimestamp();
        while (true)
        {
            try
            {
                await bridge.Ledger.Schedules.KnowAsync(schedule.Name, schedule.Rule, this.Time.GetUtcNow(), cancellationToken);
                var known = await bridge.Ledger.Schedules.ListAsync(cancellationToken);
                if (known.GetValueOrDefault(schedule.Name)?.Pause is { } pause && pause.Covers(this.Time.GetUtcNow()))
                {
                    // without the reason: it is a person's own words, and logs go further than the list of schedules
                    LogRests(log, schedule.Name, LocalTime.Text(pause.At, schedule.Zone), pause.Until is { } until ? LocalTime.Text(until, schedule.Zone) : "it is resumed");
                    return false;
                }

                return await bridge.Ledger.Schedules.BeginAsync(schedule.Name, due, this.Time.GetUtcNow(), Silence, cancellationToken);
            }
            catch (StoreException trouble) when (trouble.Kind == FailureKind.Transient && this.Time.GetElapsedTime(start) < Patience)
            {
                LogWaits(log, schedule.Name, trouble.Code, trouble.Message);
                await Task.Delay(BetweenTries, this.Time, cancellationToken);
            }
        }
    }

    private async Task RunAsync(ScheduleSettings schedule, DateTimeOffset due, IReadOnlyList<string> mappings, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beating = this.BeatAsync(schedule, due, ended.Token);
        IReadOnlyList<RunReport> reports;
        try
        {
            reports = await runs.RunAsync(schedule.Name, mappings, cancellationToken);
        }
        finally
        {
            await ended.CancelAsync();
            await beating;
        }

        if (cancellationToken.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await bridge.Ledger.Schedules.LeaveAsync(schedule.Name, due, CancellationToken.None);
            return;
        }

        await bridge.Ledger.Schedules.EndAsync(schedule.Name, due, this.Time.GetUtcNow(), RunExit.Of(reports).ToString(), CancellationToken.None);
        foreach (var report in reports)
        {
            await announcer.TellAsync(report, schedule, CancellationToken.None);
        }
    }

    private async Task BeatAsync(ScheduleSettings schedule, DateTimeOffset due, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Heartbeat, this.Time, cancellationToken);
                await bridge.Ledger.Schedules.StillAliveAsync(schedule.Name, due, this.Time.GetUtcNow(), cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (StoreException trouble)
            {
                // The run has the same trouble, and tells it.
                LogUnheard(log, schedule.Name, trouble.Code);
            }
        }
    }

    [LoggerMessage(EventId = 750, Level = LogLevel.Information, Message = "Schedule '{Schedule}' rests since {Since} until {Until} and is passed over.")]
    private static partial void LogRests(ILogger log, string schedule, string since, string until);

    [LoggerMessage(EventId = 751, Level = LogLevel.Warning, Message = "Schedule '{Schedule}' is due and waits for the ledger: {Code} {Reason}")]
    private static partial void LogWaits(ILogger log, string schedule, string code, string reason);

    [LoggerMessage(EventId = 752, Level = LogLevel.Warning, Message = "Schedule '{Schedule}' of {Due} was cut short; {Left} of its mappings are left to run.")]
    private static partial void LogGoesOn(ILogger log, string schedule, string due, int left);

    [LoggerMessage(EventId = 753, Level = LogLevel.Warning, Message = "Schedule '{Schedule}' cannot say that it goes on: {Code}")]
    private static partial void LogUnheard(ILogger log, string schedule, string code);
}
