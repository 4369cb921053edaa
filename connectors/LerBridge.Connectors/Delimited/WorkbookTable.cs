using System.Globalization;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using LerBridge.Connectors.Columns;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Delimited;

/// <summary>
/// A sheet of a workbook: the named one, else the first that is not hidden. Cells become the text that a delimited file would have: days and times in their column's form, numbers without exponent.
/// A row is refused where a cell holds the error of its formula, a number with more digits than a workbook keeps, or where it lies under a merged cell, because nobody knows what it should say.
/// </summary>
internal sealed class WorkbookTable : RowTable
{
    private const double MostWhole = 1e15;

    private readonly Stream? body;
    private readonly IExcelDataReader reader;
    private readonly string? sheet;
    private readonly string? headerCell;
    private readonly bool decimalComma;
    private readonly HashSet<string> numbersForText = new(StringComparer.Ordinal);
    private HashSet<(int Row, int Column)> errors = [];
    private Column?[] columns = [];
    private string[] headers = [];
    private (int From, int Length)[] cells = [];
    private byte[] bytes = new byte[1024];
    private int used;
    private string? fault;

    static WorkbookTable() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="body">The file; it must be able to seek.</param>
    /// <param name="sheet">The sheet's name; null for the first that is not hidden.</param>
    /// <param name="headerCell">A cell of the header, where lines stand above it.</param>
    /// <param name="decimalComma">True where the columns' parsers expect a comma before a fraction.</param>
    /// <exception cref="WorkbookLockedException">It has a password.</exception>
    /// <exception cref="InvalidDataException">It is no workbook, or too large.</exception>
    public WorkbookTable(Stream body, string? sheet, string? headerCell, bool decimalComma)
    {
        (this.sheet, this.headerCell, this.decimalComma) = (sheet, headerCell, decimalComma);
        this.body = Guarded(() => WorkbookBounds.Check(body)) ? body : null;
        this.reader = Guarded(() => ExcelReaderFactory.CreateReader(body, new ExcelReaderConfiguration { LeaveOpen = true }));
    }

    public override long Row => this.reader.Depth + 1;

    public override IReadOnlyList<string> Headings => this.headers;

    public override int CellCount => this.Width;

    public override IEnumerable<SourceNotice> Notices => this.numbersForText.Order(StringComparer.Ordinal).Select(header => new SourceNotice(
        ConnectorCodes.NumberForText, $"The workbook holds numbers in column \"{header}\", which is text: zeros at the beginning are gone, if there were any."));

    public override Task<int[]?> OpenAsync(IReadOnlyList<Column> columns, CancellationToken cancellationToken)
    {
        if (!Guarded(this.FindSheet))
        {
            throw new InvalidDataException(this.sheet is null ? "The workbook has no sheet that is not hidden." : $"The workbook has no sheet \"{this.sheet}\".");
        }

        this.errors = this.body is { } archive ? Guarded(() => FormulaErrors.Find(archive, this.reader.Name)) : [];
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!this.Advance())
            {
                return Task.FromResult<int[]?>(null);
            }

            this.headers = [.. Enumerable.Range(0, this.reader.FieldCount).Select(cell => (this.reader.GetValue(cell)?.ToString() ?? string.Empty).Trim())];
        }
        while (!this.IsHeader());

        this.Width = Array.FindLastIndex(this.headers, header => header.Length > 0) + 1;
        this.headers = this.headers[..this.Width];
        this.cells = new (int, int)[this.Width];
        int[] index = [.. columns.Select(column => Array.FindIndex(this.headers, header => header.Equals(column.Source, StringComparison.OrdinalIgnoreCase)))];
        this.columns = [.. Enumerable.Range(0, this.Width).Select(cell => columns.Where((_, at) => index[at] == cell).FirstOrDefault())];
        return Task.FromResult<int[]?>(index);
    }

    public override IReadOnlyList<string> Doubled(IReadOnlyList<Column> columns) =>
        [.. columns.Select(column => column.Source).Distinct(StringComparer.OrdinalIgnoreCase).Where(source => this.headers.Count(name => name.Equals(source, StringComparison.OrdinalIgnoreCase)) > 1)];

    public override ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        while (this.Advance())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Guarded(this.Take))
            {
                return ValueTask.FromResult(true);
            }
        }

        return ValueTask.FromResult(false);
    }

    public override (SourceRecord? Record, RejectedRow? Rejected) Read(RowReader reader, string source) =>
        this.fault is { } why ? (null, RowReader.Refused(source, this.Row, why)) : reader.Read(new Cells(this), source, this.Row);

    public override ReadOnlySpan<byte> Piece(int index) => this.bytes.AsSpan(this.cells[index].From, this.cells[index].Length);

    public override void Dispose() => this.reader.Dispose();

    private bool FindSheet()
    {
        do
        {
            if (this.sheet is null ? this.reader.VisibleState is null or "visible" : this.reader.Name.Equals(this.sheet, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        while (this.reader.NextResult());

        return false;
    }

    private bool IsHeader() => this.headerCell is { } cell ? this.headers.Contains(cell, StringComparer.OrdinalIgnoreCase) : this.headers.Any(header => header.Length > 0);

    // A sheet may say that its next row is the billionth.
    private bool Advance() => Guarded(this.reader.Read) && (this.reader.Depth < WorkbookBounds.MostRows ? true : throw new InvalidDataException("The sheet has more rows than a sheet can have."));

    // False for a row without any value.
    private bool Take()
    {
        (this.used, this.fault) = (0, null);
        var isThere = false;
        for (var cell = 0; cell < this.Width; cell++)
        {
            var text = cell < this.reader.FieldCount ? this.TextOf(cell) : string.Empty;
            isThere |= text.Length > 0;
            var room = Encoding.UTF8.GetMaxByteCount(text.Length);
            if (this.bytes.Length - this.used < room)
            {
                Array.Resize(ref this.bytes, (this.bytes.Length + room) * 2);
            }

            this.cells[cell] = (this.used, Encoding.UTF8.GetBytes(text, this.bytes.AsSpan(this.used)));
            this.used += this.cells[cell].Length;
        }

        return isThere;
    }

    private string TextOf(int cell)
    {
        var column = this.columns[cell];
        switch (this.reader.GetValue(cell))
        {
            case null:
                if (column is not null && this.errors.Contains((this.reader.Depth, cell)))
                {
                    this.fault ??= $"Column \"{this.headers[cell]}\" holds the error of its formula.";
                }

                if (column is not null && this.IsUnderMerged(cell))
                {
                    this.fault ??= $"Column \"{this.headers[cell]}\" lies under a merged cell. Give every row its own.";
                }

                return string.Empty;
            case string text:
                return text;
            case DateTime time:
                return time.ToString(column is { Format: { } format, Field.Type: FieldType.Date or FieldType.Time } ? format : time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
            case TimeSpan time:
                return time.ToString("c", CultureInfo.InvariantCulture);
            case bool flag:
                return flag ? "true" : "false";
            case double number:
                return this.TextOf(number, cell, column);
            case var other:
                return Convert.ToString(other, CultureInfo.InvariantCulture) ?? string.Empty;
        }
    }

    private string TextOf(double number, int cell, Column? column)
    {
        if (!double.IsFinite(number) || Math.Abs(number) >= (double)decimal.MaxValue)
        {
            return number.ToString("R", CultureInfo.InvariantCulture);
        }

        var text = number == Math.Truncate(number) && Math.Abs(number) < MostWhole ? ((long)number).ToString(CultureInfo.InvariantCulture) : ((decimal)number).ToString(CultureInfo.InvariantCulture);
        if (column?.Field.Type is not FieldType.Text)
        {
            return this.decimalComma ? text.Replace('.', ',') : text;
        }

        if (Math.Abs(number) >= MostWhole)
        {
            this.fault ??= $"Column \"{this.headers[cell]}\" holds a number of more than 15 digits, of which a workbook does not keep the last. Format the column as text.";
        }

        // 00123 that is shown so by its format, as in 00000, is meant so.
        if (this.reader.GetNumberFormatString(cell) is { Length: > 1 } format && format.All(c => c == '0'))
        {
            return text.PadLeft(format.Length, '0');
        }

        this.numbersForText.Add(this.headers[cell]);
        return text;
    }

    private bool IsUnderMerged(int cell)
    {
        foreach (var range in this.reader.MergeCells ?? [])
        {
            if (this.reader.Depth >= range.FromRow && this.reader.Depth <= range.ToRow && cell >= range.FromColumn && cell <= range.ToColumn && (this.reader.Depth != range.FromRow || cell != range.FromColumn))
            {
                return true;
            }
        }

        return false;
    }

    // What the library throws for a file that is not what it says it is differs with where it notices.
    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidPasswordException problem)
        {
            throw new WorkbookLockedException(problem);
        }
        catch (Exception problem) when (problem is ExcelReaderException or XmlException or FormatException or OverflowException or ArgumentException or InvalidOperationException or IndexOutOfRangeException or KeyNotFoundException or NullReferenceException or NotSupportedException or EndOfStreamException)
        {
            throw new InvalidDataException("It is no workbook that can be read.", problem);
        }
    }

    private readonly struct Cells(WorkbookTable table) : ICells
    {
        public ReadOnlySpan<byte> this[int index] => table.Piece(index);
    }
}
