using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Tables;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Samples;

/// <summary>The row of a table in which a value stands, and what that row says now.</summary>
internal sealed class RowExplanation(IReadOnlyList<LookupTable> tables, SourceRecord record)
{
    private readonly HashSet<string> texts = new(Texts(record.Values), StringComparer.Ordinal);

    /// <summary>A sentence about the row; null where no row has the value.</summary>
    public string? Of(string? value)
    {
        foreach (var table in value is null ? [] : tables.Where(table => !table.Shape.Single))
        {
            if (table.Rows.Where(row => row.Cells.Any(cell => cell.AsText() == value)).MaxBy(row => this.IsOf(row, table)) is { } row)
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

    // of several rows with the value, the one whose key the record has
    private bool IsOf(MapRow row, LookupTable table) => table.Shape.Keys.Select(table.Shape.IndexOf).All(column => this.texts.Contains(row.Cells[column].AsText()));

    private static IEnumerable<string> Texts(ReadOnlySpan<Value> values)
    {
        var texts = new List<string>();
        foreach (ref readonly var value in values)
        {
            if (value.Kind == ValueKind.Text)
            {
                texts.Add(value.Text);
            }
            else if (value.Kind == ValueKind.RecordList)
            {
                texts.AddRange(value.Items.SelectMany(item => Texts(item.Values)));
            }
        }

        return texts;
    }
}
