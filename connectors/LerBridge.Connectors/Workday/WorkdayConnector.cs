using System.Runtime.CompilerServices;
using LerBridge.Connectors.Columns;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging;

namespace LerBridge.Connectors.Workday;

/// <summary>
/// Workday by reports as a service. A report is one answer without pages: it is one partition, read while it comes, and read again from its start where the answer breaks off.
/// </summary>
internal sealed class WorkdayConnector : IConnector
{
    private const int CursorVersion = 1;
    private const int MostPasses = 3;
    private const int RowsToSeeColumns = 200;
    private const long LargestReport = 4L * 1024 * 1024 * 1024;
    private const string Finished = "all";

    private readonly WorkdayOptions options;
    private readonly ConnectorHttp http;
    private readonly IRaasApi api;
    private readonly TimeProvider time;
    private readonly ILogger log;

    public WorkdayConnector(string name, WorkdayOptions options, ConnectorServices services, HttpMessageHandler? wire = null)
    {
        this.Name = name;
        this.options = options;
        this.time = services.Time;
        this.log = services.Logs.CreateLogger("LerBridge.Connectors.Workday");
        this.http = new ConnectorHttp(name, options.BaseUrl, ConnectorHttp.NewClient(wire), new RaasRules(options.Username, options.Password), options.Http, services.Time, this.log);
        this.api = new RaasClient(this.http);
        this.Streams = [.. options.Reports.Select(report => report.Set.Schema)];
    }

    public string Name { get; }

    public string Kind => WorkdayRegistration.KindName;

    public IReadOnlyList<RecordSchema> Streams { get; }

    public async Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken)
    {
        var checks = new SourceChecks(this.options.BaseUrl.Authority);
        var isFirst = true;
        foreach (var report in this.options.Reports)
        {
            if (isFirst && !await checks.SignInAsync(() => this.LookAsync(report, checkColumns: false, cancellationToken)))
            {
                break;
            }

            isFirst = false;
            await checks.LookAsync($"Stream {report.Set.Schema.Stream}: run the report and find its columns", () => this.LookAsync(report, checkColumns: true, cancellationToken));
        }

        return checks.Report;
    }

    public async IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var report = this.options.Reports.FirstOrDefault(one => one.Set.Schema.Stream == request.Stream)
            ?? throw new ArgumentException($"{this.Name} has no stream \"{request.Stream}\".", nameof(request));
        var staged = Cursors.Text(request.Staged, CursorVersion, this.Name);
        if (IsFinished(staged))
        {
            yield break;
        }

        ConnectorLog.Pulling(this.log, this.Name, request.Stream, 1);
        var restarts = staged is not null;
        for (var pass = 1; ; pass++)
        {
            RequestFailedException? failure = null;
            await using var batches = this.PassAsync(report, request, restarts, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await batches.MoveNextAsync())
                    {
                        yield break;
                    }
                }
                catch (Exception problem) when (!cancellationToken.IsCancellationRequested && RequestFailedException.From(problem) is { } found)
                {
                    failure = found;
                    break;
                }

                yield return batches.Current;
            }

            if (pass == MostPasses || FailureRule.Of(failure.Reason).Retries == 0)
            {
                throw this.http.Explain($"the report of {request.Stream}", failure);
            }

            ConnectorLog.Restarting(this.log, this.Name, request.Stream, "The report broke off.");
            await Task.Delay(this.options.Http.FirstWait * pass, this.time, cancellationToken);
            restarts = true;
        }
    }

    private async IAsyncEnumerable<SourceBatch> PassAsync(WorkdayReport report, PullRequest request, bool restarts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reply = await this.api.OpenAsync(report, cancellationToken);
        await using var body = await this.BodyAsync(reply, cancellationToken);
        var rows = new ReportRows(report, request.RestrictedFields);
        var kept = new List<ReportRow>();
        var isChecked = false;
        var any = false;
        await foreach (var stretch in rows.ReadAsync(body, cancellationToken))
        {
            kept.AddRange(stretch);
            any |= stretch.Count > 0;
            if (!isChecked && kept.Count < RowsToSeeColumns)
            {
                continue;
            }

            if (!isChecked)
            {
                this.RequireColumns(report, rows, request);
                isChecked = true;
            }

            while (kept.Count >= request.BatchSize)
            {
                yield return Batch(report, kept[..request.BatchSize], restarts);
                kept.RemoveRange(0, request.BatchSize);
                restarts = false;
            }
        }

        if (!isChecked && any)
        {
            this.RequireColumns(report, rows, request);
        }

        var seen = new SeenColumns($"The report of {request.Stream}", report.Set, request, any ? rows.Absent() : [], SeenColumns.Read(SeenIn(request.Live)));
        List<SourceNotice> notices = any
            ? [.. rows.Notices, .. seen.Notices()]
            : [new SourceNotice(ConnectorCodes.NoRows, $"The report of {request.Stream} has no rows.")];
        while (kept.Count > request.BatchSize)
        {
            yield return Batch(report, kept[..request.BatchSize], restarts);
            kept.RemoveRange(0, request.BatchSize);
            restarts = false;
        }

        yield return Batch(report, kept, restarts) with
        {
            Cursor = new SourceCursor(CursorVersion, $"{Finished}|{(any ? seen.Text : SeenIn(request.Live))}"),
            End = new PartitionEnd.Complete(),
            Notices = notices,
            Unread = seen.Unread(report.IsCsv),
        };
    }

    // A finished cursor says which columns were ever there.
    private static bool IsFinished(string? text) => text == Finished || text?.StartsWith(Finished + "|", StringComparison.Ordinal) == true;

    private static string SeenIn(SourceCursor? live) =>
        live is { Version: CursorVersion } && live.Text.StartsWith(Finished + "|", StringComparison.Ordinal) ? live.Text[(Finished.Length + 1)..] : string.Empty;

    private static SourceBatch Batch(WorkdayReport report, List<ReportRow> rows, bool restarts) => new()
    {
        Partition = report.Set.Schema.Stream,
        Records = [.. rows.Select(row => row.Record).OfType<SourceRecord>()],
        Rejected = [.. rows.Select(row => row.Rejected).OfType<RejectedRow>()],
        Cursor = new SourceCursor(CursorVersion, "reading"),
        Restarts = restarts,
    };

    // A JSON row leaves out what is empty: there a column counts as gone only where its field must have a value.
    private void RequireColumns(WorkdayReport report, ReportRows rows, PullRequest? request)
    {
        var missing = rows.Absent().Where(column => report.IsCsv ? column.MustBeThere : column.MustBeThere && !column.Field.Optional).ToList();
        if (missing.Count > 0)
        {
            throw MissingColumns.Refuse(this.Name, $"the report of {report.Set.Schema.Stream}", report.Set, missing, request);
        }
    }

    private async Task<Stream> BodyAsync(StreamedReply reply, CancellationToken cancellationToken)
    {
        if (HttpReply.LooksLikePage(reply.MediaType, []))
        {
            throw new RequestFailedException(FailureReason.NotData);
        }

        return new WatchedStream(await reply.BodyAsync(cancellationToken), this.options.Idle, LargestReport, this.time);
    }

    // Runs the report and reads its first rows only.
    private async Task LookAsync(WorkdayReport report, bool checkColumns, CancellationToken cancellationToken)
    {
        try
        {
            using var reply = await this.api.OpenAsync(report, cancellationToken);
            await using var body = await this.BodyAsync(reply, cancellationToken);
            var rows = new ReportRows(report, new HashSet<string>(StringComparer.Ordinal));
            var seen = 0;
            await foreach (var stretch in rows.ReadAsync(body, cancellationToken))
            {
                seen += stretch.Count;
                if (seen >= RowsToSeeColumns || !checkColumns)
                {
                    break;
                }
            }

            if (checkColumns && seen > 0)
            {
                this.RequireColumns(report, rows, request: null);
            }
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested && RequestFailedException.From(problem) is { } failure)
        {
            throw this.http.Explain($"the report of {report.Set.Schema.Stream}", failure);
        }
    }
}
