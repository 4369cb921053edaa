using LerBridge.Worker.Cli;
using LerBridge.Worker.Scheduling;

namespace LerBridge.Worker.Reporting;

/// <summary>How a schedule stands, in a line.</summary>
internal static class ScheduleText
{
    public static string Of(ScheduleOutlook outlook, DateTimeOffset now) => $"{outlook.Schedule.Name}: {string.Join("; ", new[] { Last(outlook), Coming(outlook, now) }.OfType<string>())}";

    /// <summary>When it ran last, and how that went; null where nothing is known.</summary>
    public static string? Last(ScheduleOutlook outlook)
    {
        var zone = outlook.Schedule.Zone;
        return outlook.State switch
        {
            { IsOpen: true, BegunAt: { } begun } => $"running since {LocalTime.Text(begun, zone)}",
            { FiredFor: { } due } state => $"ran {LocalTime.Text(due, zone)}: {Ended(state.Outcome)}",
            _ => null,
        };
    }

    /// <summary>When it runs next, or why it does not.</summary>
    public static string Coming(ScheduleOutlook outlook, DateTimeOffset now)
    {
        var zone = outlook.Schedule.Zone;
        if (outlook.Pause is { } pause)
        {
            return $"paused {(pause.Until is { } until ? $"until {LocalTime.Text(until, zone)}" : "until resumed")} by {pause.By}: {pause.Reason}{(outlook.Next is { } first ? $"; next {LocalTime.Text(first, zone)}" : string.Empty)}";
        }

        var missed = outlook.Missed is { } due && due < now ? $"MISSED {LocalTime.Text(due, zone)}; " : string.Empty;
        return missed + (outlook.Next is { } next ? $"next {LocalTime.Text(next, zone)}" : "never again");
    }

    private static string Ended(string? outcome) => Enum.TryParse<ExitCode>(outcome, out var code) ? code switch
    {
        ExitCode.Done => "went well",
        ExitCode.Failures => "records failed",
        ExitCode.Waiting => "a plan waits for approval",
        ExitCode.Source => "a source was not available",
        ExitCode.Destination => "a destination did not take everything",
        ExitCode.Locked => "another run was under way",
        ExitCode.Braked => "stopped by a brake",
        _ => "could not run",
    } : "ended";
}
