using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Shared;

/// <summary>A calendar date in settings.</summary>
internal static class SettingsDates
{
    /// <summary>The date under a name; null where it is absent or wrong, which is reported.</summary>
    public static DateOnly? Day(this SettingsSection settings, string name)
    {
        if (settings.Text(name) is not { } text)
        {
            return null;
        }

        if (Instants.Day(text) is { } day && text.Length == 10)
        {
            return day;
        }

        settings.Report(name, "LB2007", $"{settings.Path}:{name} should be a date.", "Write it as in 2026-08-17.");
        return null;
    }
}
