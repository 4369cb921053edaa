using System.Globalization;
using LerBridge.Core.Ledger;
using LerBridge.Core.Settings;

namespace LerBridge.Worker.Settings;

/// <summary>Who is told what of the service's nights.</summary>
/// <param name="Mail">By mail; null for not.</param>
/// <param name="Webhook">By HTTP; null for not.</param>
/// <param name="DigestAt">When the day's summary is made, in LerBridge's zone; null for never.</param>
/// <param name="On">What is told at once.</param>
/// <param name="MissedAfter">How long after its time a schedule counts as missed.</param>
internal sealed record NotificationSettings(MailSettings? Mail, WebhookSettings? Webhook, TimeOnly? DigestAt, IReadOnlySet<NoticeKind> On, TimeSpan MissedAfter)
{
    private const int DefaultMissedAfter = 15;
    private const int MostMissedAfter = 24 * 60;

    private static readonly NoticeKind[] AtOnce = [NoticeKind.Failed, NoticeKind.Braked, NoticeKind.Waits, NoticeKind.Missed];

    public static NotificationSettings Read(SettingsSection root)
    {
        if (root.Section("Notifications") is not { } section)
        {
            return new NotificationSettings(null, null, null, AtOnce.ToHashSet(), TimeSpan.FromMinutes(DefaultMissedAfter));
        }

        var mail = section.Section("Mail") is { } post ? MailSettings.Read(post) : null;
        var webhook = section.Section("Webhook") is { } hook ? WebhookSettings.Read(hook) : null;
        if (mail is null && webhook is null && (section.Has("DigestAt") || section.Has("On")))
        {
            section.Report("Mail", "LB2006", $"{section.Path} says what to tell and not how.", "Add Mail or Webhook to it.");
        }

        return new NotificationSettings(
            mail,
            webhook,
            Time(section),
            Kinds(section),
            TimeSpan.FromMinutes(section.Whole("MissedAfterMinutes", DefaultMissedAfter, 1, MostMissedAfter)));
    }

    private static TimeOnly? Time(SettingsSection section)
    {
        const string Usual = "07:30";
        var text = section.Text("DigestAt") ?? Usual;
        if (string.Equals(text, "never", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        section.Report("DigestAt", "LB2007", $"\"{text}\" is no time of day.", "Write hours and minutes as in 07:30, or never.");
        return null;
    }

    private static HashSet<NoticeKind> Kinds(SettingsSection section)
    {
        if (!section.Has("On"))
        {
            return [.. AtOnce];
        }

        var kinds = new HashSet<NoticeKind>();
        foreach (var word in section.TextList("On"))
        {
            var kind = Array.FindIndex(AtOnce, one => string.Equals(one.ToString(), word, StringComparison.OrdinalIgnoreCase));
            if (kind < 0)
            {
                section.Report("On", "LB2007", $"\"{word}\" is not possible for {section.Path}:On.", $"Any of: {string.Join(", ", AtOnce.Select(one => one.ToString().ToLowerInvariant()))}.");
            }
            else
            {
                kinds.Add(AtOnce[kind]);
            }
        }

        return kinds;
    }
}
