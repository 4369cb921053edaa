using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Telemetry;
using LerBridge.Worker.Notices;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Serving;
using LerBridge.Worker.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LerBridge.Worker.Scheduling;

/// <summary>
/// Watches whether schedules are taken up, by the clock and the ledger and without the scheduler. On start it makes up once for what was missed while nothing ran;
/// later it raises an alarm for what was missed, and goes on with what a process left or died over.
/// </summary>
internal sealed partial class ScheduleWatch(Bridge bridge, ScheduleFirings firings, Announcer announcer, ILogger<ScheduleWatch> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private readonly HashSet<(string Schedule, DateTimeOffset Due)> told = [];
    private readonly List<Task> underWay = [];

    private TimeProvider Time => bridge.Services.Time;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var first = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await this.LookAsync(first, stoppingToken);
                first = false;
            }
            catch (BridgeException trouble)
            {
                LogTrouble(log, trouble.Code, trouble.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }

            await OutboxService.PauseAsync(Every, this.Time, stoppingToken);
        }

        await Task.WhenAll(this.underWay);
    }

    /// <summary>Looks once.</summary>
    /// <param name="first">True where the service has just started.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task LookAsync(bool first, CancellationToken cancellationToken)
    {
        var schedules = bridge.Options.Schedules;
        if (first)
        {
            foreach (var schedule in schedules)
            {
                await bridge.Ledger.Schedules.KnowAsync(schedule.Name, schedule.Rule, this.Time.GetUtcNow(), cancellationToken);
            }
        }

        var states = await bridge.Ledger.Schedules.ListAsync(cancellationToken);
        this.underWay.RemoveAll(task => task.IsCompleted);
        foreach (var schedule in schedules)
        {
            var now = this.Time.GetUtcNow();
            var outlook = ScheduleOutlook.At(schedule, states.GetValueOrDefault(schedule.Name), now, bridge.Options.Notifications.MissedAfter);
            if (outlook.State is { IsOpen: true } open && now - open.AliveAt > ScheduleFirings.Silence)
            {
                this.Begin(() => firings.GoOnAsync(schedule, open, cancellationToken));
            }
            else if (first && outlook.NewestMissed(now) is { } due)
            {
                LogMakesUp(log, schedule.Name, LocalTime.Text(due, schedule.Zone));
                this.Begin(() => firings.FireAsync(schedule, due, cancellationToken));
            }
            else if (outlook.Missed is { } missed && this.told.Add((schedule.Name, missed)))
            {
                LogMissed(log, schedule.Name, LocalTime.Text(missed, schedule.Zone), Cause(outlook));
                BridgeTelemetry.MissedSchedule(schedule.Name);
                await announcer.TellAsync(MissedNotice.Of(outlook, missed, Cause(outlook), now), cancellationToken);
            }
        }
    }

    private static string Cause(ScheduleOutlook outlook) => outlook.State is { IsOpen: true, BegunAt: { } begun }
        ? $"the one before, begun at {LocalTime.Text(begun, outlook.Schedule.Zone)}, has not ended"
        : "nothing took it up";

    private void Begin(Func<Task> work) => this.underWay.Add(this.GuardedAsync(work));

    private async Task GuardedAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (BridgeException trouble)
        {
            LogTrouble(log, trouble.Code, trouble.Message);
        }
        catch (OperationCanceledException)
        {
            // The service stops; whoever starts next goes on.
        }
    }

    [LoggerMessage(EventId = 760, Level = LogLevel.Error, Message = "The schedules cannot be watched: {Code} {Reason}")]
    private static partial void LogTrouble(ILogger log, string code, string reason);

    [LoggerMessage(EventId = 761, Level = LogLevel.Warning, Message = "Schedule '{Schedule}' should have run at {Due}, when no service was there; it runs now.")]
    private static partial void LogMakesUp(ILogger log, string schedule, string due);

    [LoggerMessage(EventId = 762, Level = LogLevel.Error, Message = "LB4090: schedule '{Schedule}' should have run at {Due} and did not: {Cause}.")]
    private static partial void LogMissed(ILogger log, string schedule, string due, string cause);
}
