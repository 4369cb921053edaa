using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Serving;
using LerBridge.Worker.Serving.Reload;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LerBridge.Worker.Scheduling;

/// <summary>
/// Helps with large runs that another process began: takes parts of their plans, with the same mapping, until none is left. It needs nobody's word for it: which parts are there, and in whose hands, is in
/// the ledger; so a run that began by hand is helped with as one of a schedule is, and a node that starts later joins in.
/// </summary>
internal sealed partial class PartService(Bridge bridge, LiveMappings live, RunGate gate, ILogger<PartService> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    // A mapping that differs here stays different until it is loaded anew; it is told once.
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (bridge.Services.Parts is not { IsShared: true } parts)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var run in await parts.OpenRunsAsync(bridge.Services.Time.GetUtcNow(), stoppingToken))
                {
                    await this.HelpAsync(run, stoppingToken);
                }
            }
            catch (BridgeException trouble)
            {
                // The process that began the run has the same trouble, or does the part itself.
                LogTrouble(log, trouble.Code, trouble.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await OutboxService.PauseAsync(Every, bridge.Services.Time, stoppingToken);
        }
    }

    private async Task HelpAsync(string id, CancellationToken stoppingToken)
    {
        if (await bridge.Services.Runs.FindAsync(id, stoppingToken) is not { State: RunState.Deciding or RunState.Applying } run || gate.IsRunning(run.Mapping))
        {
            return;
        }

        if (live.Find(run.Mapping) is not { } plan || plan.Hash != run.MappingHash)
        {
            if (this.told.Add(id))
            {
                LogDiffers(log, id, run.Mapping);
            }

            return;
        }

        await SharedWork.HelpAsync(bridge.Services, plan, run, stoppingToken);
    }

    [LoggerMessage(EventId = 760, Level = LogLevel.Warning, Message = "Parts of a run cannot be helped with: {Code} {Reason}")]
    private static partial void LogTrouble(ILogger log, string code, string reason);

    [LoggerMessage(EventId = 761, Level = LogLevel.Information, Message = "Run '{Run}' is not helped with: the mapping '{Mapping}' is another one here.")]
    private static partial void LogDiffers(ILogger log, string run, string mapping);
}
