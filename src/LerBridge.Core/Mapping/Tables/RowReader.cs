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
    private readonly List<Misfit> misfits = [];

    public List<MapRow> Read()
    {
        var rows = new List<MapRow>(sheet.Rows.Count);
        var keys = shape.Single ? [] : shape.Keys.Select(shape.IndexOf).ToArray();
        foreach (var row in sheet.Rows)
        {
            // spreadsheets fill rows up with empty cells
            if (row.Cells.Skip(sheet.Header.Count).Any(cell => !string.IsNullOrWhiteSpace(cell)))
            {
                this.Report(row, sheet.Header.Count, "LB3126", $"This row has {Counted.Of(row.Cells.Count, "cell")}, but the header names {Counted.Of(sheet.Header.Count, "column")}.", "put cells that contain the separator into \"quotes\"", count => $"All {count:#,0} rows have more cells than the header names columns: this one has {row.Cells.Count}, the header {sheet.Header.Count}.");
                continue;
            }

            var cells = new MapValue[shape.Columns.Length];
            for (var column = 0; column < cells.Length; column++)
            {
                cells[column] = this.Cell(row, column, Array.IndexOf(keys, column) >= 0);
            }

            rows.Add(new MapRow(cells, row.Line, sheet.LineOf(row.Line), this.ReviewOf(cells, row)));
        }

        this.ReportAll();
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
                this.Report(row, column, "LB3123", $"The key column \"{known.Name}\" is empty on this row.", "fill it, or remove the row", count => $"The key column \"{known.Name}\" is empty on all {count:#,0} rows.");
            }
            else if (known is { Optional: false, Declared: true })
            {
                this.Report(row, column, "LB3123", $"Column \"{known.Name}\" is empty on this row.", $"fill it, or declare the column  {known.Name}: optional {Word(known.Type)}", count => $"Column \"{known.Name}\" is empty on all {count:#,0} rows.");
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

        this.Report(row, column, "LB3122", $"\"{text}\" in column \"{known.Name}\" is not {known.Type.Words}.", CellReader.Form(known.Type, text), count => $"None of the {count:#,0} cells of column \"{known.Name}\" is {known.Type.Words}, as it is declared; the first says \"{text}\".");
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

    private void Report(CsvRow row, int column, string code, string message, string advice, Func<int, string>? ofEvery = null) => this.misfits.Add(new Misfit(row, column, code, message, advice, ofEvery));

    // what is wrong with every row is one mistake, of the header or of the declaration, and not of the rows
    private void ReportAll()
    {
        var everywhere = this.misfits
            .Where(misfit => misfit.OfEvery is not null)
            .GroupBy(misfit => (misfit.Code, misfit.Column))
            .Where(group => group.Count() > 1 && group.Count() == (group.Key.Code == "LB3122" ? sheet.Rows.Count(row => IsFilled(row, group.Key.Column)) : sheet.Rows.Count))
            .ToDictionary(group => group.First(), group => group.Count());
        var whole = everywhere.Keys.Select(first => (first.Code, first.Column)).ToHashSet();
        var single = this.misfits.Where(misfit => everywhere.ContainsKey(misfit) || !whole.Contains((misfit.Code, misfit.Column))).ToList();
        foreach (var misfit in single.Take(MaxReports))
        {
            var (message, advice) = everywhere.TryGetValue(misfit, out var count)
                ? (misfit.OfEvery?.Invoke(count) ?? misfit.Message, misfit.Code == "LB3122" ? $"{misfit.Advice}; or declare another type under  columns:" : misfit.Advice)
                : (misfit.Message, misfit.Advice);
            findings.Elsewhere(Severity.Error, misfit.Code, sheet.File, sheet.PlaceOf(misfit.Row.Line, misfit.Column), message, null, advice);
        }

        if (single.Count > MaxReports)
        {
            var next = single[MaxReports];
            findings.Elsewhere(Severity.Error, next.Code, sheet.File, sheet.PlaceOf(next.Row.Line, next.Column), single.Count == MaxReports + 1 ? next.Message : $"{next.Message[..^1]}, and {Counted.Of(single.Count - MaxReports - 1, "more cell")} of this sheet cannot be used.", null, next.Advice);
        }
    }

    private static bool IsFilled(CsvRow row, int column) => column < row.Cells.Count && row.Cells[column].AsSpan().Trim().Length > 0;

    private static string Word(MapType type) => CellReader.Types.FirstOrDefault(pair => pair.Value == type).Key ?? "text";

    private sealed record Misfit(CsvRow Row, int Column, string Code, string Message, string Advice, Func<int, string>? OfEvery);
}
