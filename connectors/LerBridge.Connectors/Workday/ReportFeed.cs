using System.Globalization;
using System.Runtime.CompilerServices;
using LerBridge.Connectors.Columns;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging;

namespace LerBridge.Connectors.Workday;

/// <summary>
/// A stream by a report as a service. A report is one answer without pages: it is one partition, read while it comes, and read again from its start where the answer breaks off. A report whose
/// prompts ask for changes is read as such between full readings, and then shows no absence.
/// </summary>
internal sealed class ReportFeed(string connector, WorkdayOptions options, WorkdayReport report, ConnectorHttp http, IRaasApi api, TimeProvider time, ILogger log) : IWorkdayFeed
{
    private const int MostPasses = 3;
    private const int RowsToSeeColumns = 200;
    private const long LargestReport = 4L * 1024 * 1024 * 1024;

    public RecordSchema Schema => report.Set.Schema;

    public Task KnockAsync(CancellationToken cancellationToken) => this.LookAsync(checkColumns: false, cancellationToken);

    public Task CheckAsync(SourceChecks checks, CancellationToken cancellationToken) =>
        checks.LookAsync($"Stream {this.Schema.Stream}: run the report and find its columns", () => this.LookAsync(checkColumns: true, cancellationToken));

    public async IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var staged = Cursors.Text(request.Staged, ReportCursor.Version, connector);
        if (ReportCursor.IsFinished(staged))
        {
            yield break;
        }

        ConnectorLog.Pulling(log, connector, request.Stream, 1);
        var earlier = ReportCursor.Of(request.Live);
        var window = this.Window(request.RecordDate, request.Everything ? ReportCursor.Of(null) : earlier);
        var restarts = staged is not null;
        for (var pass = 1; ; pass++)
        {
            RequestFailedException? failure = null;
            await using var batches = this.PassAsync(request, window, earlier, restarts, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await batches.MoveNextAsync())
                    {
                        yield break;
                    }
                }
                catch (Exception problem) when (RequestFailedException.From(problem) is { } found)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    failure = found;
                    break;
                }

                yield return batches.Current;
            }

            if (pass == MostPasses || FailureRule.Of(failure.Reason).Retries == 0)
            {
                throw http.Explain($"the report of {request.Stream}", failure);
            }

            ConnectorLog.Restarting(log, connector, request.Stream, "The report broke off.");
            await Task.Delay(options.Http.FirstWait * pass, time, cancellationToken);
            restarts = true;
        }
    }

    private ReportWindow Window(DateOnly today, ReportCursor earlier)
    {
        var now = time.GetUtcNow();
        var isDue = earlier.Until is null || earlier.Full is null || now - earlier.Full >= TimeSpan.FromDays(report.FullEveryDays);
        return new ReportWindow(today, report.IsOfChanges && !isDue ? earlier.Until - report.Overlap : null, now, options.TimeZone);
    }

    private async IAsyncEnumerable<SourceBatch> PassAsync(PullRequest request, ReportWindow window, ReportCursor earlier, bool restarts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reply = await api.OpenAsync(report, window, cancellationToken);
        await using var body = await this.BodyAsync(reply, cancellationToken);
        var rows = new ReportRows(report, request.RestrictedFields);
        var kept = new List<ReportRow>();
        var isChecked = false;
        var any = false;
        var isFirst = true;
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
                this.RequireColumns(rows, request);
                isChecked = true;
            }

            while (kept.Count >= request.BatchSize)
            {
                yield return this.Batch(kept[..request.BatchSize], restarts) with { Fields = isFirst ? rows.Fields : [] };
                kept.RemoveRange(0, request.BatchSize);
                (restarts, isFirst) = (false, false);
            }
        }

        if (!isChecked && any)
        {
            this.RequireColumns(rows, request);
        }

        while (kept.Count > request.BatchSize)
        {
            yield return this.Batch(kept[..request.BatchSize], restarts) with { Fields = isFirst ? rows.Fields : [] };
            kept.RemoveRange(0, request.BatchSize);
            (restarts, isFirst) = (false, false);
        }

        yield return this.Ending(this.Batch(kept, restarts), request, window, earlier, rows, any, Earlier(window.Until, reply.Date));
    }

    private SourceBatch Ending(SourceBatch last, PullRequest request, ReportWindow window, ReportCursor earlier, ReportRows rows, bool any, DateTimeOffset began)
    {
        var seen = new SeenColumns($"The report of {request.Stream}", report.Set, request, any ? rows.Absent() : [], SeenColumns.Read(earlier.Fields));
        var fields = any ? seen.Text : earlier.Fields;
        last = last with { Fields = any ? rows.Fields : [] };
        if (window.Since is { } since)
        {
            // A few changed rows need not have what all of them together have; only a header says what is gone.
            return last with
            {
                Cursor = new ReportCursor(fields, began, earlier.Full).ToCursor(),
                End = new PartitionEnd.Partial(string.Create(CultureInfo.InvariantCulture, $"Only what changed since {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC was read, so nothing shows as absent; everything is read every {report.FullEveryDays} days.")) { GroupsAreWhole = true },
                Notices = [.. rows.Notices],
                Unread = report.Format == ReportFormat.Csv ? seen.Unread(isCertain: true) : [],
            };
        }

        return last with
        {
            Cursor = (report.IsOfChanges ? new ReportCursor(fields, began, began) : new ReportCursor(fields, null, null)).ToCursor(),
            End = new PartitionEnd.Complete(),
            Notices = any ? [.. rows.Notices, .. seen.Notices()] : [new SourceNotice(ConnectorCodes.NoRows, $"The report of {request.Stream} has no rows.")],
            Unread = seen.Unread(report.Format == ReportFormat.Csv),
        };
    }

    // The next report of changes begins where this one did by the earlier of the two clocks.
    private static DateTimeOffset Earlier(DateTimeOffset here, DateTimeOffset? there) => there < here ? there.Value : here;

    private SourceBatch Batch(List<ReportRow> rows, bool restarts) => new()
    {
        Partition = this.Schema.Stream,
        Records = [.. rows.Select(row => row.Record).OfType<SourceRecord>()],
        Rejected = [.. rows.Select(row => row.Rejected).OfType<RejectedRow>()],
        Cursor = ReportCursor.Reading,
        Restarts = restarts,
    };

    // A row of JSON or XML leaves out what is empty: there a column counts as gone only where its field must have a value.
    private void RequireColumns(ReportRows rows, PullRequest? request)
    {
        var missing = rows.Absent().Where(column => column.MustBeThere && (report.Format == ReportFormat.Csv || !column.Field.Optional)).ToList();
        if (missing.Count > 0)
        {
            throw MissingColumns.Refuse(connector, $"the report of {this.Schema.Stream}", report.Set, missing, request);
        }
    }

    private async Task<WatchedStream> BodyAsync(StreamedReply reply, CancellationToken cancellationToken)
    {
        if (HttpReply.LooksLikePage(reply.MediaType, []))
        {
            throw new RequestFailedException(FailureReason.NotData);
        }

        return new WatchedStream(await reply.BodyAsync(cancellationToken), options.Idle, LargestReport, time);
    }

    // Runs the report and reads its first rows only.
    private async Task LookAsync(bool checkColumns, CancellationToken cancellationToken)
    {
        try
        {
            var now = time.GetUtcNow();
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, options.TimeZone).DateTime);
            using var reply = await api.OpenAsync(report, new ReportWindow(today, null, now, options.TimeZone), cancellationToken);
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
                this.RequireColumns(rows, request: null);
            }
        }
        catch (Exception problem) when (RequestFailedException.From(problem) is { } failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw http.Explain($"the report of {this.Schema.Stream}", failure);
        }
    }
}
