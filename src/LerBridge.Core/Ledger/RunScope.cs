using System.Globalization;
using LerBridge.Core.Diagnostics;

namespace LerBridge.Core.Ledger;

/// <summary>
/// The part of a stream that a plan is about: the records of a window of days, of some persons, or both. Such a run shows nothing as absent, leaves the live cursor where it is and says nothing of what is usual.
/// The persons themselves are not kept: their number and a keyed hash tell one list from another.
/// </summary>
public sealed record RunScope
{
    /// <summary>The first day, by the stream's date field; null where the window is open on this side.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, itself included; null where the window is open on this side.</summary>
    public DateOnly? To { get; init; }

    /// <summary>How many persons were asked for; null where everybody's records are.</summary>
    public int? Persons { get; init; }

    /// <summary>The list of persons as a keyed hash.</summary>
    public string? Cohort { get; init; }

    /// <summary>Of how many of the persons the source had a record, of whichever day; null until the pull has ended.</summary>
    public int? Met { get; init; }

    /// <summary>True where a side of the window is closed.</summary>
    public bool HasWindow => this.From is not null || this.To is not null;

    /// <summary>What makes two scopes one, whatever the source had of them: what hashes cover.</summary>
    public string Identity => $"{Day(this.From)}..{Day(this.To)}|{this.Cohort}";

    /// <summary>For people: <c>2025-01-01 to 2025-06-30, 40 persons</c>.</summary>
    public override string ToString()
    {
        var window = (this.From, this.To) switch
        {
            (null, null) => null,
            ({ } from, null) => $"from {Day(from)}",
            (null, { } to) => $"until {Day(to)}",
            ({ } from, { } to) => $"{Day(from)} to {Day(to)}",
        };
        return string.Join(", ", new[] { window, this.Persons is { } persons ? Counted.Of(persons, "person") : null }.OfType<string>());
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty;
}

/// <summary>What a plan's records came to in one period: a term, a month, a year.</summary>
/// <param name="Period">Its name, as in <c>202610</c>, <c>2025-03</c>, <c>2019</c>; empty for records without a date.</param>
/// <param name="Counts">What they came to.</param>
public sealed record PeriodCounts(string Period, RunCounts Counts);
