using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Worker.Serving.Reload;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LerBridge.Worker.Scheduling;

/// <summary>On start, goes on with runs that were cut short, without waiting for their schedule.</summary>
internal sealed partial class ResumeService(Bridge bridge, LiveMappings mappings, ScheduledRuns runs, ILogger<ResumeService> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var unfinished = new List<string>();
            foreach (var plan in mappings.Current.Select(mapping => mapping.Plan).OfType<MappingPlan>())
            {
                if (await bridge.Services.Runs.FindUnfinishedAsync(plan.Id, stoppingToken) is not null)
                {
                    unfinished.Add(plan.Id);
                }
            }

            await runs.RunAsync("it was interrupted", unfinished, stoppingToken);
        }
        catch (BridgeException trouble)
        {
            LogTrouble(log, trouble.Code, trouble.Message);
        }
    }

    [LoggerMessage(EventId = 740, Level = LogLevel.Error, Message = "Interrupted runs cannot be looked for: {Code} {Reason} Their schedules go on with them.")]
    private static partial void LogTrouble(ILogger log, string code, string reason);
}
