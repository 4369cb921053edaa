using System.Globalization;
using LerBridge.Core.Diagnostics;

namespace LerBridge.Core.Mapping.Tables;

/// <summary>
/// Says which rows of reviewed tables hold records today and which will soon. That depends on the day, so it is no part of compiling: the same mapping compiles to the
/// same plan on any day.
/// </summary>
public static class ReviewsDue
{
    private const int MostLines = 8;

    /// <summary>A warning per table and kind: rows never validated, rows overdue, rows to be reviewed within <paramref name="days"/>.</summary>
    /// <param name="mappings">What was compiled.</param>
    /// <param name="today">The day, in the site's time zone.</param>
    /// <param name="days">How far ahead to look.</param>
    public static IReadOnlyList<Diagnostic> Of(IEnumerable<CompileResult> mappings, DateOnly today, int days)
    {
        var until = today.AddDays(days);
        var warnings = new List<Diagnostic>();
        foreach (var table in mappings.SelectMany(mapping => mapping.Tables))
        {
            var rows = table.Rows.Where(row => row.Review?.NotValidated is not null).ToList();
            var open = rows.FindAll(row => row.Review?.ValidatedOn is null);
            var dated = rows.Except(open).Where(row => row.Review?.ReviewBy is not null).OrderBy(row => row.Review?.ReviewBy).ToList();
            Add(table, open, "LB3301", "never validated, so records that need them are held", "fill in the date once somebody has validated them");
            Add(table, dated.FindAll(row => row.Review?.ReviewBy < today), "LB3302", "overdue for review, so records that need them are held", "review them, and fill in the dates");
            var soon = dated.FindAll(row => row.Review?.ReviewBy >= today && row.Review.ReviewBy <= until);
            var first = soon.FirstOrDefault()?.Review?.ReviewBy;
            Add(table, soon, "LB3309", string.Create(CultureInfo.InvariantCulture, $"to be reviewed within {days} days, the first by {first:yyyy-MM-dd}"), "review them before that day; afterwards, records that need them are held");
        }

        return [.. warnings.Distinct()];

        void Add(LookupTable table, List<Running.MapRow> rows, string code, string what, string advice)
        {
            if (rows.Count == 0)
            {
                return;
            }

            var lines = rows.Select(row => row.Line).Order().ToList();
            var shown = string.Join(", ", lines.Take(MostLines)) + (lines.Count > MostLines ? ", …" : string.Empty);
            warnings.Add(new Diagnostic
            {
                Code = code,
                Severity = Severity.Warning,
                File = table.File,
                Line = lines[0],
                Message = $"{Counted.Of(rows.Count, "row")} of table {table.Shape.Name} {(rows.Count == 1 ? "is" : "are")} {what} (line{(lines.Count == 1 ? string.Empty : "s")} {shown}).",
                Try = advice,
            });
        }
    }
}
