using System.Runtime.CompilerServices;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging;

namespace LerBridge.Connectors.Canvas.Bulk;

/// <summary>
/// <c>course_completions</c> by account reports: the list of courses comes from the REST API, what is in them from reports. The same partitions as course by course, so that a college may change from
/// one to the other; but each ends partial, because a report shows no enrolment that was deleted by hand.
/// </summary>
internal sealed class BulkFeed(string connector, CanvasOptions options, ICanvasApi api, CanvasPaging paging, BulkRunner runner, ILogger log)
{
    private const int Version = 2;
    private const string Why = "Account reports leave out enrolments that were deleted by hand, so nothing shows as absent.";

    private readonly BulkPull pull = new(connector, runner);

    public Task LookAsync(CancellationToken cancellationToken) => runner.LookAsync(BulkPull.Provisioning, cancellationToken);

    public async IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.Staged is { Version: CanvasPlace.Version } done && CanvasPlace.Of(done.Text).Last == CanvasPlace.Finished)
        {
            yield break;
        }

        var (last, under, sight) = Place(Cursors.Text(request.Staged, Version, connector));
        var (_, _, earlier) = CanvasPlace.Of(request.Live is { Version: CanvasPlace.Version } live ? live.Text : null);
        var catalogue = await CanvasCatalogue.ReadAsync(api, paging, options.On(request.RecordDate), cancellationToken);
        sight.Add(catalogue.Sights);
        var terms = catalogue.Courses
            .GroupBy(context => context.Course.EnrollmentTermId ?? context.Term?.Id ?? string.Empty, StringComparer.Ordinal)
            .Where(term => term.Key.Length > 0 && (last.Length == 0 || CanvasNormalizer.NumericOrder.Instance.Compare(term.Key, last) > 0))
            .OrderBy(term => term.Key, CanvasNormalizer.NumericOrder.Instance)
            .ToList();
        ConnectorLog.Pulling(log, connector, request.Stream, catalogue.Courses.Count);
        if (terms.Count > 0)
        {
            var restarts = request.Staged is not null;
            var reports = under ?? new BulkReports(await this.pull.StartUsersAsync(cancellationToken), string.Empty, string.Empty, string.Empty);
            yield return Waiting(last, reports, sight);
            var users = await this.pull.UsersAsync(reports, cancellationToken);
            var normalizer = new CanvasNormalizer(request.RecordDate);
            foreach (var term in terms)
            {
                if (reports.Term != term.Key)
                {
                    reports = await this.pull.StartTermAsync(reports.Users, term.Key, cancellationToken);
                    yield return Waiting(last, reports, sight);
                }

                await foreach (var course in this.pull.TermAsync(reports, [.. term], users, cancellationToken))
                {
                    foreach (var batch in Batches(course, normalizer, sight, Cursor(last, reports, sight), restarts, request.BatchSize))
                    {
                        yield return batch;
                    }
                }

                (last, restarts) = (term.Key, false);
                yield return Waiting(last, reports, sight);
            }
        }

        yield return CanvasPlace.End(request, sight, earlier, catalogue.Limit ?? Why) with { Notices = [.. CanvasPlace.Notices(request, options, sight, earlier), .. catalogue.Notices] };
    }

    private static IEnumerable<SourceBatch> Batches(BulkCourse course, CanvasNormalizer normalizer, Sight sight, SourceCursor cursor, bool restarts, int size)
    {
        var records = normalizer.Normalize(course.Context, course.Enrolments, course.Sections, new Dictionary<string, CanvasProgress>(StringComparer.Ordinal));
        if (records.Count > 0)
        {
            sight.Add([
                (CanvasSight.SisIds, course.Enrolments.Any(row => row.SisUserId is not null)),
                (CanvasSight.Persons, course.Enrolments.Any(row => row.User is not null)),
                (CanvasSight.Grades, course.Enrolments.Any(row => row.Grades is not null)),
                (CanvasSight.Sections, course.Sections.Count > 0),
                (CanvasSight.Progress, false),
            ]);
        }

        var notices = course.Enrolments.Any(row => !CanvasStates.IsKnown(row.EnrollmentState))
            ? [new SourceNotice(ConnectorCodes.UnknownState, "An enrolment state is not known to this version; it is read as \"other\".")]
            : Array.Empty<SourceNotice>();
        for (var start = 0; start == 0 || start < records.Count; start += size)
        {
            var isLast = start + size >= records.Count;
            yield return new SourceBatch
            {
                Partition = $"course/{course.Context.Course.Id}",
                Records = [.. records.Skip(start).Take(size)],
                Cursor = cursor,
                Restarts = restarts && start == 0,
                End = isLast ? new PartitionEnd.Partial(Why) : null,
                Notices = isLast ? notices : [],
            };
        }
    }

    // Kept before the wait, so that a pull that is killed meanwhile goes on with the reports that it started.
    private static SourceBatch Waiting(string last, BulkReports reports, Sight sight) => new() { Partition = CanvasPlace.ListPartition, Cursor = Cursor(last, reports, sight) };

    private static SourceCursor Cursor(string last, BulkReports reports, Sight sight) => new(Version, $"{last}|{reports.Text}|{sight.Text}");

    private (string Last, BulkReports? Reports, Sight Sight) Place(string? text) =>
        text is null ? (string.Empty, null, CanvasSight.Of(null))
        : text.Split('|') is [var last, var reports, var sight] ? (last, BulkReports.Of(reports), CanvasSight.Of(sight))
        : throw Cursors.Unknown(connector);
}
