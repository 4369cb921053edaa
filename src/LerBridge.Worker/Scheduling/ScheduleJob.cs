using LerBridge.Worker.Settings;
using Quartz;

namespace LerBridge.Worker.Scheduling;

/// <summary>What Quartz fires: one schedule, whose mappings run in order. A firing that comes while the one before still runs waits for it.</summary>
[DisallowConcurrentExecution]
internal sealed class ScheduleJob(Bridge bridge, ScheduleFirings firings) : IJob
{
    public const string ScheduleKey = "schedule";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.JobDetail.JobDataMap.GetString(ScheduleKey);
        var schedule = bridge.Options.Schedules.First(schedule => schedule.Name == name);
        await firings.FireAsync(schedule, context.ScheduledFireTimeUtc ?? context.FireTimeUtc, cancellationToken);
    }
}
