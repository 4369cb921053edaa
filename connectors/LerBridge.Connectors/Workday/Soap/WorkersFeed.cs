using System.Globalization;
using System.Runtime.CompilerServices;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>
/// A stream by Get_Workers: what every worker has, as of the day of the run. Either everyone, or between full readings those with something typed in and, in a query of its own, those with something
/// that became effective; and where positions are read those who will be hired, fetched again as of the day of their hire.
/// </summary>
internal sealed class WorkersFeed(string connector, WorkerStream stream, WorkdayOptions options, SoapOptions soap, ConnectorHttp http, ISoapApi api, TimeProvider time, ILogger log) : IWorkdayFeed
{
    private const string Partition = "workers";
    private const int MostPages = 100_000;
    private const int MostReferences = 50;
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(60);

    public RecordSchema Schema => stream.Schema;

    public Task KnockAsync(CancellationToken cancellationToken) => this.FirstAsync(1, cancellationToken);

    public async Task CheckAsync(SourceChecks checks, CancellationToken cancellationToken)
    {
        WorkersPage? page = null;
        await checks.LookAsync($"Stream {this.Schema.Stream}: read workers", async () => page = await this.FirstAsync(Math.Min(25, soap.PageSize), cancellationToken));
        if (page is not { Workers.Count: > 0 })
        {
            return;
        }

        var reader = stream.Reader(new HashSet<string>(StringComparer.Ordinal));
        var seen = WorkerSight.Of(null);
        foreach (var worker in page.Workers)
        {
            seen.Add(reader.Read(worker, this.Today).Sights);
        }

        foreach (var kind in stream.Sights)
        {
            checks.Add(
                $"Permission to read {kind.What}",
                seen.Has(kind.Name) ? FindingResult.Yes : stream.IsOwed && kind.Name == stream.Section.Name ? FindingResult.No : FindingResult.Unknown,
                seen.Has(kind.Name) ? null : $"None of the first {page.Workers.Count} workers shows {kind.What}: give the integration system user's security group Get on the domain \"{kind.Permission}\".");
        }
    }

    public async IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var staged = Cursors.Text(request.Staged, WorkersCursor.Version, connector);
        if (WorkersCursor.IsFinished(staged))
        {
            yield break;
        }

        var earlier = WorkersCursor.Live(request.Live);
        var place = this.Place(staged);
        var moment = place?.Moment ?? time.GetUtcNow();
        var isOfChanges = place is not null ? place.Phase is not (WorkersPhase.Everyone or WorkersPhase.Ahead) : soap.Changes && earlier.Full is { } last && moment - last < TimeSpan.FromDays(soap.FullEveryDays);
        isOfChanges = isOfChanges && earlier.Until is not null && !request.Everything;
        var since = (earlier.Until ?? moment) - Overlap;
        ConnectorLog.Pulling(log, connector, request.Stream, 1);
        var reading = new Reading(stream.Reader(request.RestrictedFields), place?.Seen ?? WorkerSight.Of(null)) { Workers = place?.Workers ?? 0, Count = place?.Count ?? default, Missing = place?.Missing ?? 0 };
        var kept = place ?? new WorkersPlace(isOfChanges ? WorkersPhase.Updated : WorkersPhase.Everyone, moment, 0, 0, default, 0, WorkerSight.Of(null));
        foreach (var phase in Phases(isOfChanges, stream.LooksAhead && soap.FutureDays > 0).Where(phase => place is null || phase >= place.Phase))
        {
            var first = place?.Phase == phase ? place.Page + 1 : 1;
            for (var number = first; ; number++)
            {
                var page = await this.PageAsync(phase, request.RecordDate, moment, since, number, cancellationToken);
                var rows = IsAhead(phase) ? [] : reading.Take(page, request.RecordDate);
                rows.AddRange(await this.AheadAsync(phase, page, reading, request.RecordDate, moment, cancellationToken));
                var isLast = page.Workers.Count == 0 || number >= (page.TotalPages ?? MostPages);
                reading.Missing = phase == WorkersPhase.Everyone && isLast ? Math.Max(0, (page.TotalResults ?? 0) - reading.Workers) : reading.Missing;
                var next = new WorkersPlace(phase, moment, number, reading.Workers, reading.Count, reading.Missing, reading.Seen);
                foreach (var batch in Batches(rows, kept, next, request.BatchSize))
                {
                    yield return batch;
                }

                kept = next;
                if (isLast)
                {
                    break;
                }

                if (number >= MostPages)
                {
                    throw http.Explain("the workers", new RequestFailedException(FailureReason.EndlessPages));
                }
            }
        }

        yield return this.Ending(request, reading, earlier, isOfChanges, since, moment);
    }

    // The phases are read in this order; a killed pull goes on with the one it was in.
    private static IEnumerable<WorkersPhase> Phases(bool isOfChanges, bool looksAhead)
    {
        if (isOfChanges)
        {
            yield return WorkersPhase.Updated;
            yield return WorkersPhase.Effective;
        }
        else
        {
            yield return WorkersPhase.Everyone;
        }

        if (looksAhead)
        {
            yield return isOfChanges ? WorkersPhase.AheadOfChanges : WorkersPhase.Ahead;
        }
    }

    private static bool IsAhead(WorkersPhase phase) => phase is WorkersPhase.Ahead or WorkersPhase.AheadOfChanges;

    private WorkersPlace? Place(string? staged)
    {
        try
        {
            return WorkersCursor.Place(staged);
        }
        catch (FormatException)
        {
            throw Cursors.Unknown(connector);
        }
    }

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), options.TimeZone).DateTime);

    private Task<WorkersPage> FirstAsync(int count, CancellationToken cancellationToken) => api.WorkersAsync(new WorkersAsk(this.Today, time.GetUtcNow(), 1, count) { Include = stream.Include }, cancellationToken);

    private Task<WorkersPage> PageAsync(WorkersPhase phase, DateOnly day, DateTimeOffset moment, DateTimeOffset since, int number, CancellationToken cancellationToken) => api.WorkersAsync(
        new WorkersAsk(IsAhead(phase) ? day.AddDays(soap.FutureDays) : day, moment, number, soap.PageSize)
        {
            Include = stream.Include,
            Window = phase switch
            {
                WorkersPhase.Updated => new ChangeWindow(IsByEffect: false, since, moment),
                WorkersPhase.Effective => new ChangeWindow(IsByEffect: true, since, moment),
                WorkersPhase.Ahead or WorkersPhase.AheadOfChanges => new ChangeWindow(IsByEffect: true, moment, moment.AddDays(soap.FutureDays)),
                _ => null,
            },
        },
        cancellationToken);

    // A worker who will be hired has no job as of today: asked for again as of the day of the hire.
    private async Task<List<SourceRow>> AheadAsync(WorkersPhase phase, WorkersPage page, Reading reading, DateOnly today, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var hires = IsAhead(phase) ? page.Workers.Select(worker => reading.Ahead(worker, today)).OfType<(string, DateOnly)>() : reading.TakeAhead();
        var rows = new List<SourceRow>();
        foreach (var day in hires.Where(reading.IsNew).GroupBy(hire => hire.Item2).OrderBy(group => group.Key))
        {
            foreach (var some in day.Select(hire => hire.Item1).Chunk(MostReferences))
            {
                var again = await api.WorkersAsync(new WorkersAsk(day.Key, moment, 1, Math.Max(some.Length, 1)) { Include = stream.Include, Workers = some }, cancellationToken);
                rows.AddRange(reading.Rows(again, day.Key));
            }
        }

        return rows;
    }

    private static IEnumerable<SourceBatch> Batches(List<SourceRow> rows, WorkersPlace before, WorkersPlace after, int size)
    {
        for (var start = 0; start == 0 || start < rows.Count; start += size)
        {
            var some = rows.Skip(start).Take(size).ToList();
            yield return new SourceBatch
            {
                Partition = Partition,
                Records = [.. some.Select(row => row.Record).OfType<SourceRecord>()],
                Rejected = [.. some.Select(row => row.Rejected).OfType<RejectedRow>()],
                Cursor = start + size >= rows.Count ? WorkersCursor.Reading(after) : WorkersCursor.Reading(before),
            };
        }
    }

    private SourceBatch Ending(PullRequest request, Reading reading, WorkersLive earlier, bool isOfChanges, DateTimeOffset since, DateTimeOffset moment) => isOfChanges
        ? new SourceBatch
        {
            Partition = Partition,

            // A hire that was taken back and took its job along shows as absent only where everybody is read: the next run does.
            Cursor = WorkersCursor.Done(earlier with { Until = moment, Full = reading.IsRescindedAway ? null : earlier.Full }),
            End = new PartitionEnd.Partial(string.Create(CultureInfo.InvariantCulture, $"Only workers that changed since {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC were read, so nothing shows as absent; everybody is read every {soap.FullEveryDays} days.")),
        }
        : this.EndingOfAll(request, reading, earlier, moment);

    private SourceBatch EndingOfAll(PullRequest request, Reading reading, WorkersLive earlier, DateTimeOffset moment)
    {
        var lost = reading.Count.LostSince(earlier.Count, stream, soap.WithoutJobs);
        var notices = new List<SourceNotice>(reading.Seen.Notices(earlier.Seen, request));
        if (lost is not null)
        {
            notices.Add(new SourceNotice(ConnectorCodes.NoEmployment, lost));
        }
        else if (stream.IsOwed && reading.Count.Without > 0)
        {
            notices.Add(new SourceNotice(ConnectorCodes.NoJobYet, $"{Counted.Of(reading.Count.Without, "worker")} of {reading.Workers} came without {stream.Section.What}: not yet started, or purged. Everybody else was read in full."));
        }

        if (reading.Workers == 0)
        {
            notices.Add(new SourceNotice(ConnectorCodes.NoRows, "Workday gives no workers."));
        }

        var hole = reading.Missing > 0 ? $"Workday counts {Counted.Of(reading.Missing, "worker")} more than came." : lost;
        return new SourceBatch
        {
            Partition = Partition,
            Cursor = WorkersCursor.Done(new WorkersLive(reading.Seen.With(earlier.Seen), moment, moment, lost is null ? reading.Count : earlier.Count)),
            Notices = notices,
            Unread = reading.Seen.LostSince(earlier.Seen),
            End = hole is null ? new PartitionEnd.Complete() : new PartitionEnd.Partial(hole),
        };
    }

    /// <summary>A row, or why it is none.</summary>
    private sealed record SourceRow(SourceRecord? Record, RejectedRow? Rejected);

    /// <summary>What a pull has met so far.</summary>
    private sealed class Reading(IWorkerReader reader, Sight seen)
    {
        private readonly HashSet<(string Worker, string Row)> active = [];
        private readonly List<(string, DateOnly)> ahead = [];
        private readonly HashSet<(string, DateOnly)> fetched = [];

        public Sight Seen => seen;

        public int Workers { get; set; }

        public SectionCount Count { get; set; }

        public int Missing { get; set; }

        public bool IsRescindedAway { get; private set; }

        /// <summary>The rows of a page, and the hires to come that it shows.</summary>
        public List<SourceRow> Take(WorkersPage page, DateOnly day)
        {
            var rows = new List<SourceRow>();
            foreach (var element in page.Workers)
            {
                var worker = reader.Read(element, day);
                this.Workers++;
                if (worker is { HireAhead: { } hired, Wid: { } wid })
                {
                    this.ahead.Add((wid, hired));
                    continue;
                }

                seen.Add(worker.Sights);
                this.IsRescindedAway |= worker.IsRescindedAway;
                this.Count = this.Count.And(worker);
                rows.AddRange(this.RowsOf(worker));
            }

            return rows;
        }

        /// <summary>The rows of workers who were asked for by name.</summary>
        public IEnumerable<SourceRow> Rows(WorkersPage page, DateOnly day) => page.Workers.SelectMany(element => this.RowsOf(reader.Read(element, day)));

        /// <summary>A worker who will be hired after a day.</summary>
        public (string, DateOnly)? Ahead(System.Xml.Linq.XElement worker, DateOnly today) =>
            reader.Read(worker, today) is { Wid: { } wid } read && (read.HireAhead ?? read.Rows.Select(job => job.Record["worker.hired"].IsMissing ? (DateOnly?)null : job.Record["worker.hired"].Date).Max()) is { } hired && hired > today
                ? (wid, hired)
                : null;

        /// <summary>True where a worker has not been fetched as of a day before.</summary>
        public bool IsNew((string, DateOnly) hire) => this.fetched.Add(hire);

        /// <summary>The hires to come that were met since the last time.</summary>
        public IReadOnlyList<(string, DateOnly)> TakeAhead()
        {
            List<(string, DateOnly)> taken = [.. this.ahead];
            this.ahead.Clear();
            return taken;
        }

        // Somebody who changed between contingent worker and employee has two profiles with one id: the one that is over does not overwrite the other (facts §5).
        private IEnumerable<SourceRow> RowsOf(WorkerRead worker)
        {
            foreach (var (row, record) in worker.Rows)
            {
                var key = (worker.WorkerId ?? string.Empty, row);
                if (worker.IsActive)
                {
                    this.active.Add(key);
                    yield return new SourceRow(record, null);
                }
                else if (!this.active.Contains(key))
                {
                    yield return new SourceRow(record, null);
                }
            }

            foreach (var refused in worker.Rejected)
            {
                yield return new SourceRow(null, refused);
            }
        }
    }
}
