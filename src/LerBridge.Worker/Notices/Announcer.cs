using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Settings;
using Microsoft.Extensions.Logging;

namespace LerBridge.Worker.Notices;

/// <summary>Puts up what the settings want told. Sending is another's: what is put up survives the death of the process.</summary>
internal sealed partial class Announcer(Bridge bridge, ILogger<Announcer> log)
{
    private readonly string[] channels = [.. NoticeChannels.Of(bridge.Options.Notifications).Select(channel => channel.Name)];

    /// <summary>True where anybody is told anything.</summary>
    public bool HasChannels => this.channels.Length > 0;

    /// <summary>Tells of a scheduled run what was not told of its mapping before.</summary>
    public async Task TellAsync(RunReport report, ScheduleSettings schedule, CancellationToken cancellationToken)
    {
        if (!this.HasChannels)
        {
            return;
        }

        try
        {
            var told = await bridge.Ledger.Notices.AboutAsync(Notice.Mapping(report.Run.Mapping), cancellationToken);
            foreach (var notice in RunNotice.Of(report, schedule, told, bridge.Services.Time.GetUtcNow()))
            {
                await this.TellAsync(notice, cancellationToken);
            }
        }
        catch (StoreException trouble)
        {
            LogTrouble(log, $"What became of {report.Run.Mapping}", trouble.Code, trouble.Message);
        }
    }

    public async Task TellAsync(Notice? notice, CancellationToken cancellationToken)
    {
        if (notice is null || !this.HasChannels || (notice.Kind != NoticeKind.Digest && !bridge.Options.Notifications.On.Contains(notice.Kind)))
        {
            return;
        }

        try
        {
            await bridge.Ledger.Notices.PostAsync(notice, this.channels, cancellationToken);
        }
        catch (StoreException trouble)
        {
            // What it would have told is in the log and, where it is a run's, in the ledger.
            LogTrouble(log, notice.Subject, trouble.Code, trouble.Message);
        }
    }

    [LoggerMessage(EventId = 770, Level = LogLevel.Error, Message = "\"{Subject}\" cannot be told: {Code} {Reason}")]
    private static partial void LogTrouble(ILogger log, string subject, string code, string reason);
}
