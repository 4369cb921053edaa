using LerBridge.Core.Pipeline;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using LerBridge.Tests.Drivers;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

[TestFixture]
internal sealed class SettlingTests
{
    [Test]
    public async Task A_source_is_told_where_an_applied_run_ended_and_asked_to_keep_what_is_read()
    {
        await using var driver = await NightDriver.StartAsync();
        var source = new SettlingSource(driver.Source);
        driver.Other = source;

        var report = await driver.NightAsync();

        Assert.That(report.Failure, Is.Null);
        Assert.That(source.Settled, Is.EqualTo(new[] { (driver.Plan.Schema.Stream, "0") }));
        Assert.That(source.Kept, Is.EqualTo(new[] { true }));
    }

    [Test]
    public async Task A_plan_and_a_run_that_failed_settle_nothing()
    {
        await using var driver = await NightDriver.StartAsync();
        var source = new SettlingSource(driver.Source);

        await new BridgeRunner(driver.Services).PlanAsync(driver.Plan, source, progress: null, CancellationToken.None);
        driver.Source.Breaks = (0, new ConnectorException(LerBridge.Core.Diagnostics.FailureKind.Terminal, "LB5501", "No file."));
        driver.Other = source;
        var failed = await driver.NightAsync();

        Assert.That(failed.Failure?.Code, Is.EqualTo("LB5501"));
        Assert.That(source.Settled, Is.Empty);
    }

    private sealed class SettlingSource(IConnector inner) : IConnector, ISettlingSource
    {
        public string Name => inner.Name;

        public string Kind => inner.Kind;

        public IReadOnlyList<RecordSchema> Streams => inner.Streams;

        public List<(string Stream, string Cursor)> Settled { get; } = [];

        public List<bool> Kept { get; } = [];

        public Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

        public IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, CancellationToken cancellationToken)
        {
            this.Kept.Add(request.IsKept);
            return inner.PullAsync(request, cancellationToken);
        }

        public Task SettleAsync(string stream, SourceCursor applied, CancellationToken cancellationToken)
        {
            this.Settled.Add((stream, applied.Text));
            return Task.CompletedTask;
        }
    }
}
