using LerBridge.Core.Diagnostics;
using LerBridge.Core.Pipeline;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LerBridge.Worker.Serving;

/// <summary>Keeps the public documents fresh: status lists are signed again long before they run out, also where nothing runs for weeks.</summary>
internal sealed partial class StatusService(BridgeServices services, ILogger<StatusService> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var publisher = new StatusPublisher(services);
        while (!stoppingToken.IsCancellationRequested)
        {
            // First the wait: the service published before it began to listen.
            await OutboxService.PauseAsync(Every, services.Time, stoppingToken);
            try
            {
                if (await publisher.PublishAsync(force: false, stoppingToken) is var count and > 0)
                {
                    LogPublished(log, count);
                }
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

    [LoggerMessage(EventId = 720, Level = LogLevel.Information, Message = "Published {Count} status lists.")]
    private static partial void LogPublished(ILogger log, int count);

    [LoggerMessage(EventId = 721, Level = LogLevel.Error, Message = "The status lists cannot be published: {Code} {Reason}")]
    private static partial void LogTrouble(ILogger log, string code, string reason);
}
