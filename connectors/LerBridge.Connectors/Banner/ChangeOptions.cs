using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Banner;

/// <summary>Reading by change notifications.</summary>
internal sealed record ChangeOptions
{
    /// <summary>How many days may pass between readings of everything: well below the month for which Ethos retains notifications.</summary>
    public int FullEveryDays { get; init; } = 7;

    public static ChangeOptions Read(SettingsSection section) => new() { FullEveryDays = section.Whole("FullEveryDays", 7, 1, 25) };
}
