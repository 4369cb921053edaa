using System.Globalization;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using Spectre.Console;

namespace LerBridge.Worker.Reporting;

/// <summary>The part of a stream that a plan is about, as a registrar reads it.</summary>
internal static class ScopeText
{
    public static string Sentence(RunScope scope, MappingPlan? mapping)
    {
        var by = scope.HasWindow && mapping?.Schema.DateField is { } date ? $", by {date}" : string.Empty;
        var met = scope.Persons is { } persons && scope.Met is { } found
            ? found == persons ? ", all of whom the source has" : $", of whom the source has {found.ToString("#,0", CultureInfo.InvariantCulture)}"
            : string.Empty;
        return $"It is about a part of the stream: {scope}{met}{by}. Whatever else there is stays as it is.";
    }

    /// <summary>What the records of each period came to.</summary>
    public static Table Periods(IReadOnlyList<PeriodCounts> periods)
    {
        var table = Tables.Plain("period");
        foreach (var name in new[] { "read", "new", "corrected", "withdrawn", "unchanged", "skipped", "held", "failed" })
        {
            table.AddColumn(Tables.Right(name));
        }

        foreach (var (period, counts) in periods)
        {
            long[] figures = [counts.Read, counts.New, counts.Corrected, counts.Withdrawn, counts.Unchanged, counts.Skipped, counts.Held, counts.Failed];
            table.Row([period.Length == 0 ? "without a date" : period, .. figures.Select(count => count.ToString("#,0", CultureInfo.InvariantCulture))]);
        }

        return table;
    }
}
