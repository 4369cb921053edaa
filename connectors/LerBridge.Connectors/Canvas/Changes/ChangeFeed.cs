using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging;

namespace LerBridge.Connectors.Canvas.Changes;

/// <summary>
/// Any stream by what Canvas Data 2 says has changed: its tables tell which courses to look at, and those are read from the REST API as always, each whole. Between readings of everything a course that
/// did not change is not read at all, so the list of courses ends partial; what is read is complete and may show absence.
/// </summary>
internal sealed class ChangeFeed(string connector, CanvasOptions options, ChangeOptions changes, ICanvasApi api, CanvasPaging paging, CanvasCourseReader reader, DapJobs jobs, TimeProvider time, ILogger log)
{
    private const int MostTries = 2;

    /// <summary>Looks whether every table that a stream needs is offered.</summary>
    public async Task LookAsync(string stream, CancellationToken cancellationToken)
    {
        var (tables, _) = await jobs.TablesAsync(cancellationToken);
        var missing = DapTable.For(stream).Select(table => table.Name).Except(tables, StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            throw new ConnectorException(FailureKind.Contract, ConnectorCodes.DataTable, $"{connector}: Canvas Data 2 does not offer {string.Join(", ", missing)}. Give the client of Changes access to the tables of Canvas.");
        }
    }

    public async IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var staged = CanvasPlace.Of(Cursors.Text(request.Staged, CanvasPlace.Version, connector));
        if (staged.Last == CanvasPlace.Finished)
        {
            yield break;
        }

        var earlier = CanvasPlace.Of(request.Live is { Version: CanvasPlace.Version } live ? live.Text : null);
        var sight = staged.Sight;
        var catalogue = await CanvasCatalogue.ReadAsync(api, paging, options.On(request.RecordDate), cancellationToken);
        sight.Add(catalogue.Sights);
        var tables = DapTable.For(request.Stream);
        var takesTimes = changes.CompletedAt && request.Stream == StreamNames.CourseCompletions;
        var known = ChangeStand.Of(request.Everything ? null : earlier.Changes);
        var (_, clock) = await jobs.TablesAsync(cancellationToken);
        var now = clock ?? time.GetUtcNow();
        var kept = ChangeStand.Of(staged.Changes);
        var stand = kept ?? this.Begin(known, request.RecordDate, now);
        var last = kept is null ? string.Empty : staged.Last ?? string.Empty;
        var restarts = request.Staged is not null;
        var notices = new List<SourceNotice>();
        Opened? opened;
        for (var tries = kept is null ? 1 : 0; ; tries++)
        {
            // each is kept before the wait, so that a pull that is killed meanwhile goes on with the jobs that it started
            while (await this.StartNextAsync(stand, tables, takesTimes, now, known, notices, cancellationToken))
            {
                yield return Waiting(last, stand, sight);
            }

            while ((opened = await this.OpenAsync(stand, tables, takesTimes, cancellationToken)) is { Needs: { Count: > 0 } needed })
            {
                await opened.DisposeAsync();
                foreach (var table in needed)
                {
                    stand.Snapshots[table] = await jobs.StartAsync(table, null, cancellationToken);
                    yield return Waiting(last, stand, sight);
                }
            }

            if (opened is not null)
            {
                break;
            }

            // What was found by a job that is gone cannot be found again: whatever was read so far is read anew.
            (last, restarts, stand) = (string.Empty, true, tries < MostTries ? this.Begin(known, request.RecordDate, now) : throw this.Failed());
        }

        await using var found = opened;
        var isAll = stand.Reason is not null;
        var wanted = catalogue.Courses
            .Where(context => isAll || found.Courses.Holds(context) || known?.Skipped.Contains(context.Course.Id) == true || MayHaveEnded(context, known?.Day ?? request.RecordDate, request.RecordDate))
            .Where(context => last.Length == 0 || CanvasNormalizer.NumericOrder.Instance.Compare(context.Course.Id, last) > 0)
            .ToList();
        ConnectorLog.Pulling(log, connector, request.Stream, wanted.Count);
        IReadOnlyList<IReadOnlyList<CanvasCourseContext>> stretches = found.Times is { } times ? await times.StretchesAsync(wanted, cancellationToken) : [wanted];
        foreach (var stretch in stretches)
        {
            await (found.Times?.TurnToAsync(stretch, cancellationToken) ?? Task.CompletedTask);
            var normalizer = new CanvasNormalizer(request.RecordDate) { Concluded = found.Times is { } at ? at.Of : null };
            await foreach (var course in Prefetch.InOrderAsync(stretch, (context, token) => reader.ReadAsync(request.Stream, context, normalizer, token), options.Http.MaxConcurrency, cancellationToken))
            {
                sight.Add(course.Sights);
                if (course.End is PartitionEnd.Partial)
                {
                    stand.Skipped.Add(course.Course);
                }

                foreach (var batch in CanvasPlace.Batches(course, last, place => CanvasPlace.Cursor(place, stand.Text, sight), restarts, request.BatchSize))
                {
                    yield return batch;
                }

                last = course.Course;
            }
        }

        yield return CanvasPlace.End(request, sight, earlier.Sight, catalogue.Limit ?? (isAll ? null : this.WhyPartial)) with
        {
            Cursor = CanvasPlace.Cursor(CanvasPlace.Finished, stand.Next(isAll ? now : null, stand.Skipped).Text, sight.With(earlier.Sight)),
            Notices = [.. CanvasPlace.Notices(request, options, sight, earlier.Sight), .. catalogue.Notices, .. notices, .. Told(stand.Reason, changes)],
        };
    }

    private static SourceBatch Waiting(string last, ChangeStand stand, Sight sight) => new() { Partition = CanvasPlace.ListPartition, Cursor = CanvasPlace.Cursor(last, stand.Text, sight) };

    private string WhyPartial => $"Only courses that Canvas Data 2 says have changed were read, so no other course shows as absent; everything is read every {changes.FullEveryDays} days.";

    // A course that ends between two pulls is over, and no row changes for it. A day on either side covers every zone.
    private static bool MayHaveEnded(CanvasCourseContext context, DateOnly before, DateOnly day)
    {
        var (from, to) = ((before < day ? before : day).AddDays(-1), day.AddDays(1));
        return Within(context.Course.EndAt.DayIn(context.Zone)) || Within(context.Term?.EndAt.DayIn(context.TermZone));

        bool Within(DateOnly? end) => end >= from && end <= to;
    }

    private static IEnumerable<SourceNotice> Told(ChangeReason? reason, ChangeOptions changes) => reason switch
    {
        null or ChangeReason.First or ChangeReason.Due => [],
        ChangeReason.Window => [Of("settings let it read other courses than before")],
        ChangeReason.Range => [Of("Canvas Data 2 no longer tells what changed since the last run")],
        ChangeReason.Deleted => [Of("Canvas Data 2 says that rows were deleted, and not of which course")],
        ChangeReason.Unplaced => [Of("a changed row leads to no course")],
        _ => [Of("more rows changed than are told apart")],
    };

    private static SourceNotice Of(string why) => new(ConnectorCodes.DataReadsAll, $"Everything was read, not changes alone: {why}.");

    private ConnectorException Failed() => new(
        FailureKind.Transient,
        ConnectorCodes.DataFailed,
        $"{connector}: Canvas Data 2 ended a job without its result, also when it was started anew. Run again; where it stays, report it to Instructure's support.");

    private ChangeStand Begin(ChangeStand? known, DateOnly day, DateTimeOffset now)
    {
        var window = this.Window();
        return new ChangeStand
        {
            Window = window,
            Day = day,
            Full = known?.Full,
            Reason = known is null ? ChangeReason.First
                : known.Window != window ? ChangeReason.Window
                : known.Full is not { } full || now - full >= TimeSpan.FromDays(changes.FullEveryDays) - TimeSpan.FromHours(1) ? ChangeReason.Due
                : null,
        };
    }

    // Short, and no secret: it is compared, not undone.
    private string Window() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', [options.AccountId, $"{options.TermsFrom:O}", $"{options.TermsTo:O}", $"{changes.CompletedAt}", .. options.Terms]))))[..8];

    // One job more is started; false where all are.
    private async Task<bool> StartNextAsync(ChangeStand stand, IReadOnlyList<DapTable> tables, bool takesTimes, DateTimeOffset now, ChangeStand? known, List<SourceNotice> notices, CancellationToken cancellationToken)
    {
        if (tables.FirstOrDefault(table => stand.Tables.GetValueOrDefault(table.Name) is not { Job: not null }) is not { } next)
        {
            return false;
        }

        var before = known?.Tables.GetValueOrDefault(next.Name);
        var form = await jobs.FormAsync(next, next.Name == DapTable.Enrollments && takesTimes ? [ConclusionTimes.Moment] : [], cancellationToken);
        if (before?.Form is { } older && form is not null && form != older)
        {
            notices.Add(new SourceNotice(ConnectorCodes.DataForm, $"The table {next.Name} of Canvas Data 2 has form {form} now and had {older}; columns that are new are passed over."));
        }

        var since = stand.Reason is null ? before?.Since : null;
        if (since is null)
        {
            stand.Reason ??= ChangeReason.Range;
        }

        stand.Tables[next.Name] = await this.StartAsync(stand, next.Name, since, Recent(now), form, cancellationToken);
        return true;
    }

    // Where everything is read, only the end of the span is needed: the next pull goes on from what the platform says, not from a clock of ours.
    private static string Recent(DateTimeOffset now) => now.AddDays(-1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<TableStand> StartAsync(ChangeStand stand, string table, string? since, string recent, string? form, CancellationToken cancellationToken)
    {
        if (since is not null)
        {
            try
            {
                return new TableStand(since, await jobs.StartAsync(table, since, cancellationToken), null, form);
            }
            catch (ConnectorException problem) when (problem.Code is ConnectorCodes.Rejected)
            {
                // too long ago: the platform keeps changes for a while only
                stand.Reason ??= ChangeReason.Range;
            }
        }

        return new TableStand(recent, await jobs.StartAsync(table, recent, cancellationToken), null, form);
    }

    // Waits for the jobs and finds the courses. Null where a job is gone.
    private async Task<Opened?> OpenAsync(ChangeStand stand, IReadOnlyList<DapTable> tables, bool takesTimes, CancellationToken cancellationToken)
    {
        var found = new ChangedCourses();
        foreach (var table in tables)
        {
            var at = stand.Tables[table.Name];
            if (await jobs.WaitAsync(table.Name, at.Job ?? string.Empty, cancellationToken) is not { } job)
            {
                return null;
            }

            stand.Tables[table.Name] = at with { Until = Later(at.Since, job.Until ?? job.At) };
            if (stand.Reason is not null)
            {
                continue;
            }

            await using var parts = await jobs.FetchAsync(table.Name, job, cancellationToken);
            if (parts is null)
            {
                return null;
            }

            await found.AddAsync(table, parts.RowsAsync(new DapRow(table.Columns), cancellationToken));
            stand.Reason = found.Reason;
        }

        var opened = new Opened(found);
        string[] placing = stand.Reason is null ? [.. found.Needed] : [];
        string[] whole = [.. placing.Union(takesTimes ? [DapTable.Enrollments] : [], StringComparer.Ordinal)];
        opened.Needs = [.. whole.Where(table => !stand.Snapshots.ContainsKey(table))];
        foreach (var table in opened.Needs.Count == 0 ? whole : [])
        {
            if (await jobs.WaitAsync(table, stand.Snapshots[table], cancellationToken) is not { } job || await jobs.FetchAsync(table, job, cancellationToken) is not { } parts)
            {
                await opened.DisposeAsync();
                return null;
            }

            opened.Keep(parts);
            if (placing.Contains(table))
            {
                await found.PlaceAsync(table, parts.RowsAsync(new DapRow(ChangedCourses.Columns(table)), cancellationToken));
                stand.Reason ??= found.Reason;
            }

            opened.Times ??= takesTimes && table == DapTable.Enrollments ? new ConclusionTimes(parts) : null;
        }

        return opened;
    }

    // A span that ends before it began would read the same again and again, or backwards.
    private static string? Later(string? since, string? until) =>
        until is null || Instants.Time(until) is not { } end || (since is not null && Instants.Time(since) > end) ? since : until;

    /// <summary>What the jobs gave.</summary>
    private sealed class Opened(ChangedCourses courses) : IAsyncDisposable
    {
        private readonly List<DapParts> whole = [];

        public ChangedCourses Courses => courses;

        public ConclusionTimes? Times { get; set; }

        /// <summary>Whole tables that are needed and have not been asked for.</summary>
        public IReadOnlyList<string> Needs { get; set; } = [];

        public void Keep(DapParts parts) => this.whole.Add(parts);

        public async ValueTask DisposeAsync()
        {
            foreach (var parts in this.whole)
            {
                await parts.DisposeAsync();
            }
        }
    }
}
