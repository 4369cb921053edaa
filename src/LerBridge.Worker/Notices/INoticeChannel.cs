using LerBridge.Core.Ledger;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Notices;

/// <summary>A way of telling the operator something.</summary>
internal interface INoticeChannel
{
    /// <summary>Its name on the board.</summary>
    string Name { get; }

    /// <summary>Tells a notice.</summary>
    /// <returns>Why it could not be told, with its code; null where it was.</returns>
    Task<string?> SendAsync(Notice notice, CancellationToken cancellationToken);
}

/// <summary>The channels of the settings.</summary>
internal static class NoticeChannels
{
    public static IReadOnlyList<INoticeChannel> Of(NotificationSettings settings)
    {
        var channels = new List<INoticeChannel>();
        if (settings.Mail is { } mail)
        {
            channels.Add(new MailChannel(mail));
        }

        if (settings.Webhook is { } webhook)
        {
            channels.Add(new WebhookChannel(webhook));
        }

        return channels;
    }
}
