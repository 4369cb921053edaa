using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Worker.Serving;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LerBridge.Worker.Notices;

/// <summary>Tells what is on the board, again and again until it is told or given up.</summary>
internal sealed partial class NoticeService(Bridge bridge, ILogger<NoticeService> log) : BackgroundService
{
    // a webhook may take half a minute for each: all of them are told before the lease ends, so that nobody else tells them too
    private const int Most = 5;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    private static readonly TimeSpan[] Ladder =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(12),
    ];

    private readonly Dictionary<string, INoticeChannel> channels = NoticeChannels.Of(bridge.Options.Notifications).ToDictionary(channel => channel.Name, StringComparer.Ordinal);

    private TimeProvider Time => bridge.Services.Time;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (this.channels.Count > 0 && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await this.SendDueAsync(stoppingToken);
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

    /// <summary>Tells what is due now.</summary>
    /// <returns>How many were tried.</returns>
    internal async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        var board = bridge.Ledger.Notices;
        var due = await board.TakeAsync(this.Time.GetUtcNow(), Lease, Most, cancellationToken);
        foreach (var posted in due)
        {
            if (!this.channels.TryGetValue(posted.Channel, out var channel))
            {
                // The settings no longer know it.
                await board.FailedAsync(posted, again: null, cancellationToken);
            }
            else if (await channel.SendAsync(posted.Notice, cancellationToken) is { } trouble)
            {
                DateTimeOffset? again = posted.Attempts < Ladder.Length ? this.Time.GetUtcNow() + Ladder[posted.Attempts] : null;
                LogUntold(log, posted.Notice.Subject, trouble, again is null ? "It is given up." : "It is tried again.");
                await board.FailedAsync(posted, again, cancellationToken);
            }
            else
            {
                await board.SentAsync(posted, cancellationToken);
            }
        }

        await board.ForgetAsync(this.Time.GetUtcNow() - KeptFor, cancellationToken);
        return due.Count;
    }

    [LoggerMessage(EventId = 771, Level = LogLevel.Error, Message = "Notices cannot be read: {Code} {Reason}")]
    private static partial void LogTrouble(ILogger log, string code, string reason);

    [LoggerMessage(EventId = 772, Level = LogLevel.Error, Message = "\"{Subject}\" was not told: {Trouble} {Next}")]
    private static partial void LogUntold(ILogger log, string subject, string trouble, string next);
}
