using LerBridge.Core.Diagnostics;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Telemetry;
using LerBridge.Worker.Serving;
using Microsoft.Extensions.Hosting;

namespace LerBridge.Worker.Telemetry;

/// <summary>Keeps the gauges of what waits: they are read when metrics are sent, and the ledger is not.</summary>
internal sealed class WaitingService(BridgeServices services) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                BridgeTelemetry.Waiting(await services.Outbox.StandingAsync(stoppingToken), await services.Plans.WaitingAsync(mapping: null, stoppingToken));
            }
            catch (BridgeException)
            {
                // The outbox has the same trouble at the same moment and tells it; the gauges stay as they were.
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await OutboxService.PauseAsync(Every, services.Time, stoppingToken);
        }
    }
}
