using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Tables;

namespace LerBridge.Core.Mapping.Coverage;

/// <summary>What the tests of a mapping exercise, and what they leave out.</summary>
/// <param name="Mapping">The mapping's id.</param>
/// <param name="Reasons">The reasons of <c>when</c>.</param>
/// <param name="Conditions">Conditions of <c>where</c>, <c>if</c> and <c>choose</c>.</param>
/// <param name="Tables">The tables.</param>
public sealed record MappingCoverage(string Mapping, IReadOnlyList<CoveredCondition> Reasons, IReadOnlyList<CoveredCondition> Conditions, IReadOnlyList<CoveredTable> Tables)
{
    /// <summary>Compiles a mapping once more with everything watched, runs its tests, and says what they saw; null where it does not compile.</summary>
    /// <param name="mapping">The mapping as it was compiled.</param>
    /// <param name="context">What it was compiled against.</param>
    public static MappingCoverage? Of(CompileResult mapping, MappingContext context)
    {
        var watch = new CoverageWatch();
        var watched = MappingCompiler.Compile(mapping.File, mapping.Text, context with { Watch = watch });
        if (watched.Plan is not { } plan)
        {
            return null;
        }

        MappingTests.Run(watched);

        // the same formula can be compiled in two places, as a result and its description are
        var conditions = watch.Conditions
            .GroupBy(condition => (condition.Place, condition.Words, Where: $"{mapping.File}:{condition.At.Start.Line}:{condition.At.Start.Column}", condition.At.Start))
            .OrderBy(group => group.Key.Start.Line).ThenBy(group => group.Key.Start.Column)
            .Select(group => (group.Key.Place, Covered: new CoveredCondition(group.Key.Words, group.Key.Where, group.Sum(one => one.True), group.Sum(one => one.False))))
            .ToList();
        return new MappingCoverage(
            plan.Id,
            [.. conditions.Where(condition => condition.Place == ConditionPlace.Reason).Select(condition => condition.Covered)],
            [.. conditions.Where(condition => condition.Place != ConditionPlace.Reason).Select(condition => condition.Covered)],
            [.. watched.Tables.Select(table => Covered(table, watch))]);
    }

    private static CoveredTable Covered(LookupTable table, CoverageWatch watch)
    {
        if (table.Shape.Single)
        {
            return new CoveredTable(table.Shape.Name, table.Rows.Count, [.. table.Entries.Where(entry => !watch.IsUsed(table.Shape.Name, entry.Key)).Select(entry => new UnusedRow(table.File, 0, entry.Key)).OrderBy(row => row.Key, StringComparer.Ordinal)]);
        }

        var keys = table.Shape.Keys.Select(table.Shape.IndexOf).ToArray();
        return new CoveredTable(table.Shape.Name, table.Rows.Count, [.. table.Rows.Where(row => !watch.IsUsed(row)).Select(row => new UnusedRow(table.File, row.Line, Name(row, keys)))]);
    }

    // the key and the first cell behind it, which tells rows of one key apart
    private static string Name(MapRow row, int[] keys)
    {
        var next = Enumerable.Range(0, row.Cells.Length).Except(keys).FirstOrDefault(-1);
        return string.Join(", ", keys.Concat(next < 0 ? [] : [next]).Select(column => row.Cells[column].AsText()));
    }
}

/// <summary>A condition, and how often it came out how in tests.</summary>
/// <param name="Text">The reason's words, or the condition.</param>
/// <param name="Where">File, line and column.</param>
/// <param name="True">How often it held.</param>
/// <param name="False">How often it did not.</param>
public sealed record CoveredCondition(string Text, string Where, int True, int False);

/// <summary>A table, and the rows that no test used.</summary>
/// <param name="Name">The table.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Unused">Those that no test used.</param>
public sealed record CoveredTable(string Name, int Rows, IReadOnlyList<UnusedRow> Unused);

/// <summary>A row that no test used.</summary>
/// <param name="File">The sheet.</param>
/// <param name="Line">Its line; 0 for a table in the mapping itself.</param>
/// <param name="Key">Its key.</param>
public sealed record UnusedRow(string File, int Line, string Key);
