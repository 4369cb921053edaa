using System.Runtime.CompilerServices;
using LerBridge.Connectors.Canvas.Bulk;
using LerBridge.Connectors.Shared;
using LerBridge.Connectors.Shared.OAuth;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging;

namespace LerBridge.Connectors.Canvas;

/// <summary>
/// Canvas over its REST API. A snapshot: Canvas cannot say what changed, so every course of the account is read. A partition is a course; the cursor names the last finished course in the
/// order of ids and what was seen so far; the last partition, <c>courses</c>, says whether the list of courses itself was whole.
/// </summary>
internal sealed class CanvasConnector : IConnector, IDisposable
{
    internal const string ListPartition = "courses";
    private const int CursorVersion = 1;
    internal const string Finished = "all";

    private readonly CanvasOptions options;
    private readonly ICanvasApi api;
    private readonly CanvasPaging paging;
    private readonly CanvasProgressReader progress;
    private readonly CanvasModuleReader modules;
    private readonly BulkFeed? bulk;
    private readonly OAuthTokens? tokens;
    private readonly ILogger log;

    public CanvasConnector(string name, CanvasOptions options, ConnectorServices services, HttpMessageHandler? wire = null)
    {
        this.Name = name;
        this.options = options;
        this.log = services.Logs.CreateLogger("LerBridge.Connectors.Canvas");
        var client = ConnectorHttp.NewClient(wire);
        this.tokens = options.OAuth is { } oauth ? new OAuthTokens(name, oauth, client, services.Time, this.log) : null;
        var http = new ConnectorHttp(name, options.BaseUrl, client, new CanvasRules(options.Token, this.tokens), options.Http, services.Time, this.log);
        this.api = new CanvasClient(http);
        this.paging = new CanvasPaging(http);
        this.progress = new CanvasProgressReader(this.api, this.paging, options.Http.MaxConcurrency);
        this.bulk = options.Bulk is { } bulk
            ? new BulkFeed(name, options, this.api, this.paging, new BulkRunner(name, options.AccountId, bulk, new BulkClient(http), new SignedDownload(client, options.BaseUrl, services.Time, TimeSpan.FromMinutes(5)), services.Time), this.log)
            : null;
        this.modules = new CanvasModuleReader(this.api, this.paging, options.Http.MaxConcurrency);
    }

    public void Dispose() => this.tokens?.Dispose();

    public string Name { get; }

    public string Kind => CanvasRegistration.KindName;

    public IReadOnlyList<RecordSchema> Streams { get; } = [CanvasStreams.CourseCompletions, CanvasStreams.OutcomeResults, CanvasStreams.ModuleCompletions];

    public async Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken)
    {
        var checks = new SourceChecks(this.options.BaseUrl.Authority);
        CanvasAccount? account = null;
        if (!await checks.SignInAsync(async () => account = await this.api.AccountAsync(this.options.AccountId, cancellationToken)) || account is null)
        {
            return checks.Report;
        }

        await checks.LookAsync("Read terms", () => this.api.TermsAsync(account.RootAccountId ?? account.Id, null, cancellationToken));
        List<CanvasCourse> courses = [];
        await checks.LookAsync($"Stream {StreamNames.CourseCompletions}: list courses", async () => courses = (await this.api.CoursesAsync(account.Id, null, null, cancellationToken)).Items);
        if (courses.Count > 0)
        {
            List<CanvasEnrolment> rows = [];
            await checks.LookAsync($"Stream {StreamNames.CourseCompletions}: read enrolments", async () => rows = (await this.api.EnrolmentsAsync(courses[0].Id, null, cancellationToken)).Items);
            var seen = rows.Count == 0 ? FindingResult.Unknown : rows.Exists(row => row.HasSisUserId) ? FindingResult.Yes : FindingResult.No;
            await checks.LookAsync(
                $"Stream {StreamNames.OutcomeResults}: read outcome results",
                () => this.api.OutcomeResultsAsync(courses[0].Id, null, cancellationToken),
                problem => problem.Code is ConnectorCodes.Forbidden or ConnectorCodes.NotFound);
            if (this.bulk is not null)
            {
                await checks.LookAsync($"Stream {StreamNames.CourseCompletions}: see account reports (permission \"View account-level reports\")", () => this.bulk.LookAsync(cancellationToken));
            }

            checks.Add("Permission to read SIS ids", seen == FindingResult.No ? FindingResult.Unknown : seen, seen == FindingResult.No ? "No SIS ids in the first course: give the account the permission \"Read SIS data\"." : null);
            AddPermission(checks, CanvasSight.Grades, rows.Count == 0 ? null : rows.Exists(row => row.Grades is not null));
            AddPermission(checks, CanvasSight.Persons, rows.Count == 0 ? null : rows.Exists(row => row.User is not null));
            await checks.LookAsync(
                $"Stream {StreamNames.ModuleCompletions}: read modules",
                () => this.api.ModulesAsync(courses[0].Id, null, null, cancellationToken),
                problem => problem.Code is ConnectorCodes.Forbidden or ConnectorCodes.NotFound);
        }

        return checks.Report;
    }

    private static void AddPermission(SourceChecks checks, string sight, bool? isSeen)
    {
        var kind = CanvasSight.All.Single(one => one.Name == sight);
        checks.Add(
            $"Permission to read {kind.What}",
            isSeen == true ? FindingResult.Yes : FindingResult.Unknown,
            isSeen == false ? $"No {kind.What} in the first course: give the account {kind.ThePermission}; a developer key with enforced scopes needs \"Allow Include Parameters\" besides." : null);
    }

    public IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, CancellationToken cancellationToken)
    {
        if (this.Streams.All(stream => stream.Stream != request.Stream))
        {
            throw new ArgumentException($"{this.Name} has no stream \"{request.Stream}\".", nameof(request));
        }

        return this.bulk is { } reports && request.Stream == StreamNames.CourseCompletions ? reports.PullAsync(request, cancellationToken) : this.ByCourseAsync(request, cancellationToken);
    }

    private async IAsyncEnumerable<SourceBatch> ByCourseAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (last, sight) = Place(Cursors.Text(request.Staged, CursorVersion, this.Name));
        if (last == Finished)
        {
            yield break;
        }

        var catalogue = await CanvasCatalogue.ReadAsync(this.api, this.paging, this.options.On(request.RecordDate), cancellationToken);
        sight.Add(catalogue.Sights);
        var left = catalogue.Courses.Where(context => last is null || CanvasNormalizer.NumericOrder.Instance.Compare(context.Course.Id, last) > 0).ToList();
        ConnectorLog.Pulling(this.log, this.Name, request.Stream, left.Count);
        var normalizer = new CanvasNormalizer(request.RecordDate);
        var resumed = last is not null;
        var (_, earlier) = Place(request.Live is { Version: CursorVersion } live ? live.Text : null);
        var outcomes = new CanvasOutcomeReader(this.api, this.paging);
        await foreach (var read in Prefetch.InOrderAsync(left, ReadAsync, this.options.Http.MaxConcurrency, cancellationToken))
        {
            sight.Add(read.Sights);
            foreach (var batch in Batches(read, last, sight, resumed, request.BatchSize))
            {
                yield return batch;
            }

            (last, resumed) = (read.Course, false);
        }

        yield return new SourceBatch
        {
            Partition = ListPartition,
            Cursor = Cursor(Finished, sight.With(earlier)),
            Unread = sight.LostSince(earlier),
            End = catalogue.Limit is { } limit ? new PartitionEnd.Partial(limit) : new PartitionEnd.Complete(),
            Notices =
            [
                .. sight.Lacks(CanvasSight.SisIds) ? [new SourceNotice(ConnectorCodes.NoSisIds, "No enrolment has a SIS id: the account behind the token lacks the permission \"Read SIS data\".")] : Array.Empty<SourceNotice>(),
                .. sight.Notices(earlier, request),
            ],
        };

        Task<CanvasCourseRead> ReadAsync(CanvasCourseContext context, CancellationToken token) => this.ReadableAsync(
            context.Course.Id,
            request.Stream switch
            {
                StreamNames.OutcomeResults => () => this.ReadOutcomesAsync(context, outcomes, normalizer, token),
                StreamNames.ModuleCompletions => () => this.ReadModulesAsync(context, normalizer, token),
                _ => () => this.ReadCourseAsync(context, normalizer, token),
            });
    }

    // The last finished course, and what was seen up to it.
    internal static (string? Last, Sight Sight) Place(string? text)
    {
        var bar = text?.LastIndexOf('|') ?? -1;
        return text is null || bar < 0 ? (text, CanvasSight.Of(null)) : (text[..bar], CanvasSight.Of(text[(bar + 1)..]));
    }

    internal static SourceCursor Cursor(string last, Sight sight) => new(CursorVersion, $"{last}|{sight.Text}");

    // Until a course is finished the cursor stays at the one before: a pull that was killed in the middle of a course reads that course again.
    private static IEnumerable<SourceBatch> Batches(CanvasCourseRead read, string? before, Sight sight, bool restarts, int size)
    {
        var partition = $"course/{read.Course}";
        for (var start = 0; start == 0 || start < read.Records.Count; start += size)
        {
            var isLast = start + size >= read.Records.Count;
            yield return new SourceBatch
            {
                Partition = partition,
                Records = [.. read.Records.Skip(start).Take(size)],
                Cursor = Cursor(isLast ? read.Course : before ?? string.Empty, sight),
                Restarts = restarts && start == 0,
                End = isLast ? read.End : null,
                Notices = isLast ? read.Notices : [],
            };
        }
    }

    // A course that may not be read is a hole in the extract, not the end of it.
    private async Task<CanvasCourseRead> ReadableAsync(string course, Func<Task<CanvasCourseRead>> read)
    {
        try
        {
            return await read();
        }
        catch (ConnectorException problem) when (problem.Code is ConnectorCodes.Forbidden or ConnectorCodes.NotFound)
        {
            ConnectorLog.Partial(this.log, this.Name, $"course/{course}", problem.Message);
            return new CanvasCourseRead(
                course,
                [],
                new PartitionEnd.Partial(problem.Message),
                [new SourceNotice(ConnectorCodes.CourseSkipped, "A course that is listed cannot be read; its part of the extract is partial.")],
                []);
        }
    }

    private async Task<List<CanvasEnrolment>> EnrolmentsAsync(string course, CancellationToken cancellationToken) =>
        await this.paging.AllAsync<CanvasEnrolment>($"the enrolments of course {course}", async (page, token) => await this.api.EnrolmentsAsync(course, page, token), cancellationToken) ?? [];

    // The results name persons by Canvas' id alone: who they are stands in the enrolments.
    private async Task<CanvasCourseRead> ReadOutcomesAsync(CanvasCourseContext context, CanvasOutcomeReader outcomes, CanvasNormalizer normalizer, CancellationToken cancellationToken)
    {
        var id = context.Course.Id;
        var results = await outcomes.ReadAsync(id, cancellationToken);
        if (results.Count == 0)
        {
            return new CanvasCourseRead(id, [], new PartitionEnd.Complete(), [], []);
        }

        var rows = await this.EnrolmentsAsync(id, cancellationToken);
        var persons = rows.GroupBy(row => row.UserId, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        var records = results
            .Select(one => (one.Result, one.Outcome, Person: persons.GetValueOrDefault(one.Result.Links?.User ?? string.Empty) ?? []))
            .Where(one => one.Person.Length == 0 || one.Person.Any(CanvasNormalizer.IsStudent))
            .Select(one => normalizer.Outcome(context, one.Result, one.Outcome, one.Person))
            .ToList();
        return new CanvasCourseRead(
            id,
            records,
            new PartitionEnd.Complete(),
            [],
            [.. PersonSights(rows), (CanvasSight.Guids, results.Any(one => one.Outcome.HasVendorGuid))]);
    }

    private async Task<CanvasCourseRead> ReadModulesAsync(CanvasCourseContext context, CanvasNormalizer normalizer, CancellationToken cancellationToken)
    {
        var id = context.Course.Id;
        if (!await this.modules.HasAnyAsync(id, cancellationToken))
        {
            return new CanvasCourseRead(id, [], new PartitionEnd.Complete(), [], []);
        }

        var rows = await this.EnrolmentsAsync(id, cancellationToken);
        var persons = CanvasProgressReader.Persons(rows).ToList();
        var (found, refused) = await this.modules.ReadAsync(id, persons, cancellationToken);
        var enrolments = rows.ToLookup(row => row.UserId, StringComparer.Ordinal);
        var records = found.OrderBy(one => one.Person, CanvasNormalizer.NumericOrder.Instance)
            .SelectMany(one => one.Modules.Select(module => normalizer.Module(context, module, [.. enrolments[one.Person]])))
            .ToList();
        return new CanvasCourseRead(
            id,
            records,
            refused == 0 ? new PartitionEnd.Complete() : new PartitionEnd.Partial($"The modules of {refused} of {persons.Count} persons in course {id} may not be read."),
            refused == 0 ? [] : [new SourceNotice(ConnectorCodes.NoProgress, "The account behind the token may not read the modules of some persons: give it the permission \"View all grades\".")],
            persons.Count == 0 ? [] : [.. PersonSights(rows), (CanvasSight.Progress, found.Count > 0)]);
    }

    private async Task<CanvasCourseRead> ReadCourseAsync(CanvasCourseContext context, CanvasNormalizer normalizer, CancellationToken cancellationToken)
    {
        var id = context.Course.Id;
        var rows = await this.EnrolmentsAsync(id, cancellationToken);
        if (rows.Count == 0)
        {
            return new CanvasCourseRead(id, [], new PartitionEnd.Complete(), [], []);
        }

        var sections = await this.SectionsAsync(id, cancellationToken);
        var notices = new List<SourceNotice>();
        var progress = await this.progress.ReadAsync(id, rows, cancellationToken);
        if (progress.IsRefused)
        {
            notices.Add(new SourceNotice(ConnectorCodes.NoProgress, "The account behind the token may not read module progress; completed_at is missing."));
        }

        if (rows.Exists(row => !CanvasStates.IsKnown(row.EnrollmentState)))
        {
            notices.Add(new SourceNotice(ConnectorCodes.UnknownState, "An enrolment state is not known to this version; it is read as \"other\"."));
        }

        var names = (sections ?? []).DistinctBy(section => section.Id, StringComparer.Ordinal).ToDictionary(section => section.Id, section => section.Name, StringComparer.Ordinal);
        var records = normalizer.Normalize(context, rows, names, progress.Found);
        return new CanvasCourseRead(id, records, new PartitionEnd.Complete(), notices, records.Count == 0 ? [] : [.. Sights(rows, progress), (CanvasSight.Sections, sections is not null)]);
    }

    private static IEnumerable<(string Sight, bool IsSeen)> PersonSights(List<CanvasEnrolment> rows) =>
        [(CanvasSight.SisIds, rows.Exists(row => row.HasSisUserId)), (CanvasSight.Persons, rows.Exists(row => row.User is not null))];

    private static IEnumerable<(string Sight, bool IsSeen)> Sights(List<CanvasEnrolment> rows, CanvasProgressRead progress)
    {
        foreach (var sight in PersonSights(rows))
        {
            yield return sight;
        }

        yield return (CanvasSight.Grades, rows.Exists(row => row.Grades is not null));
        if (progress.IsRefused || progress.Found.Count > 0)
        {
            yield return (CanvasSight.Progress, !progress.IsRefused);
        }
    }

    // Only their names come from here; the ids are in the enrolments.
    private async Task<List<CanvasSection>?> SectionsAsync(string course, CancellationToken cancellationToken)
    {
        try
        {
            return await this.paging.AllAsync<CanvasSection>($"the sections of course {course}", async (page, token) => await this.api.SectionsAsync(course, page, token), cancellationToken) ?? [];
        }
        catch (ConnectorException problem) when (problem.Code is ConnectorCodes.Forbidden or ConnectorCodes.NotFound)
        {
            return null;
        }
    }
}
