using LerBridge.Core.Mapping.Tables;

namespace LerBridge.Core.Mapping.Samples;

/// <summary>The row of a table in which a value stands, and what that row says now.</summary>
internal sealed class RowExplanation(IReadOnlyList<LookupTable> tables)
{
    /// <summary>A sentence about the row; null where no row has the value.</summary>
    public string? Of(string? value)
    {
        foreach (var table in value is null ? [] : tables.Where(table => !table.Shape.Single))
        {
            if (table.Rows.FirstOrDefault(row => row.Cells.Any(cell => cell.AsText() == value)) is { } row)
            {
                var typed = table.Shape.Columns
                    .Select((column, index) => (column, Cell: row.Cells[index]))
                    .Where(pair => pair.column.Declared && !pair.Cell.IsMissing)
                    .Select(pair => $"{pair.column.Name} {pair.Cell.AsText()}")
                    .ToList();
                return $"table row {table.File}:{row.Line} ({value}) now has {(typed.Count > 0 ? string.Join(", ", typed) : "no typed column")}";
            }
        }

        return null;
    }
}
