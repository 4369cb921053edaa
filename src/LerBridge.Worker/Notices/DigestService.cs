using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Worker.Serving;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LerBridge.Worker.Notices;

/// <summary>Makes the day's summary at its time, or a little later where the service was not there then; once a day, whichever process is first.</summary>
internal sealed partial class DigestService(Bridge bridge, Announcer announcer, ILogger<DigestService> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <summary>A digest that is later than this is yesterday's news: the next one tells it.</summary>
    private static readonly TimeSpan Latest = TimeSpan.FromHours(6);

    private TimeProvider Time => bridge.Services.Time;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (announcer.HasChannels && bridge.Options.Notifications.DigestAt is { } at && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await this.LookAsync(at, stoppingToken);
            }
            catch (BridgeException trouble)
            {
                LogTrouble(log, trouble.Code, trouble.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await OutboxService.PauseAsync(Every, this.Time, stoppingToken);
        }
    }

    /// <summary>Makes the digest where it is time for it.</summary>
    internal async Task LookAsync(TimeOnly at, CancellationToken cancellationToken)
    {
        var now = this.Time.GetUtcNow();
        var local = TimeZoneInfo.ConvertTime(now, bridge.Options.TimeZone);
        var late = local.TimeOfDay - at.ToTimeSpan();
        var key = $"digest:{local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
        if (late >= TimeSpan.Zero && late <= Latest && !await bridge.Ledger.Notices.KnowsAsync(key, cancellationToken))
        {
            await announcer.TellAsync(await new Digest(bridge).MakeAsync(key, now, cancellationToken), cancellationToken);
        }
    }

    [LoggerMessage(EventId = 773, Level = LogLevel.Error, Message = "The digest cannot be made: {Code} {Reason}")]
    private static partial void LogTrouble(ILogger log, string code, string reason);
}
