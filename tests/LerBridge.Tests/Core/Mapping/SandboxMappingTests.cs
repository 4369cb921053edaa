using LerBridge.Connectors.Banner;
using LerBridge.Connectors.Canvas;
using LerBridge.Connectors.Columns;
using LerBridge.Connectors.Workday;
using LerBridge.Core.Mapping;
using LerBridge.Core.Records;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using LerBridge.Tests.Connectors;
using LerBridge.Tests.Credentials;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping;

/// <summary>The shipped mappings over everything the sandbox has: what the demo will show.</summary>
internal sealed class SandboxMappingTests
{
    private static readonly DateOnly RecordDate = new SandboxOptions().ScenarioDate;

    [TestCase("canvas-courses", 500)]
    [TestCase("canvas-outcomes", 100)]
    [TestCase("banner-courses", 500)]
    [TestCase("banner-transcript", 150)]
    [TestCase("workday-employment", 100)]
    public async Task Most_records_of_the_sandbox_are_issued_some_skipped_and_a_few_held(string mapping, int issuedAtLeast)
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);
        var connector = Connect(mapping, sandbox);
        var catalog = MappingCatalog.Load(Path.Combine(Shared.Repository, "mappings"), new ConnectedStreams(connector), Author.Issuer);
        var plan = catalog.Find(mapping) ?? throw new InvalidOperationException($"{mapping} did not compile.");
        using var issuing = await Issuing.Start();

        var pulled = await Pulled.AllAsync(connector, Pulled.Request(connector, stream: plan.Schema.Stream));
        var results = new List<MapResult>();
        var refused = new List<string>();
        foreach (var record in pulled.Records)
        {
            record[plan.Schema.RecordDateSlot] = Value.Of((DateOnly?)RecordDate);
            var result = plan.Mapper.Map(record);
            results.Add(result);
            if (result is MapResult.Issue issue)
            {
                refused.AddRange(issuing.Issuer.Check(plan.Profile, issue.Claims).Where(problem => problem.Code != "LB3410").Select(problem => $"{problem.Code} {problem.Pointer} {problem.Message}"));
            }
        }

        var issued = results.Count(result => result is MapResult.Issue);
        var skipped = results.Count(result => result is MapResult.Skip);
        var held = results.OfType<MapResult.Hold>().ToList();
        await TestContext.Out.WriteLineAsync($"{mapping}: {results.Count} read, {issued} issued, {skipped} skipped, {held.Count} held");
        foreach (var reason in results.Select(Reason).OfType<MapReason>().GroupBy(reason => reason).OrderByDescending(group => group.Count()))
        {
            await TestContext.Out.WriteLineAsync($"  {reason.Count(),5}  {reason.Key.Code}  {reason.Key.Text}");
        }

        Assert.That(refused.Distinct(), Is.Empty);
        Assert.That(results, Has.None.InstanceOf<MapResult.Fail>());
        Assert.That(issued, Is.GreaterThanOrEqualTo(issuedAtLeast));
        Assert.That(skipped, Is.GreaterThan(0));
        Assert.That(held.Count, Is.InRange(1, results.Count / 8));
    }

    private static MapReason? Reason(MapResult result) => result switch
    {
        MapResult.Skip skip => skip.Reason,
        MapResult.Hold hold => hold.Reason,
        MapResult.Fail fail => fail.Reason,
        _ => null,
    };

    private static IConnector Connect(string mapping, SandboxHost sandbox)
    {
        var services = new ConnectorServices(new FastTime(), NullLoggerFactory.Instance);
        var options = new SandboxOptions();
        return mapping switch
        {
            "canvas-courses" or "canvas-outcomes" => new CanvasConnector("canvas-main", new CanvasOptions { BaseUrl = sandbox.CanvasUrl, AccountId = "1", Token = new Secret(options.CanvasToken) }, services),
            "banner-courses" or "banner-transcript" => new BannerConnector("banner", new BannerOptions { BaseUrl = sandbox.EthosUrl, ApiKey = new Secret(options.EthosApiKey) }, services),
            _ => new WorkdayConnector(
                "workday",
                new WorkdayOptions
                {
                    BaseUrl = sandbox.WorkdayUrl,
                    Username = "isu",
                    Password = new Secret(options.WorkdayPassword),
                    Reports = [new WorkdayReport(new ColumnSet(PositionHistory.Default, [.. PositionHistory.Defaults.Select(column => new Column(column.Field, column.Alias, !column.Field.Optional))]), sandbox.WorkdayReportPath, ReportFormat.Json)],
                },
                services),
        };
    }

    private sealed class ConnectedStreams(IConnector connector) : IStreamSchemas
    {
        public IReadOnlyCollection<string> Connectors => [connector.Name];

        public IReadOnlyCollection<string> Streams(string name) => name == connector.Name ? [.. connector.Streams.Select(stream => stream.Stream)] : [];

        public RecordSchema? Find(string name, string stream) => name == connector.Name ? connector.Streams.FirstOrDefault(schema => schema.Stream == stream) : null;
    }
}
