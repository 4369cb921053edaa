using System.Globalization;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Notices;

/// <summary>What is told at once of a scheduled run. Records that failed or are held are told once a day: most are as they were the night before.</summary>
internal static class RunNotice
{
    /// <returns>Null where there is nothing to tell at once.</returns>
    public static Notice? Of(RunReport report, ScheduleSettings schedule, DateTimeOffset now)
    {
        var mapping = report.Run.Mapping;
        if (report.Failure is { Side: not FailureSide.Lock } failure)
        {
            return Make(NoticeKind.Failed, $"{mapping} stopped: {failure.Code}", $"{failure.Message} ({failure.Code})", $"lerbridge runs show {report.Run.Id}");
        }

        if (report.Run is { State: RunState.Planned, Plan.Kind: PlanKind.Braked })
        {
            var looks = report.Brakes.Select(brake => $"{brake.Message} Expected {N(brake.Expected)}, seen {N(brake.Seen)}. ({brake.Code})");
            return Make(NoticeKind.Braked, $"{mapping} was stopped by a brake", $"Nothing of it was done; it waits as a plan.\n{string.Join('\n', looks)}", $"lerbridge plans show {report.Run.Id}");
        }

        if (report.Standing.FirstOrDefault(standing => standing.Barred > 0) is { } barred)
        {
            return Make(NoticeKind.Failed, $"{mapping}: {barred.Destination} refuses deliveries", StandingText.Of(barred) ?? string.Empty, "lerbridge doctor");
        }

        return report.Rest is { } rest
            ? Make(NoticeKind.Waits, $"{mapping} asks for approval", $"{N(PlanJson.Changes(rest.Counts))} changes wait as a plan until {(rest.Plan?.ExpiresAt is { } until ? LocalTime.Text(until, schedule.Zone) : "a person decides")}.", $"lerbridge plans show {rest.Id}")
            : null;

        Notice Make(NoticeKind kind, string subject, string what, string next) => new(
            $"run:{report.Run.Id}:{kind.ToString().ToLowerInvariant()}",
            kind,
            $"LerBridge: {subject}",
            $"{what}\n\nSchedule {schedule.Name}, run {report.Run.Id}, begun {LocalTime.Text(report.Run.StartedAt, schedule.Zone)}.\nLook at it: {next}\n",
            now);
    }

    private static string N(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
