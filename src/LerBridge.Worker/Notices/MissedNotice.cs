using System.Globalization;
using LerBridge.Core.Ledger;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Scheduling;

namespace LerBridge.Worker.Notices;

/// <summary>The alarm for a schedule that did not run at its time.</summary>
internal static class MissedNotice
{
    public static Notice Of(ScheduleOutlook outlook, DateTimeOffset due, string cause, DateTimeOffset now)
    {
        var (schedule, zone) = (outlook.Schedule, outlook.Schedule.Zone);
        return new Notice(
            $"missed:{schedule.Name}:{due.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}",
            NoticeKind.Missed,
            $"LerBridge: {schedule.Name} did not run",
            $"It should have run at {LocalTime.Text(due, zone)} and did not: {cause}. (LB4090)\nIts mappings: {string.Join(", ", schedule.Mappings)}.\n\nRun it by hand: lerbridge run {string.Join(' ', schedule.Mappings)}\n",
            now);
    }
}
