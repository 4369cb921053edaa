using System.Text;
using CsvHelper;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Columns;

/// <summary>A CSV text as rows of declared columns: header, quoting with line breaks, byte order mark, rows of the wrong length.</summary>
internal sealed class CsvTable : RowTable
{
    private const int LargestRow = 4 * 1024 * 1024;
    private readonly CsvReader csv;
    private readonly int above;

    /// <param name="body">The text.</param>
    /// <param name="separator">Between cells; null to find it in the first lines.</param>
    /// <param name="encoding">How it is encoded; null for UTF-8 or what its byte order mark says.</param>
    /// <param name="above">How many lines stand above the text that is read.</param>
    public CsvTable(Stream body, char? separator, Encoding? encoding, int above = 0)
    {
        this.above = above;
        this.csv = CsvReader.Create(
            body,
            new CsvReaderOptions
            {
                Separator = separator,
                Encoding = encoding,
                MaxRecordSize = LargestRow,
                IncludeValuesInExceptions = false,
                OnMalformedRecord = record => this.EndsInQuotes |= record.Reason == CsvMalformedReason.UnterminatedQuote,
            },
            true);
    }

    /// <summary>The number of the row as a spreadsheet shows it, the header being row 1 where nothing stands above it.</summary>
    public override long Row => this.csv.RowNumber + 1 + this.above;

    /// <summary>How many cells the row has, empty ones at its end beyond the header left out.</summary>
    public override int CellCount
    {
        get
        {
            var count = this.csv.FieldCount;
            while (count > this.Width && this.csv.IsEmpty(count - 1))
            {
                count--;
            }

            return count;
        }
    }

    /// <summary>True where the first line is one of a web page, not a header.</summary>
    public bool LooksLikePage => this.csv.Headers.Count > 0 && this.csv.Headers[0].TrimStart().StartsWith('<');

    public override IReadOnlyList<string> Headings => [.. this.csv.Headers.Select(name => name.Trim())];

    /// <summary>The cells of the row.</summary>
    public CsvCells Cells => new(this.csv);

    /// <summary>Reads the header and finds the columns.</summary>
    /// <returns>For every column the index of its cell, -1 where it is absent; null where there is no header at all.</returns>
    /// <exception cref="CsvFormatException">The header is malformed.</exception>
    public override async Task<int[]?> OpenAsync(IReadOnlyList<Column> columns, CancellationToken cancellationToken)
    {
        await this.csv.ReadHeaderAsync(cancellationToken);
        var headers = this.csv.Headers;
        this.Width = headers.Count;
        if (headers.Count == 0 || (headers.Count == 1 && string.IsNullOrWhiteSpace(headers[0])))
        {
            return null;
        }

        return [.. columns.Select(column => this.csv.TryGetFieldIndex(column.Source, out var index) ? index : -1)];
    }

    /// <summary>The names that stand in the header more than once, among those that are read.</summary>
    public override IReadOnlyList<string> Doubled(IReadOnlyList<Column> columns) =>
        [.. columns.Select(column => column.Source).Distinct(StringComparer.OrdinalIgnoreCase).Where(source => this.csv.Headers.Count(name => string.Equals(name.Trim(), source, StringComparison.OrdinalIgnoreCase)) > 1)];

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="CsvFormatException">The text cannot be read on.</exception>
    public override ValueTask<bool> NextAsync(CancellationToken cancellationToken) => this.csv.ReadAsync(cancellationToken);

    public override (SourceRecord? Record, RejectedRow? Rejected) Read(RowReader reader, string source) => reader.Read(this.Cells, source, this.Row);

    public override ReadOnlySpan<byte> Piece(int index) => this.csv.GetSpan(index);

    public override void Dispose() => this.csv.Dispose();
}
