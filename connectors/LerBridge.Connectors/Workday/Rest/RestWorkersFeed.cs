using System.Globalization;
using System.Runtime.CompilerServices;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging;

namespace LerBridge.Connectors.Workday.Rest;

/// <summary>
/// The stream <c>workers</c> by the REST service: pages by offset until an empty one. The total that Workday names may be capped, so it never ends the reading by itself; where fewer workers come
/// than it names, the extract is partial. A short page is no end either: a server may give fewer rows than it is asked for.
/// </summary>
internal sealed class RestWorkersFeed(string connector, IRestApi api, ConnectorHttp http, ILogger log) : IWorkdayFeed
{
    private const int CursorVersion = 1;
    private const int MostRows = 5_000_000;
    private const string Finished = "all";

    public RecordSchema Schema => WorkersStream.Schema;

    public Task KnockAsync(CancellationToken cancellationToken) => api.WorkersAsync(0, cancellationToken);

    public Task CheckAsync(SourceChecks checks, CancellationToken cancellationToken) =>
        checks.LookAsync($"Stream {this.Schema.Stream}: read workers", () => api.WorkersAsync(0, cancellationToken));

    public async IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Cursors.Text(request.Staged, CursorVersion, connector) is Finished)
        {
            yield break;
        }

        // Offsets of an earlier pull mean nothing now: rows may have moved.
        ConnectorLog.Pulling(log, connector, request.Stream, 1);
        var restarts = request.Staged is not null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var total = 0;
        for (var offset = 0; ;)
        {
            var page = await api.WorkersAsync(offset, cancellationToken);
            var rows = page.Data ?? [];
            total = Math.Max(total, page.Total ?? 0);
            var fresh = rows.Where(row => row.Id.Length > 0 && seen.Add(row.Id)).Select(WorkersStream.Record).ToList();
            for (var start = 0; start < fresh.Count; start += request.BatchSize)
            {
                yield return new SourceBatch { Partition = this.Schema.Stream, Records = [.. fresh.Skip(start).Take(request.BatchSize)], Cursor = new SourceCursor(CursorVersion, "reading"), Restarts = restarts };
                restarts = false;
            }

            offset += rows.Count;
            if (rows.Count == 0 || (rows.Count < api.PageSize && total > 0 && offset >= total))
            {
                break;
            }

            if (offset > MostRows || fresh.Count == 0)
            {
                throw http.Explain("the workers", new RequestFailedException(FailureReason.EndlessPages));
            }
        }

        yield return new SourceBatch
        {
            Partition = this.Schema.Stream,
            Cursor = new SourceCursor(CursorVersion, Finished),
            Restarts = restarts,
            End = seen.Count >= total ? new PartitionEnd.Complete() : new PartitionEnd.Partial(string.Create(CultureInfo.InvariantCulture, $"Workday counts {total} workers, but {seen.Count} came.")),
        };
    }
}
