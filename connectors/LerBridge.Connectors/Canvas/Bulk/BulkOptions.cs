using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Canvas.Bulk;

/// <summary>How course completions are read by account reports.</summary>
internal sealed record BulkOptions
{
    /// <summary>How long one report is waited for; then the run ends, and the next one takes the same report up again.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMinutes(120);

    /// <summary>How long between two looks.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(15);

    public static BulkOptions Read(SettingsSection settings) => new()
    {
        Wait = TimeSpan.FromMinutes(settings.Whole("WaitMinutes", 120, 1, 1440)),
        Poll = TimeSpan.FromSeconds(settings.Whole("PollSeconds", 15, 1, 600)),
    };
}
