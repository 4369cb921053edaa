using System.Globalization;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Reporting;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Notices;

/// <summary>
/// What is told at once of a scheduled run. Records that failed or are held are told once a day: most are as they were the night before. Trouble that lasts is told when it begins, once a day
/// while it lasts, and when it is over, however often its schedule runs.
/// </summary>
internal static class RunNotice
{
    /// <summary>Shorter than any day, so that a nightly schedule is told of each night's trouble, on the shortest night of the year as well.</summary>
    private static readonly TimeSpan Daily = TimeSpan.FromHours(22);

    private const string Over = "over";

    /// <summary>What is to be told of a run.</summary>
    /// <param name="report">The run.</param>
    /// <param name="schedule">Its schedule.</param>
    /// <param name="told">What was told of its mapping before, newest first.</param>
    /// <param name="now">The time.</param>
    public static IEnumerable<Notice> Of(RunReport report, ScheduleSettings schedule, IReadOnlyList<Notice> told, DateTimeOffset now)
    {
        var (mapping, run) = (report.Run.Mapping, report.Run);
        var last = told.FirstOrDefault(notice => notice.Kind != NoticeKind.Waits);
        var trouble = last is not null && Cause(last.Key) != Over ? last : null;
        if (report.Failure is { } failure)
        {
            // another process is at it, and tells what comes of it
            return failure.Side == FailureSide.Lock
                ? []
                : Trouble(NoticeKind.Failed, failure.Code, $"{mapping} stopped: {failure.Code}", $"{failure.Message} ({failure.Code})", $"lerbridge runs show {run.Id}");
        }

        if (run is { State: RunState.Planned, Plan.Kind: PlanKind.Braked })
        {
            var looks = report.Brakes.Select(brake => $"{brake.Message} Expected {N(brake.Expected)}, seen {N(brake.Seen)}. ({brake.Code})");
            return Trouble(
                NoticeKind.Braked,
                string.Join('+', report.Brakes.Select(brake => brake.Code).Distinct().Order(StringComparer.Ordinal)),
                $"{mapping} was stopped by a brake",
                $"Nothing of it was done; it waits as a plan.\n{string.Join('\n', looks)}",
                $"lerbridge plans show {run.Id}");
        }

        if (run.Outcome == RunOutcome.Interrupted)
        {
            return [];
        }

        if (report.Standing.FirstOrDefault(standing => standing.Barred > 0) is { } barred)
        {
            return [.. Trouble(NoticeKind.Failed, $"{barred.Code} {barred.Destination}", $"{mapping}: {barred.Destination} refuses deliveries", StandingText.Of(barred) ?? string.Empty, "lerbridge doctor"), .. Waits()];
        }

        return trouble is null ? Waits() : [Make(trouble.Kind, Over, $"{mapping} runs again", $"\"{trouble.Subject}\", of {LocalTime.Text(trouble.MadeAt, schedule.Zone)}, is over.", $"lerbridge runs show {run.Id}"), .. Waits()];

        Notice[] Trouble(NoticeKind kind, string cause, string subject, string what, string next) => IsTold(kind, cause)
            ? []
            : [Make(kind, cause, subject, trouble is null ? what : $"{what}\nThis mapping has been in trouble since before; it is told once a day while that lasts, and when it is over.", next)];

        Notice[] Waits() => report.Rest is { } rest && PlanJson.Changes(rest.Counts) is var changes && !IsTold(NoticeKind.Waits, N(changes))
            ? [Make(NoticeKind.Waits, N(changes), $"{mapping} asks for approval", $"{N(changes)} changes wait as a plan until {(rest.Plan?.ExpiresAt is { } until ? LocalTime.Text(until, schedule.Zone) : "a person decides")}.", $"lerbridge plans show {rest.Id}")]
            : [];

        // Within a day, and not over since.
        bool IsTold(NoticeKind kind, string cause) => told.TakeWhile(notice => Cause(notice.Key) != Over).Any(notice => notice.Kind == kind && Cause(notice.Key) == cause && now - notice.MadeAt < Daily);

        Notice Make(NoticeKind kind, string cause, string subject, string what, string next) => new(
            $"{Notice.Mapping(mapping)}{cause}:{run.Id}",
            kind,
            $"LerBridge: {subject}",
            $"{what}\n\nSchedule {schedule.Name}, run {run.Id}, begun {LocalTime.Text(run.StartedAt, schedule.Zone)}.\nLook at it: {next}\n",
            now);
    }

    private static string Cause(string key) => key.Split(':') is { Length: 4 } parts ? parts[2] : string.Empty;

    private static string N(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
