using LerBridge.Core.Settings;

namespace LerBridge.Worker.Settings;

/// <summary>How plans wait for a person.</summary>
/// <param name="ExpireAfter">For how long one can be applied.</param>
internal sealed record PlanSettings(TimeSpan ExpireAfter)
{
    private const int DefaultDays = 7;
    private const int MostDays = 365;

    public static PlanSettings Read(SettingsSection root) =>
        new(TimeSpan.FromDays(root.Section("Plans") is { } section ? section.Whole("ExpireAfterDays", DefaultDays, 1, MostDays) : DefaultDays));
}
