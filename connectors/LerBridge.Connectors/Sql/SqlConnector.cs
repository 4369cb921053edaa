using System.Runtime.CompilerServices;
using System.Text;
using LerBridge.Connectors.Columns;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Sql;

/// <summary>
/// A database that is read by declared queries: Banner's reporting tables, an ODS, a warehouse. Every stream is one query and one partition, read within one snapshot where the
/// database has them, and counted at the end. A query without rows is partial: a view that is being refreshed looks like that.
/// </summary>
internal sealed class SqlConnector : IConnector, ITabularSource
{
    private readonly SqlOptions options;

    public SqlConnector(string name, SqlOptions options)
    {
        this.Name = name;
        this.options = options;
        this.Streams = [.. options.Streams.Select(stream => stream.Set.Schema)];
    }

    public string Name { get; }

    public string Kind => SqlRegistration.KindName;

    public IReadOnlyList<RecordSchema> Streams { get; }

    public ExpectedTable Expected(string stream) => new(ExpectedColumns.Of(this.options.Streams.First(one => one.Set.Schema.Stream == stream).Set));

    public async Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken)
    {
        var checks = new SourceChecks("the database");
        if (!await checks.SignInAsync(() => this.OpenAndCloseAsync(cancellationToken)))
        {
            return checks.Report;
        }

        foreach (var stream in this.options.Streams)
        {
            await checks.LookAsync($"Stream {stream.Set.Schema.Stream}: run the query, find its columns", async () =>
            {
                await using var session = await SqlSession.OpenAsync(this.Name, this.options, cancellationToken);
                await using var rows = session.Rows(stream, SqlCursor.Start);
                _ = await this.ColumnsAsync(rows, stream, request: null, cancellationToken);
                _ = await this.NextAsync(rows, stream, cancellationToken);
            });
        }

        return checks.Report;
    }

    public async IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = this.options.Streams.FirstOrDefault(one => one.Set.Schema.Stream == request.Stream)
            ?? throw new ArgumentException($"{this.Name} has no stream \"{request.Stream}\".", nameof(request));
        var staged = Cursors.Text(request.Staged, SqlCursor.Version, this.Name) is { } text ? SqlCursor.Read(text) ?? throw Cursors.Unknown(this.Name) : null;
        if (staged?.IsDone == true)
        {
            yield break;
        }

        // Without an order nothing says where the result broke off: it is read anew.
        var restarts = staged is not null && stream.Order.Count == 0;
        var at = staged is null || restarts ? SqlCursor.Start : staged;

        // With an order each page is a query of its own, and a row that changed meanwhile may come again.
        var isOneState = stream.Order.Count == 0;
        await using var session = await SqlSession.OpenAsync(this.Name, this.options, cancellationToken);
        await using var rows = session.Rows(stream, at);
        var ordinals = await this.ColumnsAsync(rows, stream, request, cancellationToken);
        var cells = new SqlCells(stream.Set, ordinals, this.options.TimeZone);
        var reader = new RowReader(stream.Set, [.. ordinals.Select((ordinal, column) => ordinal < 0 ? -1 : column)], request.RestrictedFields);
        var read = at.Rows;
        List<SourceRecord> records = [];
        List<RejectedRow> rejected = [];
        var isFirst = true;
        var absent = stream.Set.Columns.Where((_, column) => ordinals[column] < 0).ToList();
        while (await this.NextAsync(rows, stream, cancellationToken))
        {
            read++;
            cells.Take(rows.Row);
            this.Take(cells, reader, stream, read, records, rejected);
            if (records.Count + rejected.Count >= request.BatchSize)
            {
                yield return new SourceBatch { Partition = stream.Set.Schema.Stream, IsOneState = isOneState, Records = records, Rejected = rejected, Restarts = restarts, Cursor = new SqlCursor(read, rows.After, IsDone: false, string.Empty).Write(), Fields = isFirst ? reader.Seen(absent, rows.Names) : [] };
                (records, rejected, restarts, isFirst) = ([], [], false, false);
            }
        }

        var fields = reader.Seen(absent, rows.Names);
        await rows.DisposeAsync();
        var counted = stream.Order.Count > 0 ? await session.CountAsync(stream, cancellationToken) : read;
        var seen = new SeenColumns($"The query of {request.Stream}", stream.Set, request, absent, SeenColumns.Read(request.Live is { Version: SqlCursor.Version } live ? SqlCursor.Read(live.Text)?.Seen : null));
        yield return new SourceBatch
        {
            Partition = stream.Set.Schema.Stream,
            IsOneState = isOneState,
            Records = records,
            Rejected = rejected,
            Restarts = restarts,
            Cursor = new SqlCursor(read, [], IsDone: true, seen.Text).Write(),
            End = End(read, counted),
            Notices = [.. reader.Notices, .. seen.Notices()],
            Unread = seen.Unread(isCertain: true),
            Fields = fields,
        };
    }

    private static PartitionEnd End(long read, long counted) =>
        read == 0 ? new PartitionEnd.Partial("The query has no rows. Nothing is taken for gone; where a view is refreshed at night, run later.")
        : read == counted ? new PartitionEnd.Complete()
        : new PartitionEnd.Partial($"{Counted.Of(read, "row")} came page by page, but the query counts {counted}. Name in Order columns that together tell every row apart and always have a value; rows may also have changed meanwhile.");

    private async Task OpenAndCloseAsync(CancellationToken cancellationToken)
    {
        await using var session = await SqlSession.OpenAsync(this.Name, this.options, cancellationToken);
    }

    private async Task<int[]> ColumnsAsync(SqlRows rows, SqlStream stream, PullRequest? request, CancellationToken cancellationToken)
    {
        var found = await rows.OpenAsync(stream.Set.Columns.Select(column => column.Source).Concat(stream.Order), cancellationToken);
        var ordinals = found[..stream.Set.Columns.Length];
        var missing = stream.Set.Columns.Where((column, at) => column.MustBeThere && ordinals[at] < 0).ToList();
        if (missing.Count > 0)
        {
            throw MissingColumns.Refuse(this.Name, SqlSession.NameOf(stream), stream.Set, missing, request);
        }

        return ordinals;
    }

    private async Task<bool> NextAsync(SqlRows rows, SqlStream stream, CancellationToken cancellationToken) =>
        await rows.NextAsync(cancellationToken) ?? throw new ConnectorException(
            FailureKind.Contract,
            ConnectorCodes.OrderEmpty,
            $"{this.Name}: {SqlSession.NameOf(stream)} has a row without a value in {string.Join(", ", stream.Order)}, by which it is read page by page. Name in Order columns that always have a value.");

    private void Take(SqlCells cells, RowReader reader, SqlStream stream, long row, List<SourceRecord> records, List<RejectedRow> rejected)
    {
        try
        {
            var (record, problem) = reader.Read(cells, $"Query {stream.Set.Schema.Stream}", row);
            if (record is not null)
            {
                records.Add(record);
            }
            else if (problem is not null)
            {
                rejected.Add(problem);
            }
        }
        catch (DecoderFallbackException)
        {
            throw new ConnectorException(FailureKind.Contract, ConnectorCodes.Unreadable, $"{this.Name}: {SqlSession.NameOf(stream)} has bytes that are no UTF-8 in row {row}. Cast the column to text in the query.");
        }
    }
}
