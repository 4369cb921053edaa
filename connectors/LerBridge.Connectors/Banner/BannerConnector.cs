using System.Globalization;
using System.Runtime.CompilerServices;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging;

namespace LerBridge.Connectors.Banner;

/// <summary>Banner through Ethos Integration: signs in, checks what may be read, and leads each stream to its pull.</summary>
internal sealed class BannerConnector : IConnector
{
    private readonly BannerSource source;
    private readonly int mostRows;
    private readonly IEthosQueue queue;
    private readonly TimeProvider time;

    /// <param name="name">Its name in settings.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="services">The clock and the logs.</param>
    /// <param name="wire">What carries its requests; null for the network.</param>
    /// <param name="mostRows">From how many transcript grades on histories are asked for person by person.</param>
    public BannerConnector(string name, BannerOptions options, ConnectorServices services, HttpMessageHandler? wire = null, int mostRows = BannerHistoryPull.MostRows)
    {
        this.mostRows = mostRows;
        this.Name = name;
        var log = services.Logs.CreateLogger("LerBridge.Connectors.Banner");
        var client = ConnectorHttp.NewClient(wire);

        // The sign-in has a gate of its own: it is asked for by requests that already hold a turn.
        var signIn = new ConnectorHttp(name, options.BaseUrl, client, new EthosKeyRules(options.ApiKey), options.Http with { MaxConcurrency = 1 }, services.Time, log);
        var http = new ConnectorHttp(name, options.BaseUrl, client, new EthosTokens(signIn, services.Time), options.Http, services.Time, log);
        var api = new EthosClient(http);
        this.queue = new EthosQueue(http);
        this.time = services.Time;
        this.source = new BannerSource(name, api, new EthosPaging(api, options.Http.MaxConcurrency), options, log);
    }

    public string Name { get; }

    public string Kind => BannerRegistration.KindName;

    public IReadOnlyList<RecordSchema> Streams { get; } = [BannerStreams.CourseCompletions, BannerStreams.Awards, BannerStreams.AcademicHistory];

    public async Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken)
    {
        var checks = new SourceChecks(this.source.Options.BaseUrl.Authority);
        if (!await checks.SignInAsync(() => this.source.Api.ListAsync(EthosResources.TranscriptGrades, 0, 1, cancellationToken)))
        {
            return checks.Report;
        }

        checks.Add($"Streams {StreamNames.CourseCompletions} and {StreamNames.AcademicHistory}: {Read(EthosResources.TranscriptGrades)}", FindingResult.Yes, null);
        await Look(EthosResources.Persons);
        await LookBeside(EthosResources.Courses);
        await LookBeside(EthosResources.Sections);
        await LookBeside(EthosResources.Subjects);
        await LookBeside(EthosResources.AcademicPeriods);
        await LookBeside(EthosResources.GradeDefinitions);
        await LookBeside(EthosResources.CreditCategories);
        await LookBeside(EthosResources.Awards, $"Stream {StreamNames.Awards}: ");
        await LookBeside(EthosResources.AcademicCredentials);
        await LookBeside(EthosResources.AcademicDisciplines);
        await LookBeside(EthosResources.AcademicHonors);
        await LookBeside(EthosResources.AcademicLevels);
        await LookBeside(EthosResources.StudentPrograms);
        await LookBeside(EthosResources.AcademicPrograms);
        if (this.source.Options.TranscriptHoldTypes.Count > 0)
        {
            await Look(EthosResources.PersonHolds);
        }

        if (this.source.Options.Changes is not null)
        {
            await checks.LookAsync("See the change notifications (they stay in the queue)", () => this.queue.DepthAsync(cancellationToken));
        }

        return checks.Report;

        Task Look<T>(EthosResource<T> resource)
            where T : EthosThing =>
            checks.LookAsync(Read(resource), () => this.source.Api.ListAsync(resource, 0, 1, cancellationToken));

        // The stream can be read without: a refusal is worth knowing, and no failure.
        Task LookBeside<T>(EthosResource<T> resource, string stream = "")
            where T : EthosThing =>
            checks.LookAsync(stream + Read(resource), () => this.source.Api.ListAsync(resource, 0, 1, cancellationToken), EthosSecondary.IsRefusal);

        static string Read<T>(EthosResource<T> resource)
            where T : EthosThing => $"read {resource.Name} v{resource.Version}";
    }

    public IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, CancellationToken cancellationToken)
    {
        var text = Cursors.Text(request.Staged, BannerCursor.Version, this.Name);
        if (this.Streams.All(stream => stream.Stream != request.Stream))
        {
            throw new ArgumentException($"{this.Name} has no stream \"{request.Stream}\".", nameof(request));
        }

        if (BannerCursor.IsEnd(text))
        {
            return AsyncEnumerable.Empty<SourceBatch>();
        }

        ConnectorLog.Pulling(this.source.Log, this.Name, request.Stream, 1);
        return request.Stream switch
        {
            StreamNames.AcademicHistory => new BannerHistoryPull(this.source, this.mostRows).PullAsync(request, this.At(text), cancellationToken),
            StreamNames.Awards => this.RowsAsync(new BannerAwardRows(), request, text, cancellationToken),
            _ => this.RowsAsync(new BannerCourseRows(), request, text, cancellationToken),
        };
    }

    private BannerCursor? At(string? staged) => staged is null ? null : BannerCursor.Read(staged) ?? throw Cursors.Unknown(this.Name);

    private IAsyncEnumerable<SourceBatch> RowsAsync<T>(BannerRows<T> rows, PullRequest request, string? staged, CancellationToken cancellationToken)
        where T : EthosThing
    {
        if (this.source.Options.Changes is not { } changes || request.Everything)
        {
            return new BannerListPull<T>(this.source, rows).PullAsync(request, this.At(staged), cancellationToken);
        }

        var (after, full) = ChangeCursor.Of(request.Live);
        if (ChangeCursor.IsOne(staged))
        {
            return new BannerChangePull<T>(this.source, this.queue, changes, rows).PullAsync(request, ChangeCursor.Read(staged ?? string.Empty) ?? throw Cursors.Unknown(this.Name), full, cancellationToken);
        }

        return staged is null && after is not null && full is { } last && this.time.GetUtcNow() - last < TimeSpan.FromDays(changes.FullEveryDays)
            ? new BannerChangePull<T>(this.source, this.queue, changes, rows).PullAsync(request, new ChangeCursor(after, NeedsAll: false), full, cancellationToken)
            : this.EverythingAsync(rows, request, staged, cancellationToken);
    }

    // What waits in the queue before everything is read is contained in it. After a pull that was killed on the way it is not known where that was: the next run reads everything once more.
    private async IAsyncEnumerable<SourceBatch> EverythingAsync<T>(BannerRows<T> rows, PullRequest request, string? staged, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : EthosThing
    {
        var began = this.time.GetUtcNow();
        var after = staged is null ? await this.LastAsync(ChangeCursor.Of(request.Live).After, cancellationToken) : (long?)null;
        await foreach (var batch in new BannerListPull<T>(this.source, rows).PullAsync(request, this.At(staged), cancellationToken))
        {
            yield return batch.End is null || after is null ? batch : batch with { Cursor = ChangeCursor.End(batch.Cursor, after, began) };
        }
    }

    // The last notification there is; 0, which gives all that are retained, where none ever was.
    private async Task<long> LastAsync(long? after, CancellationToken cancellationToken)
    {
        var last = after ?? 0;
        for (var isFirst = true; ; isFirst = false)
        {
            var changes = await this.queue.ReadAsync(isFirst && after is null ? null : last, cancellationToken);
            var newest = changes.Items.Select(change => long.TryParse(change.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).DefaultIfEmpty(0).Max();
            if (newest <= last)
            {
                return last;
            }

            last = newest;
            if (changes.Remaining == 0)
            {
                return last;
            }
        }
    }
}
