using System.Runtime.CompilerServices;
using LerBridge.Connectors.Columns;
using LerBridge.Connectors.Shared;
using LerBridge.Connectors.Shared.OAuth;
using LerBridge.Connectors.Workday.Rest;
using LerBridge.Connectors.Workday.Soap;
using LerBridge.Core.Records;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging;

namespace LerBridge.Connectors.Workday;

/// <summary>Workday: each stream by a report as a service, by the SOAP service or by the REST service, as settings say.</summary>
internal sealed class WorkdayConnector : IConnector, ITabularSource, IDisposable
{
    private readonly WorkdayOptions options;
    private readonly List<IWorkdayFeed> feeds;
    private readonly OAuthTokens? tokens;
    private readonly string? notProduction;

    public WorkdayConnector(string name, WorkdayOptions options, ConnectorServices services, HttpMessageHandler? wire = null)
    {
        this.Name = name;
        this.options = options;
        this.notProduction = TenantKind.NotProduction(options.BaseUrl, options.TenantName) is { } sign
            ? $"This looks like a tenant for trying things: {sign}. Its names may be made up; set BaseUrl and Tenant to production before anything is issued to a person."
            : null;
        var (time, log) = (services.Time, services.Logs.CreateLogger("LerBridge.Connectors.Workday"));
        var client = ConnectorHttp.NewClient(wire);
        this.tokens = options.OAuth is { } oauth ? new OAuthTokens(name, oauth, client, time, log) : null;
        (string, Secret)? basic = options.Password is { } password ? (options.Username, password) : null;
        var http = new ConnectorHttp(name, options.BaseUrl, client, new WorkdayRules(basic, this.tokens), options.Http, time, log);
        var raas = new RaasClient(http);
        this.feeds = [.. options.Reports.Select(report => new ReportFeed(name, options, report, http, raas, time, log))];
        if (options.Soap is { } soap)
        {
            // The SOAP service takes the user and the password inside the message, never in a header.
            var calls = new ConnectorHttp(name, options.BaseUrl, client, new WorkdayRules(null, this.tokens), options.Http with { Timeout = soap.Timeout }, time, log);
            var soapApi = new SoapClient(calls, options, soap);
            this.feeds.AddRange(WorkerStream.All.Where(stream => soap.Streams.Contains(stream.Schema.Stream)).Select(stream => new WorkersFeed(name, stream, options, soap, calls, soapApi, time, log)));
            if (soap.Streams.Contains(StreamNames.LearningCompletions))
            {
                this.feeds.Add(new EnrolmentsFeed(name, options, soap, calls, soapApi, time, log));
            }
        }

        if (options.Rest is { } rest)
        {
            this.feeds.Add(new RestWorkersFeed(name, new RestClient(http, options.Tenant ?? string.Empty, rest), http, log));
        }

        this.Streams = [.. this.feeds.Select(feed => feed.Schema)];
    }

    public string Name { get; }

    public string Kind => WorkdayRegistration.KindName;

    public IReadOnlyList<RecordSchema> Streams { get; }

    public async Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken)
    {
        var checks = new SourceChecks(this.options.BaseUrl.Authority);
        var isFirst = true;
        foreach (var feed in this.feeds)
        {
            if (isFirst && !await checks.SignInAsync(() => feed.KnockAsync(cancellationToken)))
            {
                break;
            }

            isFirst = false;
            await feed.CheckAsync(checks, cancellationToken);
        }

        if (this.notProduction is { } why)
        {
            checks.Add("Tenant is production", FindingResult.Unknown, $"{why} ({ConnectorCodes.NotProduction})");
        }

        return checks.Report;
    }

    public ExpectedTable? Expected(string stream) =>
        this.options.Reports.FirstOrDefault(report => report.Set.Schema.Stream == stream) is { } report ? new ExpectedTable(ExpectedColumns.Of(report.Set)) : null;

    public IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, CancellationToken cancellationToken)
    {
        var feed = this.feeds.Find(one => one.Schema.Stream == request.Stream) ?? throw new ArgumentException($"{this.Name} has no stream \"{request.Stream}\".", nameof(request));
        var batches = feed.PullAsync(request, cancellationToken);
        return this.notProduction is { } why ? WarnedAsync(batches, new SourceNotice(ConnectorCodes.NotProduction, why), cancellationToken) : batches;
    }

    private static async IAsyncEnumerable<SourceBatch> WarnedAsync(IAsyncEnumerable<SourceBatch> batches, SourceNotice warning, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isFirst = true;
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            yield return isFirst ? batch with { Notices = [warning, .. batch.Notices] } : batch;
            isFirst = false;
        }
    }

    public void Dispose() => this.tokens?.Dispose();
}
