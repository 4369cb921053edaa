using System.Runtime.CompilerServices;
using LerBridge.Connectors.Canvas.Bulk;
using LerBridge.Connectors.Canvas.Changes;
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
    private const int CoursesLookedAt = 5;
    private const string NobodyThere = "The first courses have no enrolments, so it does not show. Run once more when courses have begun.";

    private readonly CanvasOptions options;
    private readonly ICanvasApi api;
    private readonly CanvasPaging paging;
    private readonly CanvasCourseReader reader;
    private readonly BulkFeed? bulk;
    private readonly ChangeFeed? changes;
    private readonly OAuthTokens? tokens;
    private readonly OAuthTokens? dataTokens;
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
        this.reader = new CanvasCourseReader(name, this.api, this.paging, options.Http.MaxConcurrency, this.log);
        this.bulk = options.Bulk is { } bulk
            ? new BulkFeed(name, options, this.api, this.paging, new BulkRunner(name, options.AccountId, bulk, new BulkClient(http), new SignedDownload(client, options.BaseUrl, services.Time, TimeSpan.FromMinutes(5)), services.Time), this.log)
            : null;
        if (options.Changes is { } changes)
        {
            this.dataTokens = new OAuthTokens(name, changes.SignIn, client, services.Time, this.log);
            var data = new ConnectorHttp(name, changes.BaseUrl, client, new DapRules(this.dataTokens), options.Http with { MaxConcurrency = 1 }, services.Time, this.log);
            var jobs = new DapJobs(name, changes, new DapClient(data), new SignedDownload(client, changes.BaseUrl, services.Time, TimeSpan.FromMinutes(5)), services.Time);
            this.changes = new ChangeFeed(name, options, changes, this.api, this.paging, this.reader, jobs, services.Time, this.log);
        }
    }

    public void Dispose()
    {
        this.tokens?.Dispose();
        this.dataTokens?.Dispose();
    }

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

        var root = account.RootAccountId ?? account.Id;
        List<CanvasTerm>? terms = null;
        await checks.LookAsync("Read terms", async () => terms = await this.paging.AllAsync<CanvasTerm>("the terms", async (page, token) => await this.api.TermsAsync(root, page, token), cancellationToken));
        if (terms is not null && this.options.Terms.Count > 0)
        {
            var unknown = CanvasCatalogue.Unknown(terms, this.options);
            checks.Add("The terms of the settings", unknown is null ? FindingResult.Yes : FindingResult.Unknown, unknown is null ? null : $"{ConnectorCodes.UnknownTerm}: {unknown}");
        }

        List<CanvasCourse> courses = [];
        await checks.LookAsync($"Stream {StreamNames.CourseCompletions}: list courses", async () => courses = [.. (await this.api.CoursesAsync(account.Id, null, null, cancellationToken)).Items.OrderBy(one => one.WorkflowState == "deleted")]);
        if (courses.Count > 0)
        {
            List<CanvasEnrolment> rows = [];
            var course = courses[0].Id;
            await checks.LookAsync($"Stream {StreamNames.CourseCompletions}: read enrolments", async () =>
            {
                // The first courses of an account are often templates without anybody in them, which show no permission.
                foreach (var one in courses.Take(CoursesLookedAt))
                {
                    course = one.Id;
                    rows = (await this.api.EnrolmentsAsync(course, null, cancellationToken)).Items;
                    if (rows.Count > 0)
                    {
                        return;
                    }
                }
            });
            var seen = rows.Count == 0 ? FindingResult.Unknown : rows.Exists(row => row.HasSisUserId) ? FindingResult.Yes : FindingResult.No;
            await checks.LookAsync(
                $"Stream {StreamNames.OutcomeResults}: read outcome results",
                () => this.api.OutcomeResultsAsync(course, null, cancellationToken),
                problem => problem.Code is ConnectorCodes.Forbidden or ConnectorCodes.NotFound);
            if (this.bulk is not null)
            {
                await checks.LookAsync($"Stream {StreamNames.CourseCompletions}: see account reports (permission \"View account-level reports\")", () => this.bulk.LookAsync(cancellationToken));
            }

            checks.Add("Permission to read SIS ids", seen == FindingResult.No ? FindingResult.Unknown : seen, seen == FindingResult.No ? "No SIS ids in the course looked at: give the account the permission \"Read SIS data\"." : rows.Count == 0 ? NobodyThere : null);
            AddPermission(checks, CanvasSight.Grades, rows.Count == 0 ? null : rows.Exists(row => row.Grades is not null));
            AddPermission(checks, CanvasSight.Persons, rows.Count == 0 ? null : rows.Exists(row => row.User is not null));
            await checks.LookAsync(
                $"Stream {StreamNames.ModuleCompletions}: read modules",
                () => this.api.ModulesAsync(course, null, null, cancellationToken),
                problem => problem.Code is ConnectorCodes.Forbidden or ConnectorCodes.NotFound);
        }

        if (this.changes is not null)
        {
            foreach (var stream in this.Streams)
            {
                await checks.LookAsync($"Stream {stream.Stream}: see its tables in Canvas Data 2", () => this.changes.LookAsync(stream.Stream, cancellationToken));
            }
        }

        if (this.options.IsCopy)
        {
            checks.Add("The school's own Canvas", FindingResult.Unknown, $"{ConnectorCodes.TestHost}: {this.options.BaseUrl.Host} is a test or beta copy, which is overwritten again and again. Name the school's own Canvas in BaseUrl.");
        }

        return checks.Report;
    }

    private static void AddPermission(SourceChecks checks, string sight, bool? isSeen)
    {
        var kind = CanvasSight.All.Single(one => one.Name == sight);
        checks.Add(
            $"Permission to read {kind.What}",
            isSeen == true ? FindingResult.Yes : FindingResult.Unknown,
            isSeen is null ? NobodyThere : isSeen == false ? $"No {kind.What} in the course looked at: give the account {kind.ThePermission}; a developer key with enforced scopes needs \"Allow Include Parameters\" besides." : null);
    }

    public IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, CancellationToken cancellationToken)
    {
        if (this.Streams.All(stream => stream.Stream != request.Stream))
        {
            throw new ArgumentException($"{this.Name} has no stream \"{request.Stream}\".", nameof(request));
        }

        return this.bulk is { } reports && request.Stream == StreamNames.CourseCompletions ? reports.PullAsync(request, cancellationToken)
            : this.changes is { } changed ? changed.PullAsync(request, cancellationToken)
            : this.ByCourseAsync(request, cancellationToken);
    }

    private async IAsyncEnumerable<SourceBatch> ByCourseAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (last, _, sight) = CanvasPlace.Of(Cursors.Text(request.Staged, CanvasPlace.Version, this.Name));
        if (last == CanvasPlace.Finished)
        {
            yield break;
        }

        var catalogue = await CanvasCatalogue.ReadAsync(this.api, this.paging, this.options.On(request.RecordDate), cancellationToken);
        sight.Add(catalogue.Sights);
        var left = catalogue.Courses.Where(context => last is null || CanvasNormalizer.NumericOrder.Instance.Compare(context.Course.Id, last) > 0).ToList();
        ConnectorLog.Pulling(this.log, this.Name, request.Stream, left.Count);
        var normalizer = new CanvasNormalizer(request.RecordDate);
        var resumed = last is not null;
        var (_, _, earlier) = CanvasPlace.Of(request.Live is { Version: CanvasPlace.Version } live ? live.Text : null);
        await foreach (var read in Prefetch.InOrderAsync(left, (context, token) => this.reader.ReadAsync(request.Stream, context, normalizer, token), this.options.Http.MaxConcurrency, cancellationToken))
        {
            sight.Add(read.Sights);
            foreach (var batch in CanvasPlace.Batches(read, last, place => CanvasPlace.Cursor(place, sight), resumed, request.BatchSize))
            {
                yield return batch;
            }

            (last, resumed) = (read.Course, false);
        }

        yield return CanvasPlace.End(request, sight, earlier, catalogue.Limit) with { Notices = [.. CanvasPlace.Notices(request, this.options, sight, earlier), .. catalogue.Notices] };
    }
}
