using LerBridge.Core.Pipeline;
using LerBridge.Core.Settings;

namespace LerBridge.Worker.Settings;

/// <summary>When a run as a whole looks wrong.</summary>
internal static class BrakeSettings
{
    private const int Most = 1_000_000_000;

    public static BrakeLimits Read(SettingsSection root)
    {
        var usual = new BrakeLimits();
        return root.Section("Brakes") is not { } section ? usual : new BrakeLimits
        {
            EmptyFrom = section.Whole("EmptyFrom", usual.EmptyFrom, 1, Most),
            ShortPercent = section.Whole("ShortPercent", usual.ShortPercent, 0, 99),
            ShortFrom = section.Whole("ShortFrom", usual.ShortFrom, 1, Most),
            LongPercent = section.Whole("LongPercent", usual.LongPercent, 0, Most),
            LongFrom = section.Whole("LongFrom", usual.LongFrom, 1, Most),
            WithdrawPercent = section.Whole("WithdrawPercent", usual.WithdrawPercent, 0, 99),
            WithdrawFrom = section.Whole("WithdrawFrom", usual.WithdrawFrom, 1, Most),
            CorrectPercent = section.Whole("CorrectPercent", usual.CorrectPercent, 0, 99),
            CorrectFrom = section.Whole("CorrectFrom", usual.CorrectFrom, 1, Most),
            NewPercent = section.Whole("NewPercent", usual.NewPercent, 0, Most),
            NewFrom = section.Whole("NewFrom", usual.NewFrom, 1, Most),
            HeldPercent = section.Whole("HeldPercent", usual.HeldPercent, 0, Most),
            HeldFrom = section.Whole("HeldFrom", usual.HeldFrom, 1, Most),
            SameResultPercent = section.Whole("SameResultPercent", usual.SameResultPercent, 81, 100),
            SameResultFrom = section.Whole("SameResultFrom", usual.SameResultFrom, 0, Most),
        };
    }
}
