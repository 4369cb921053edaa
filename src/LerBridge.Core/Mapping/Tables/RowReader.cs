using System.Globalization;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Tables;

/// <summary>Turns the rows of a sheet into typed rows; every cell that cannot be read is reported with its line.</summary>
internal sealed class RowReader(Findings findings, TableShape shape, Sheet sheet, ReviewColumns? review)
{
    private const int MaxReports = 20;
    private int reports;

    public List<MapRow> Read()
    {
        var rows = new List<MapRow>(sheet.Rows.Count);
        var keys = shape.Single ? [] : shape.Keys.Select(shape.IndexOf).ToArray();
        foreach (var row in sheet.Rows)
        {
            // spreadsheets fill rows up with empty cells
            if (row.Cells.Skip(sheet.Header.Count).Any(cell => !string.IsNullOrWhiteSpace(cell)))
            {
                this.Report(row, sheet.Header.Count, "LB3126", $"This row has {Counted.Of(row.Cells.Count, "cell")}, but the header names {Counted.Of(sheet.Header.Count, "column")}.", "put cells that contain the separator into \"quotes\"");
                continue;
            }

            var cells = new MapValue[shape.Columns.Length];
            for (var column = 0; column < cells.Length; column++)
            {
                cells[column] = this.Cell(row, column, Array.IndexOf(keys, column) >= 0);
            }

            rows.Add(new MapRow(cells, row.Line, sheet.LineOf(row.Line), this.ReviewOf(cells, row)));
        }

        return rows;
    }

    private MapValue Cell(CsvRow row, int column, bool isKey)
    {
        var known = shape.Columns[column];
        var text = column < row.Cells.Count ? row.Cells[column].Trim() : string.Empty;
        if (text.Length == 0)
        {
            if (isKey)
            {
                this.Report(row, column, "LB3123", $"The key column \"{known.Name}\" is empty on this row.", "fill it, or remove the row");
            }
            else if (known is { Optional: false, Declared: true })
            {
                this.Report(row, column, "LB3123", $"Column \"{known.Name}\" is empty on this row.", $"fill it, or declare the column  {known.Name}: optional {Word(known.Type)}");
            }

            return default;
        }

        if (known.Type.IsError)
        {
            return default;
        }

        if (Invisible(text, isKey) is { } hidden)
        {
            this.Report(row, column, "LB3122", $"An invisible character (U+{(int)hidden:X4}) stands in column \"{known.Name}\".", "delete it and type the cell anew");
            return default;
        }

        if (CellReader.Read(text, known.Type) is { } value)
        {
            return value;
        }

        this.Report(row, column, "LB3122", $"\"{text}\" in column \"{known.Name}\" is not {known.Type.Words}.", CellReader.Form(known.Type, text));
        return default;
    }

    // a control character is never meant; in a key not even a blank without width, for which no record will ever look
    private static char? Invisible(string text, bool isKey)
    {
        foreach (var c in text)
        {
            if ((char.IsControl(c) && c is not ('\t' or '\r' or '\n')) || (isKey && char.GetUnicodeCategory(c) == UnicodeCategory.Format))
            {
                return c;
            }
        }

        return null;
    }

    private RowReview? ReviewOf(MapValue[] cells, CsvRow row)
    {
        if (review is null || review.ValidatedOn < 0 || review.ReviewBy < 0)
        {
            return null;
        }

        var validated = cells[review.ValidatedOn];
        var until = cells[review.ReviewBy];
        if (review.Validator >= 0 && !validated.IsMissing && cells[review.Validator].IsMissing)
        {
            this.Report(row, review.Validator, "LB3123", $"This row says when it was validated, but column \"{shape.Columns[review.Validator].Name}\" does not say by whom.", "fill it, or empty the date until somebody has validated the row");
        }

        var place = $"{sheet.File}:{sheet.LineOf(row.Line)}";
        return new RowReview(
            validated.IsMissing ? null : validated.Date,
            until.IsMissing ? null : until.Date,
            new MapResult.Hold(new MapReason("LB3301", $"A row of table {review.Table} has not been validated ({place}).", review.Where)),
            new MapResult.Hold(new MapReason("LB3302", $"The review of a row of table {review.Table} is overdue since {until.AsText()} ({place}).", review.Where)));
    }

    private void Report(CsvRow row, int column, string code, string message, string advice)
    {
        if (++this.reports <= MaxReports)
        {
            findings.Elsewhere(Severity.Error, code, sheet.File, sheet.PlaceOf(row.Line, column), message, null, advice);
        }
    }

    private static string Word(MapType type) => CellReader.Types.FirstOrDefault(pair => pair.Value == type).Key ?? "text";
}
