using LerBridge.Worker.Settings;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace LerBridge.Worker.Scheduling;

/// <summary>The settings' schedules as Quartz jobs, kept in memory: the settings are their truth. A firing that was missed is made up for once.</summary>
internal static class QuartzSchedules
{
    public static void AddSchedules(this IServiceCollection services, IEnumerable<ScheduleSettings> schedules)
    {
        services.AddQuartz(quartz =>
        {
            foreach (var schedule in schedules)
            {
                var key = new JobKey(schedule.Name);
                quartz.AddJob<ScheduleJob>(job => job.WithIdentity(key).UsingJobData(ScheduleJob.ScheduleKey, schedule.Name).StoreDurably());
                quartz.AddTrigger(trigger => trigger
                    .ForJob(key)
                    .WithIdentity(schedule.Name)
                    .WithCronSchedule(schedule.Cron, cron => cron.InTimeZone(schedule.Zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
            }
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }
}
