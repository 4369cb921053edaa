using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Coverage;

/// <summary>A row of a table that decided something about a record.</summary>
/// <param name="Table">The table.</param>
/// <param name="File">The sheet.</param>
/// <param name="Line">Its line; 0 for a table in the mapping itself.</param>
/// <param name="Key">Its key.</param>
public sealed record UsedRow(string Table, string File, int Line, string Key)
{
    /// <summary>Compiles a mapping once more with everything watched, maps one record, and says which rows were used; empty where it does not compile.</summary>
    /// <param name="mapping">The mapping as it was compiled.</param>
    /// <param name="context">What it was compiled against.</param>
    /// <param name="record">The record, with its day and number filled in.</param>
    public static IReadOnlyList<UsedRow> Of(CompileResult mapping, MappingContext context, SourceRecord record)
    {
        var watch = new CoverageWatch();
        var watched = MappingCompiler.Compile(mapping.File, mapping.Text, context with { Watch = watch });
        if (watched.Plan is not { } plan)
        {
            return [];
        }

        plan.Mapper.Map(record);
        var used = new List<UsedRow>();
        foreach (var table in watched.Tables)
        {
            if (table.Shape.Single)
            {
                used.AddRange(table.Entries.Where(entry => watch.IsUsed(table.Shape.Name, entry.Key)).Select(entry => new UsedRow(table.Shape.Name, table.File, 0, entry.Key)));
                continue;
            }

            var keys = table.Shape.Keys.Select(table.Shape.IndexOf).ToArray();
            used.AddRange(table.Rows.Where(watch.IsUsed).Select(row => new UsedRow(table.Shape.Name, table.File, row.Line, KeyOf(row, keys))));
        }

        return used;
    }

    private static string KeyOf(MapRow row, int[] keys) => string.Join(", ", keys.Select(column => row.Cells[column].AsText()));
}
