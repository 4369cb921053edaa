using System.Text;
using LerBridge.Core.Diagnostics;

namespace LerBridge.Core.Mapping.Coverage;

/// <summary>Coverage as an author reads it: the figures, then what no test exercises.</summary>
public static class CoverageText
{
    private const int MostRows = 10;

    /// <summary>The coverage of one mapping, lines ending in LF.</summary>
    public static string Write(MappingCoverage coverage)
    {
        var reasons = coverage.Reasons.Count(reason => reason.True > 0);
        var both = coverage.Conditions.Count(condition => condition is { True: > 0, False: > 0 });
        var rows = coverage.Tables.Sum(table => table.Rows);
        var used = rows - coverage.Tables.Sum(table => table.Unused.Count);
        var text = new StringBuilder($"coverage of {coverage.Mapping}: {reasons} of {Counted.Of(coverage.Reasons.Count, "reason")}, {both} of {Counted.Of(coverage.Conditions.Count, "condition")} both ways, {used} of {Counted.Of(rows, "row")} of tables\n");
        foreach (var reason in coverage.Reasons.Where(reason => reason.True == 0))
        {
            text.Append($"  {reason.Where}  the reason \"{reason.Text}\" was never exercised\n");
        }

        foreach (var condition in coverage.Conditions.Where(condition => condition.True == 0 || condition.False == 0))
        {
            var how = (condition.True, condition.False) switch { (0, 0) => "was never reached", (_, 0) => "was only ever true", _ => "was only ever false" };
            text.Append($"  {condition.Where}  {condition.Text} {how}\n");
        }

        foreach (var table in coverage.Tables)
        {
            foreach (var row in table.Unused.Take(MostRows))
            {
                text.Append($"  {row.File}{(row.Line > 0 ? $":{row.Line}" : string.Empty)}  row {row.Key} of {table.Name} was never used\n");
            }

            if (table.Unused.Count > MostRows)
            {
                text.Append($"  … and {Counted.Of(table.Unused.Count - MostRows, "more row")} of {table.Name}\n");
            }
        }

        return text.ToString();
    }
}
