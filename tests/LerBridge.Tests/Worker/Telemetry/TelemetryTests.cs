using System.Text;
using System.Text.Json.Nodes;
using LerBridge.Tests.Delivery;
using LerBridge.Tests.Worker.Cli;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Telemetry;

/// <summary>What goes to a collector: the documented metrics and spans, and nobody's name.</summary>
internal sealed class TelemetryTests
{
    private const string Marked = "Zyxwv";

    [Test]
    public async Task A_run_sends_its_metrics_and_spans_to_the_collector_without_anything_about_a_person()
    {
        await using var collector = await Receiver.StartAsync();
        using var desk = new GradesDesk();
        Configure(desk, collector.Url);
        desk.Grades([$"{Marked}1,S{Marked},{Marked}@college.example,NUR-210,B", $"{Marked}2,,,NUR-210,{Marked}", $"{Marked}3,S{Marked},other{Marked}@college.example,NUR-210,I"]);

        await desk.Cli.RunAsync("run", "grades");

        var metrics = Sent(collector, "/v1/metrics");
        var spans = Sent(collector, "/v1/traces");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(metrics, Does.Contain("lerbridge.runs").And.Contain("lerbridge.run.duration").And.Contain("lerbridge.records").And.Contain("lerbridge.deliveries").And.Contain("grades"), desk.Errors);
            Assert.That(spans, Does.Contain("read").And.Contain("decide").And.Contain("apply").And.Contain("deliver").And.Contain("lerbridge.mapping"));
            Assert.That(metrics + spans, Does.Not.Contain(Marked).IgnoreCase);
            Assert.That(desk.Errors + string.Concat(collector.All.Select(one => one.Authorization).Distinct()), Does.Contain("Bearer a collector's, token").And.Not.Contain(Marked));
        }
    }

    [Test]
    public async Task A_collector_that_is_not_there_keeps_no_run_from_its_end()
    {
        using var desk = new GradesDesk();
        Configure(desk, new Uri("http://127.0.0.1:9/"));
        desk.Grades(GradesDesk.Rows(2));

        await desk.RunAsync(0, "run", "grades");

        Assert.That(desk.Delivered, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task Every_metric_is_documented_and_every_documented_one_is_measured()
    {
        var code = await File.ReadAllTextAsync(Path.Combine(Shared.Repository, "src", "LerBridge.Core", "Telemetry", "BridgeTelemetry.cs"));
        var page = await File.ReadAllLinesAsync(Path.Combine(Shared.Repository, "docs", "operations.md"));

        var measured = code.Split('"').Where(text => text.StartsWith("lerbridge.", StringComparison.Ordinal) && text is not ("lerbridge.mapping" or "lerbridge.run" or "lerbridge.outcome" or "lerbridge.code")).Order(StringComparer.Ordinal);
        var documented = page.Where(line => line.StartsWith("| `lerbridge.", StringComparison.Ordinal)).Select(line => line.Split('`')[1]).Order(StringComparer.Ordinal);

        Assert.That(documented, Is.Not.Empty.And.EqualTo(measured));
    }

    private static void Configure(GradesDesk desk, Uri collector) =>
        desk.Settings(root => root["Telemetry"] = new JsonObject { ["OtlpUrl"] = collector.GetLeftPart(UriPartial.Authority), ["Authorization"] = "Bearer a collector's, token" });

    // protobuf: texts stand in it as they are
    private static string Sent(Receiver collector, string path) => string.Concat(collector.All.Where(one => one.Path == path).Select(one => Encoding.UTF8.GetString(one.Body)));
}
