using LerBridge.Core.Diagnostics;
using LerBridge.Core.Pipeline;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LerBridge.Worker.Serving;

/// <summary>Sends what is due, again and again. When a message is due is the ledger's knowledge, so looking is all there is to it.</summary>
internal sealed partial class OutboxService(BridgeServices services, ILogger<OutboxService> log) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pump = new OutboxPump(services);
        var wait = Idle;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                wait = await pump.PumpAsync(ask: false, progress: null, stoppingToken) is { Handled: > 0 } ? TimeSpan.Zero : Idle;
            }
            catch (BridgeException trouble)
            {
                wait = Longer(wait);
                LogTrouble(log, trouble.Code, trouble.Message, wait);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await PauseAsync(wait, services.Time, stoppingToken);
        }
    }

    internal static async Task PauseAsync(TimeSpan wait, TimeProvider time, CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(wait, time, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The loop looks at the token itself.
        }
    }

    private static TimeSpan Longer(TimeSpan wait) => wait < Idle ? Idle : wait * 2 < LongestWait ? wait * 2 : LongestWait;

    [LoggerMessage(EventId = 710, Level = LogLevel.Error, Message = "The outbox cannot be sent: {Code} {Reason} Trying again in {Wait}.")]
    private static partial void LogTrouble(ILogger log, string code, string reason, TimeSpan wait);
}
