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
        if (!await checks.SignInAsync(() => this.api.ListAsync(EthosResources.TranscriptGrades, 0, 1, cancellationToken)))
        {
            return checks.Report;
        }

        checks.Add($"Stream {StreamNames.CourseCompletions}: {Read(EthosResources.TranscriptGrades)}", FindingResult.Yes, null);
        await Look(EthosResources.Persons);
        await LookBeside(EthosResources.Courses);
        await LookBeside(EthosResources.Sections);
        await LookBeside(EthosResources.Subjects);
        await LookBeside(EthosResources.AcademicPeriods);
        await LookBeside(EthosResources.GradeDefinitions);
        await LookBeside(EthosResources.CreditCategories);
        if (this.options.TranscriptHoldTypes.Count > 0)
        {
            await Look(EthosResources.PersonHolds);
        }

        return checks.Report;

        Task Look<T>(EthosResource<T> resource)
            where T : EthosThing =>
            checks.LookAsync(Read(resource), () => this.api.ListAsync(resource, 0, 1, cancellationToken));

        // The stream can be read without: a refusal is worth knowing, and no failure.
        Task LookBeside<T>(EthosResource<T> resource)
            where T : EthosThing =>
            checks.LookAsync(Read(resource), () => this.api.ListAsync(resource, 0, 1, cancellationToken), EthosSecondary.IsRefusal);

        static string Read<T>(EthosResource<T> resource)
            where T : EthosThing => $"read {resource.Name} v{resource.Version}";
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
        var grants = new BannerGrants(directories.Refused, directories.Withheld.ToHashSet(StringComparer.Ordinal), request.Live);
        ConnectorLog.Pulling(this.log, this.Name, request.Stream, 1);

        var restarts = false;
        if (at is not null && (at.Total != list.Total || at.Refused != grants.Refused))
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
                    yield return Batch(normalizer, part, first, new BannerCursor(rows, list.Total, last, grants.Refused), restarts);
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
                yield return this.End(shifted, restarts, grants) with
                {
                    Notices = [.. holds.Notices, .. grants.Notices(request), .. Notices(directories, normalizer)],
                };
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

    private static IEnumerable<SourceNotice> Notices(BannerDirectories directories, BannerNormalizer normalizer)
    {
        foreach (var name in directories.Withheld)
        {
            yield return new SourceNotice(ConnectorCodes.FieldsWithheld, $"Ethos withholds fields of {name} from this application.");
        }

        if (normalizer.FoundDangling)
        {
            yield return new SourceNotice(ConnectorCodes.Dangling, "Some transcript grades refer to something that Ethos does not have; those fields are missing.");
        }
    }

    private SourceBatch End(bool shifted, bool restarts, BannerGrants grants)
    {
        var why = shifted ? "The list of transcript grades kept changing while it was read, so rows may be missing. Run again at a quieter hour." : grants.Partial;
        if (why is not null)
        {
            ConnectorLog.Partial(this.log, this.Name, Partition, why);
        }

        return new SourceBatch
        {
            Partition = Partition,
            Cursor = BannerCursor.End(grants.Granted),
            Restarts = restarts,
            End = why is null ? new PartitionEnd.Complete() : new PartitionEnd.Partial(why),
            Unread = grants.Unread,
        };
    }
}
