using System.Globalization;
using System.Runtime.CompilerServices;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>
/// <c>learning_completions</c> by Get_Learning_Enrollments, which is data as of now and has no history: all enrolments at once, or course by course where settings name courses. Each list is a
/// partition, read to its end as of one moment; one that was cut short is read again from its start, because of several enrolments of one person in one course only all of them tell which counts.
/// </summary>
internal sealed class EnrolmentsFeed(string connector, WorkdayOptions options, SoapOptions soap, ConnectorHttp http, ISoapApi api, TimeProvider time, ILogger log) : IWorkdayFeed
{
    private const int CursorVersion = 1;
    private const int MostPages = 100_000;
    private static readonly string?[] Everything = [null];

    private readonly EnrolmentReader reader = new(LearningCompletions.Table.Schema(), options.TimeZone);

    public RecordSchema Schema { get; } = LearningCompletions.Table.Schema();

    private IReadOnlyList<string?> Lists => soap.Courses.Count == 0 ? Everything : [.. soap.Courses];

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), options.TimeZone).DateTime);

    public Task KnockAsync(CancellationToken cancellationToken) => this.FirstAsync(1, cancellationToken);

    public Task CheckAsync(SourceChecks checks, CancellationToken cancellationToken) =>
        checks.LookAsync($"Stream {this.Schema.Stream}: read learning enrolments", () => this.FirstAsync(Math.Min(25, soap.PageSize), cancellationToken));

    public async IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var done = this.Done(Cursors.Text(request.Staged, CursorVersion, connector));
        var moment = time.GetUtcNow();
        ConnectorLog.Pulling(log, connector, request.Stream, this.Lists.Count);
        for (var at = done; at < this.Lists.Count; at++)
        {
            await foreach (var batch in this.ListAsync(request, at, moment, restarts: at == done && request.Staged is not null, cancellationToken))
            {
                yield return batch;
            }
        }
    }

    private async IAsyncEnumerable<SourceBatch> ListAsync(PullRequest request, int at, DateTimeOffset moment, bool restarts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var course = this.Lists[at];
        var weights = new RowWeights(this.Schema, LearningCompletions.Weight);
        var (came, others, total) = (0, 0, 0);
        for (var number = 1; ; number++)
        {
            var page = await api.EnrolmentsAsync(new EnrolmentsAsk(course, request.RecordDate, moment, number, soap.PageSize), cancellationToken);
            var rows = page.Workers.Select(this.reader.Read).ToList();
            came += rows.Count;
            others += rows.Count(row => row is null);
            total = Math.Max(total, page.TotalResults ?? 0);
            foreach (var some in rows.OfType<SourceRecord>().Where(weights.Counts).Chunk(request.BatchSize))
            {
                yield return new SourceBatch { Partition = Name(course), Records = some, Cursor = Cursor(at), Restarts = restarts };
                restarts = false;
            }

            if (rows.Count == 0 || number >= (page.TotalPages ?? MostPages))
            {
                break;
            }

            if (number == MostPages)
            {
                throw http.Explain("the learning enrolments", new RequestFailedException(FailureReason.EndlessPages));
            }
        }

        yield return new SourceBatch
        {
            Partition = Name(course),
            Cursor = Cursor(at + 1),
            Restarts = restarts,
            Notices = others == 0 ? [] : [new SourceNotice(ConnectorCodes.NoWorker, $"{Counted.Of(others, "enrolment")} of {came} {(others == 1 ? "is" : "are")} of learners who are no workers, or {(others == 1 ? "names" : "name")} no course.")],
            End = came >= total ? new PartitionEnd.Complete() : new PartitionEnd.Partial(string.Create(CultureInfo.InvariantCulture, $"Workday counts {total} enrolments, but {came} came.")),
        };
    }

    private Task<WorkersPage> FirstAsync(int count, CancellationToken cancellationToken) => api.EnrolmentsAsync(new EnrolmentsAsk(this.Lists[0], this.Today, time.GetUtcNow(), 1, count), cancellationToken);

    private int Done(string? staged) => staged is null ? 0 : int.TryParse(staged, NumberStyles.None, CultureInfo.InvariantCulture, out var done) ? done : throw Cursors.Unknown(connector);

    // How many lists are done.
    private static SourceCursor Cursor(int done) => new(CursorVersion, done.ToString(CultureInfo.InvariantCulture));

    private static string Name(string? course) => course ?? "enrolments";
}
