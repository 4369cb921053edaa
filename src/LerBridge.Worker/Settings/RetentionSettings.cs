using LerBridge.Core.Settings;

namespace LerBridge.Worker.Settings;

/// <summary>How long the ledger keeps what runs left.</summary>
/// <param name="Runs">How long the decisions, problems, notices and leftovers of a run are kept after its end.</param>
internal sealed record RetentionSettings(TimeSpan Runs)
{
    private const int DefaultDays = 400;
    private const int LeastDays = 30;
    private const int MostDays = 36_500;

    public static RetentionSettings Read(SettingsSection root) =>
        new(TimeSpan.FromDays(root.Section("Retention")?.Whole("KeepRunsDays", DefaultDays, LeastDays, MostDays) ?? DefaultDays));
}
