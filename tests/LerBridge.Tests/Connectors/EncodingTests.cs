using LerBridge.Connectors.Canvas;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors;

/// <summary>Answers in the encodings that a server or a proxy in front of it may choose.</summary>
internal sealed class EncodingTests : SandboxFixture
{
    protected override void Prepare(SandboxHost started) => started.Switches.CanvasHidesRateLimit = true;

    [TestCase("gzip")]
    [TestCase("deflate")]
    [TestCase("raw-deflate")]
    [TestCase("br")]
    public async Task Every_encoding_that_is_asked_for_is_unpacked(string encoding)
    {
        var plain = await Pulled.AllAsync(this.Connector());
        this.Sandbox.Switches.CanvasEncoding = encoding;

        var pulled = await Pulled.AllAsync(this.Connector());

        Assert.That(pulled.Staged, Is.EqualTo(plain.Staged).And.Not.Empty);
        Assert.That(pulled.IsComplete, Is.True);
    }

    [TestCase("gzip-twice", "compressed twice")]
    [TestCase("gzip-unsaid", "without saying so")]
    [TestCase("gzip-untrue", "not compressed in the way that it says")]
    public async Task An_encoding_that_is_not_what_it_says_stops_with_the_cause_and_is_no_empty_source(string encoding, string said)
    {
        this.Sandbox.Switches.CanvasEncoding = encoding;

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Connector()));

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Contract, "LB5111")));
        Assert.That(problem?.Message, Does.Contain(said));
    }

    private CanvasConnector Connector() => new(
        "lms",
        new CanvasOptions { BaseUrl = this.Sandbox.CanvasUrl, AccountId = "13", Token = new Secret(this.Sandbox.Options.CanvasToken) },
        new ConnectorServices(new FastTime(200), NullLoggerFactory.Instance));
}
