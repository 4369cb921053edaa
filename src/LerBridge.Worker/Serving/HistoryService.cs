using LerBridge.Core.Diagnostics;
using LerBridge.Core.Pipeline;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LerBridge.Worker.Serving;

/// <summary>Lets go of what old runs left, once a day.</summary>
internal sealed partial class HistoryService(Bridge bridge, ILogger<HistoryService> log) : BackgroundService
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var desk = new HistoryDesk(bridge.Services, bridge.Ledger.History);
        for (var wait = First; !stoppingToken.IsCancellationRequested; wait = Every)
        {
            await OutboxService.PauseAsync(wait, bridge.Services.Time, stoppingToken);
            try
            {
                await desk.SweepAsync(bridge.Options.Retention.Runs, int.MaxValue, stoppingToken);
            }
            catch (BridgeException trouble)
            {
                LogTrouble(log, trouble.Code, trouble.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    [LoggerMessage(EventId = 732, Level = LogLevel.Error, Message = "What old runs left cannot be deleted: {Code} {Reason} Trying again tomorrow.")]
    private static partial void LogTrouble(ILogger log, string code, string reason);
}
