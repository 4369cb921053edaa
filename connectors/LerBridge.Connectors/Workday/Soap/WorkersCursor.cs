using System.Globalization;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>
/// Where the reading of workers stands. Under way: the phase, the moment that every page is asked for as of (a page number means nothing without it), the last kept page and how many workers came.
/// Finished: what was seen, when the reading began, and when everything was last read.
/// </summary>
internal static class WorkersCursor
{
    public const int Version = 1;
    private const string Finished = "all";

    public static bool IsFinished(string? text) => text?.StartsWith(Finished + "|", StringComparison.Ordinal) == true;

    /// <summary>Where a killed pull had come to; null for a fresh one.</summary>
    /// <exception cref="FormatException">The text is none of ours.</exception>
    public static WorkersPlace? Place(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return text.Split('|') is [var phase, var moment, var page, var count, var having, var lacking, var lost, var sight]
            && Enum.TryParse<WorkersPhase>(phase, out var known)
            && Time(moment) is { } at
            && int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var workers)
            && int.TryParse(having, NumberStyles.None, CultureInfo.InvariantCulture, out var with)
            && int.TryParse(lacking, NumberStyles.None, CultureInfo.InvariantCulture, out var without)
            && int.TryParse(lost, NumberStyles.None, CultureInfo.InvariantCulture, out var missing)
                ? new WorkersPlace(known, at, number, workers, new SectionCount(with, without), missing, WorkerSight.Of(sight))
                : throw new FormatException("The cursor of the workers is none.");
    }

    /// <summary>What the last applied run left; an earlier version counted no sections.</summary>
    public static WorkersLive Live(SourceCursor? live) =>
        live is { Version: Version } && IsFinished(live.Text) && live.Text.Split('|') is [_, var sight, var until, var full, .. var counts]
            ? new WorkersLive(WorkerSight.Of(sight), Time(until), Time(full), counts is [var with, var without] ? new SectionCount(Number(with), Number(without)) : default)
            : new WorkersLive(WorkerSight.Of(null), null, null, default);

    public static SourceCursor Reading(WorkersPlace place) => new(
        Version,
        string.Create(CultureInfo.InvariantCulture, $"{place.Phase}|{place.Moment:O}|{place.Page}|{place.Workers}|{place.Count.With}|{place.Count.Without}|{place.Missing}|{place.Seen.Text}"));

    public static SourceCursor Done(WorkersLive live) =>
        new(Version, string.Create(CultureInfo.InvariantCulture, $"{Finished}|{live.Seen.Text}|{live.Until:O}|{live.Full:O}|{live.Count.With}|{live.Count.Without}"));

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static DateTimeOffset? Time(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? time : null;
}

/// <summary>A place in the reading of workers.</summary>
/// <param name="Phase">What is being read.</param>
/// <param name="Moment">The moment of typing in that every page is asked for as of.</param>
/// <param name="Page">The last page that is kept.</param>
/// <param name="Workers">How many workers came.</param>
/// <param name="Count">How many of them came with the section that the rows come from.</param>
/// <param name="Missing">How many did not come although Workday counts them.</param>
/// <param name="Seen">Which sections came.</param>
internal sealed record WorkersPlace(WorkersPhase Phase, DateTimeOffset Moment, int Page, int Workers, SectionCount Count, int Missing, Sight Seen);

/// <summary>What the last applied run left.</summary>
/// <param name="Seen">Which sections have ever come.</param>
/// <param name="Until">When it began.</param>
/// <param name="Full">When everybody was last read; null where the next run has to.</param>
/// <param name="Count">How many workers came with the section that the rows come from, when it was last there.</param>
internal sealed record WorkersLive(Sight Seen, DateTimeOffset? Until, DateTimeOffset? Full, SectionCount Count);

/// <summary>What is being read.</summary>
internal enum WorkersPhase
{
    /// <summary>Every worker.</summary>
    Everyone,

    /// <summary>Workers with something typed in since the last run.</summary>
    Updated,

    /// <summary>Workers with something typed in earlier that became effective since the last run.</summary>
    Effective,

    /// <summary>Workers who will be hired, after everyone was read.</summary>
    Ahead,

    /// <summary>Workers who will be hired, after the changes were read.</summary>
    AheadOfChanges,
}
