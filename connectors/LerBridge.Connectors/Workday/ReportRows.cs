using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using LerBridge.Connectors.Columns;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Drift;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Workday;

/// <summary>A row as it came: a record, or why it is none; neither where another row of its key counts.</summary>
internal readonly record struct ReportRow(SourceRecord? Record, RejectedRow? Rejected);

/// <summary>Reads one answer of a report, in any of its formats, into rows; and knows afterwards which columns it lacked.</summary>
internal sealed class ReportRows(WorkdayReport report, IReadOnlySet<string> restricted)
{
    private const int Stretch = 256;

    private readonly string name = $"report {report.Set.Schema.Stream}";
    private readonly RowWeights? weights = RowWeights.Of(report.Set.Schema);

    private RowReader? reader;
    private Func<IEnumerable<string>> others = () => [];

    /// <summary>Columns that the answer lacks, as far as it was read.</summary>
    public Func<IReadOnlyList<Column>> Absent { get; private set; } = () => [];

    /// <summary>What the first rows showed of every column.</summary>
    public IReadOnlyList<SeenField> Fields => this.reader?.Seen(this.Absent(), this.others()) ?? [];

    /// <summary>Things that the operator should know once.</summary>
    public IEnumerable<SourceNotice> Notices => this.reader?.Notices ?? [];

    /// <summary>The rows, in stretches.</summary>
    /// <exception cref="RequestFailedException">The answer is cut off, or no report.</exception>
    public IAsyncEnumerable<List<ReportRow>> ReadAsync(WatchedStream body, CancellationToken cancellationToken) => report.Format switch
    {
        ReportFormat.Csv => this.CsvAsync(body, cancellationToken),
        ReportFormat.SimpleXml => this.XmlAsync(body, cancellationToken),
        _ => this.JsonAsync(body, cancellationToken),
    };

    private async IAsyncEnumerable<List<ReportRow>> XmlAsync(WatchedStream body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sources = report.Set.Columns.Select(column => column.Source).Distinct(StringComparer.Ordinal).ToList();
        var cells = new XmlCells(sources);
        var index = report.Set.Columns.Select(column => sources.IndexOf(column.Source)).ToArray();
        var rows = this.reader = new RowReader(report.Set, index, restricted);
        this.Absent = () => [.. report.Set.Columns.Where((_, at) => !cells.HasSeen(index[at]))];
        this.others = () => cells.Others;
        var stretch = new List<ReportRow>(Stretch);
        var number = 0L;
        await foreach (var row in XmlReport.ReadAsync(body, cancellationToken))
        {
            cells.Load(row);
            stretch.Add(this.Row(rows, cells, ++number));
            if (stretch.Count >= Stretch)
            {
                yield return stretch;
                stretch = new List<ReportRow>(Stretch);
            }
        }

        yield return stretch;
    }

    private async IAsyncEnumerable<List<ReportRow>> JsonAsync(Stream body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sources = report.Set.Columns.Select(column => column.Source).Distinct(StringComparer.Ordinal).ToList();
        var cells = new JsonCells(sources);
        var index = report.Set.Columns.Select(column => sources.IndexOf(column.Source)).ToArray();
        var rows = this.reader = new RowReader(report.Set, index, restricted);
        this.Absent = () => [.. report.Set.Columns.Where((_, at) => !cells.HasSeen(index[at]))];
        this.others = () => cells.Others;
        var number = 0L;
        var stretches = JsonReport.ReadAsync(
            body,
            element =>
            {
                LoadRow(cells, element);
                return this.Row(rows, cells, ++number);
            },
            cancellationToken);
        await foreach (var stretch in stretches)
        {
            yield return stretch;
        }
    }

    private async IAsyncEnumerable<List<ReportRow>> CsvAsync(Stream body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var table = new CsvTable(body, null, Encoding.UTF8);
        var index = await Opened(table, report.Set.Columns, cancellationToken);
        var headings = table.Headings;
        this.Absent = () => [.. report.Set.Columns.Where((_, at) => index[at] < 0)];
        this.others = () => headings;
        var rows = this.reader = new RowReader(report.Set, index, restricted);
        var stretch = new List<ReportRow>(Stretch);
        RejectedRow? ragged = null;
        while (await NextAsync(table, cancellationToken))
        {
            if (ragged is not null)
            {
                stretch.Add(new ReportRow(null, ragged));
                ragged = null;
            }

            if (table.CellCount != table.Width)
            {
                ragged = RowReader.Ragged(this.name, table.Row, table.CellCount, table.Width);
            }
            else
            {
                stretch.Add(this.Row(rows, table.Cells, table.Row));
            }

            if (stretch.Count >= Stretch)
            {
                yield return stretch;
                stretch = new List<ReportRow>(Stretch);
            }
        }

        // CSV has no end mark: a last row that is cut short is the only sign of an answer that is.
        if (ragged is not null || table.EndsInQuotes)
        {
            throw new RequestFailedException(FailureReason.Dropped) { Detail = "the report ends in the middle of a row" };
        }

        yield return stretch;
    }

    private ReportRow Row<TCells>(RowReader rows, TCells cells, long number)
        where TCells : ICells
    {
        try
        {
            var (record, rejected) = rows.Read(cells, this.name, number);
            return new ReportRow(record is not null && this.weights?.Counts(record) == false ? null : record, rejected);
        }
        catch (DecoderFallbackException)
        {
            throw NotUtf8(number);
        }
    }

    private static void LoadRow(JsonCells cells, ReadOnlyMemory<byte> row)
    {
        try
        {
            cells.Load(row.Span);
        }
        catch (InvalidOperationException)
        {
            throw NotUtf8(null);
        }
    }

    private static RequestFailedException NotUtf8(long? row) =>
        new(FailureReason.Unreadable) { Detail = row is { } number ? $"row {number} is not UTF-8" : "a row is not UTF-8" };

    private static async Task<int[]> Opened(CsvTable table, IReadOnlyList<Column> columns, CancellationToken cancellationToken)
    {
        try
        {
            var index = await table.OpenAsync(columns, cancellationToken) ?? throw new RequestFailedException(FailureReason.Unreadable) { Detail = "it has no header" };
            return table.LooksLikePage ? throw new RequestFailedException(FailureReason.NotData) : index;
        }
        catch (CsvFormatException)
        {
            throw new RequestFailedException(FailureReason.Unreadable) { Detail = "its header is malformed" };
        }
    }

    private static async ValueTask<bool> NextAsync(CsvTable table, CancellationToken cancellationToken)
    {
        try
        {
            return await table.NextAsync(cancellationToken);
        }
        catch (CsvFormatException)
        {
            throw new RequestFailedException(FailureReason.Unreadable) { Detail = $"row {table.Row + 1} has no end" };
        }
    }
}
