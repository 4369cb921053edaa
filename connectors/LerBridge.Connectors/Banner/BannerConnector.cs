using System.Runtime.CompilerServices;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging;

namespace LerBridge.Connectors.Banner;

/// <summary>
/// Banner through Ethos Integration. A snapshot: there is no filter by change. The whole list is one partition, read by offset; where it shifts meanwhile it is read again from its start,
/// and where it keeps shifting the partition is partial.
/// </summary>
internal sealed class BannerConnector : IConnector
{
    internal const string Partition = "student-transcript-grades";
    private const int MostPasses = 3;

    private readonly BannerOptions options;
    private readonly IEthosApi api;
    private readonly EthosPaging paging;
    private readonly ILogger log;

    public BannerConnector(string name, BannerOptions options, ConnectorServices services, HttpMessageHandler? wire = null)
    {
        this.Name = name;
        this.options = options;
        this.log = services.Logs.CreateLogger("LerBridge.Connectors.Banner");
        var client = ConnectorHttp.NewClient(wire);

        // The sign-in has a gate of its own: it is asked for by requests that already hold a turn.
        var signIn = new ConnectorHttp(name, options.BaseUrl, client, new EthosKeyRules(options.ApiKey), options.Http with { MaxConcurrency = 1 }, services.Time, this.log);
        var http = new ConnectorHttp(name, options.BaseUrl, client, new EthosTokens(signIn, services.Time), options.Http, services.Time, this.log);
        this.api = new EthosClient(http);
        this.paging = new EthosPaging(this.api, options.Http.MaxConcurrency);
    }

    public string Name { get; }

    public string Kind => BannerRegistration.KindName;

    public IReadOnlyList<RecordSchema> Streams { get; } = [BannerStreams.CourseCompletions];

    public async Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken)
    {
        var checks = new SourceChecks(this.options.BaseUrl.Authority);
        if (!await checks.SignInAsync(() => this.api.ListAsync(EthosResources.Subjects, 0, 1, cancellationToken)))
        {
            return checks.Report;
        }

        await Look(EthosResources.TranscriptGrades, $"Stream {StreamNames.CourseCompletions}: ");
        await Look(EthosResources.Persons);
        await Look(EthosResources.Courses);
        await Look(EthosResources.Sections);
        await Look(EthosResources.AcademicPeriods);
        await Look(EthosResources.GradeDefinitions);
        await Look(EthosResources.CreditCategories);
        if (this.options.TranscriptHoldTypes.Count > 0)
        {
            await Look(EthosResources.PersonHolds);
        }

        return checks.Report;

        Task Look<T>(EthosResource<T> resource, string before = "")
            where T : EthosThing =>
            checks.LookAsync($"{before}read {resource.Name} v{resource.Version}", () => this.api.ListAsync(resource, 0, 1, cancellationToken));
    }

    public async IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.Stream != StreamNames.CourseCompletions)
        {
            throw new ArgumentException($"{this.Name} has no stream \"{request.Stream}\".", nameof(request));
        }

        var text = Cursors.Text(request.Staged, BannerCursor.Version, this.Name);
        if (BannerCursor.IsEnd(text))
        {
            yield break;
        }

        var at = text is null ? null : BannerCursor.Read(text) ?? throw Cursors.Unknown(this.Name);
        var list = await this.paging.OpenAsync(EthosResources.TranscriptGrades, cancellationToken);
        var directories = new BannerDirectories(this.api, this.paging, this.options, request.RecordDate);
        await directories.OpenAsync(list.Total, cancellationToken);
        var holds = await BannerHolds.ReadAsync(this.paging, this.options.TranscriptHoldTypes, request.RecordDate, cancellationToken);
        var normalizer = new BannerNormalizer(directories, holds);
        ConnectorLog.Pulling(this.log, this.Name, request.Stream, 1);

        var restarts = false;
        if (at is not null && at.Total != list.Total)
        {
            (at, restarts) = (null, true);
        }

        for (var pass = 1; ; pass++)
        {
            var rows = at?.Offset ?? 0;
            var last = at?.Last;
            var shifted = false;
            await foreach (var stretch in this.paging.ReadAsync(list, rows, last, cancellationToken))
            {
                shifted |= !stretch.InPlace || (stretch.Total ?? list.Total) != list.Total;
                if (shifted && pass < MostPasses)
                {
                    break;
                }

                foreach (var part in stretch.Items.Chunk(request.BatchSize))
                {
                    await directories.EnsureAsync(part, cancellationToken);
                    var first = rows;
                    rows += part.Length;
                    last = part[^1].Key;
                    yield return Batch(normalizer, part, first, new BannerCursor(rows, list.Total, last), restarts);
                    restarts = false;
                    directories.Trim();
                }
            }

            if (!shifted && rows != (list.Total ?? rows))
            {
                shifted = true;
            }

            if (!shifted || pass == MostPasses)
            {
                yield return this.End(shifted, restarts, directories, normalizer, holds);
                yield break;
            }

            ConnectorLog.Restarting(this.log, this.Name, Partition, "The list changed while it was read.");
            list = await this.paging.OpenAsync(EthosResources.TranscriptGrades, cancellationToken);
            (at, restarts) = (null, true);
        }
    }

    private static SourceBatch Batch(BannerNormalizer normalizer, EthosTranscriptGrade[] rows, int first, BannerCursor cursor, bool restarts)
    {
        var records = new List<SourceRecord>(rows.Length);
        var rejected = new List<RejectedRow>();
        for (var i = 0; i < rows.Length; i++)
        {
            var (record, problem) = normalizer.Normalize(rows[i], first + i + 1);
            if (record is not null)
            {
                records.Add(record);
            }
            else if (problem is not null)
            {
                rejected.Add(problem);
            }
        }

        return new SourceBatch { Partition = Partition, Records = records, Rejected = rejected, Cursor = cursor.Write(), Restarts = restarts };
    }

    private SourceBatch End(bool shifted, bool restarts, BannerDirectories directories, BannerNormalizer normalizer, BannerHolds holds)
    {
        const string Why = "The list of transcript grades kept changing while it was read, so rows may be missing. Run again at a quieter hour.";
        if (shifted)
        {
            ConnectorLog.Partial(this.log, this.Name, Partition, Why);
        }

        var notices = new List<SourceNotice>(holds.Notices);
        notices.AddRange(directories.Withheld.Select(name => new SourceNotice(ConnectorCodes.FieldsWithheld, $"Ethos withholds fields of {name} from this application.")));
        if (normalizer.FoundDangling)
        {
            notices.Add(new SourceNotice(ConnectorCodes.Dangling, "Some transcript grades refer to something that Ethos does not have; those fields are missing."));
        }

        return new SourceBatch
        {
            Partition = Partition,
            Cursor = BannerCursor.End,
            Restarts = restarts,
            End = shifted ? new PartitionEnd.Partial(Why) : new PartitionEnd.Complete(),
            Notices = notices,
        };
    }
}
