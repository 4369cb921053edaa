using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Tables;

namespace LerBridge.Core.Frameworks;

/// <summary>A sheet that is read column by name, with the places of its cells.</summary>
internal sealed class SheetReading
{
    private readonly CsvSheet sheet;
    private readonly Dictionary<string, int> columns = new(StringComparer.OrdinalIgnoreCase);

    private SheetReading(CsvSheet sheet, FrameworkFindings findings)
    {
        this.sheet = sheet;
        this.Findings = findings;
        for (var column = 0; column < sheet.Header.Count; column++)
        {
            this.columns.TryAdd(sheet.Header[column], column);
        }
    }

    public FrameworkFindings Findings { get; }

    public IReadOnlyList<string> Header => this.sheet.Header;

    public IReadOnlyList<CsvRow> Rows => this.sheet.Rows;

    /// <summary>Reads a sheet; null where it is none, which is reported.</summary>
    public static SheetReading? Read(ReadOnlyMemory<byte> content, FrameworkFindings findings)
    {
        try
        {
            return new SheetReading(CsvSheet.Read(content.Span), findings);
        }
        catch (CsvException problem)
        {
            findings.Error("LB3311", new SourcePoint(problem.Line, 1), problem.Message, problem.Advice);
            return null;
        }
    }

    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!this.columns.ContainsKey(name))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A cell without blanks around it; null where it is empty or there is no such column.</summary>
    public string? Cell(CsvRow row, string column) =>
        this.columns.TryGetValue(column, out var at) && at < row.Cells.Count && row.Cells[at].Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A cell that has to be filled; null where it is not, which is reported.</summary>
    public string? Required(CsvRow row, string column)
    {
        var text = this.Cell(row, column);
        if (text is null)
        {
            this.Findings.Add(Diagnostics.Severity.Error, "LB3313", () => this.PlaceOf(row, column), $"Column \"{column}\" is empty on this row.");
        }

        return text;
    }

    /// <summary>The parts of a cell that holds several values.</summary>
    public IReadOnlyList<string> Several(CsvRow row, string column) =>
        this.Cell(row, column)?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>Every filled cell of a row, by its column.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Filled(CsvRow row) =>
        [.. this.columns.OrderBy(column => column.Value).Select(column => KeyValuePair.Create(column.Key, this.Cell(row, column.Key) ?? string.Empty)).Where(cell => cell.Key.Length > 0 && cell.Value.Length > 0)];

    public SourcePoint PlaceOf(CsvRow row, string column) => this.sheet.PlaceOf(row, this.columns.GetValueOrDefault(column)).Start;

    /// <summary>Reports a row that has more cells than the header has columns: what stands in which column could only be guessed.</summary>
    public bool FitsHeader(CsvRow row)
    {
        if (row.Cells.Count <= this.Header.Count || row.Cells.Skip(this.Header.Count).All(string.IsNullOrWhiteSpace))
        {
            return true;
        }

        this.Findings.Error("LB3315", new SourcePoint(row.Line, 1), $"This row has {row.Cells.Count} cells, but the header names {this.Header.Count} columns.", "put cells that contain the separator into \"quotes\"");
        return false;
    }
}
