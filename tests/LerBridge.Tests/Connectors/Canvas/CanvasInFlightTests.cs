using LerBridge.Connectors.Canvas;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Canvas;

/// <summary>How many requests are under way at once, as the server counts them.</summary>
internal sealed class CanvasInFlightTests : SandboxFixture
{
    // slow enough that whatever may overlap does
    protected override void Prepare(SandboxHost started) =>
        started.Break(SandboxSite.Canvas, new SandboxFault(SandboxFaultKind.Slow) { Delay = TimeSpan.FromMilliseconds(8), Times = int.MaxValue });

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task As_many_requests_are_in_flight_as_allowed_and_no_more(int most)
    {
        this.Sandbox.Switches.CanvasHidesRateLimit = true;

        var pulled = await Pulled.AllAsync(this.Connector(most));

        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(this.Sandbox.Counters(SandboxSite.Canvas).MaxInFlight, Is.EqualTo(most));
    }

    [TestCase("599.5", 3)]
    [TestCase("249.9", 1)]
    [TestCase("119.0", 1)]
    [TestCase("0", 1)]
    [TestCase("-12.5", 1)]
    [TestCase("plenty", 3)]
    [TestCase("NaN", 3)]
    public async Task What_the_server_says_is_left_of_the_quota_sets_how_many_are_in_flight(string said, int most)
    {
        this.Sandbox.Switches.CanvasRateLimitSaid = said;

        var pulled = await Pulled.AllAsync(this.Connector(3));

        var counters = this.Sandbox.Counters(SandboxSite.Canvas);
        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(counters.MaxInFlight, Is.EqualTo(most));
        Assert.That(counters.Throttled, Is.Zero);
    }

    [Test]
    public async Task At_the_usual_settings_nobody_is_ever_told_to_slow_down()
    {
        var pulled = await Pulled.AllAsync(this.Connector(3));

        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(this.Sandbox.Counters(SandboxSite.Canvas).Throttled, Is.Zero);
    }

    private CanvasConnector Connector(int most)
    {
        var options = new CanvasOptions { BaseUrl = this.Sandbox.CanvasUrl, AccountId = "13", Token = new Secret(this.Sandbox.Options.CanvasToken) };
        return new CanvasConnector("lms", options with { Http = options.Http with { MaxConcurrency = most } }, new ConnectorServices(new FastTime(), NullLoggerFactory.Instance));
    }
}
