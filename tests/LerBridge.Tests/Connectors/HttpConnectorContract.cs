using LerBridge.Core.Diagnostics;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors;

/// <summary>What every connector that talks HTTP promises besides: against the sandbox, made to misbehave.</summary>
internal abstract class HttpConnectorContract : ConnectorContract
{
    private SandboxHost? sandbox;

    /// <summary>The site that the connector reads.</summary>
    protected abstract SandboxSite Site { get; }

    /// <summary>A part of the path of the rows themselves.</summary>
    protected abstract string RowsPath { get; }

    /// <summary>The secret of the sandbox, as the right settings hold it.</summary>
    protected abstract string Secret { get; }

    /// <summary>The most requests that the connector may have in flight.</summary>
    protected abstract int MostInFlight { get; }

    /// <summary>What an answer is called that ends too early by itself: a page is unreadable, a stream was dropped.</summary>
    protected virtual (FailureKind Kind, string Code) CutOff => (FailureKind.Contract, "LB5111");

    protected FastTime Time { get; } = new();

    protected SandboxHost Sandbox => this.sandbox ?? throw new InvalidOperationException("The sandbox has not been started.");

    protected ConnectorServices Services => new(this.Time, NullLoggerFactory.Instance);

    /// <summary>Makes a connector for the running sandbox.</summary>
    protected abstract IConnector Make(Uri address, string secret);

    /// <summary>The address of the site.</summary>
    protected abstract Uri Address { get; }

    protected override async Task<IConnector> StartAsync()
    {
        this.sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);
        this.sandbox.Switches.CanvasHidesRateLimit = true;
        return this.Make(this.Address, this.Secret);
    }

    [TearDown]
    public async Task StopSandbox()
    {
        if (this.sandbox is not null)
        {
            await this.sandbox.DisposeAsync();
        }
    }

    [Test]
    public async Task Being_told_to_slow_down_is_heeded_for_as_long_as_asked()
    {
        var connector = await this.StartAsync();
        this.Sandbox.Break(this.Site, new SandboxFault(SandboxFaultKind.Throttle) { Path = this.RowsPath, RetryAfter = TimeSpan.FromSeconds(7) });

        var pulled = await Pulled.AllAsync(connector, this.Request(connector));

        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(this.Sandbox.Counters(this.Site).Throttled, Is.EqualTo(1));
        Assert.That(this.Time.Waits, Has.Some.EqualTo(TimeSpan.FromSeconds(7)));
    }

    [Test]
    public async Task A_date_in_Retry_After_is_heeded_too()
    {
        var connector = await this.StartAsync();
        this.Sandbox.Break(this.Site, new SandboxFault(SandboxFaultKind.Throttle) { Path = this.RowsPath, RetryAfter = TimeSpan.FromMinutes(10), RetryAfterAsDate = true });

        var pulled = await Pulled.AllAsync(connector, this.Request(connector));

        Assert.That(pulled.IsComplete, Is.True);
    }

    [Test]
    public async Task Throttling_without_a_wait_is_survived_with_waits_of_our_own()
    {
        var connector = await this.StartAsync();
        this.Sandbox.Break(this.Site, new SandboxFault(SandboxFaultKind.Throttle) { Path = this.RowsPath, Times = 4 });

        var pulled = await Pulled.AllAsync(connector, this.Request(connector));

        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(this.Sandbox.Counters(this.Site).Throttled, Is.EqualTo(4));
    }

    [Test]
    public async Task A_wait_of_hours_ends_the_pull_as_passing()
    {
        var connector = await this.StartAsync();
        this.Sandbox.Break(this.Site, new SandboxFault(SandboxFaultKind.Throttle) { Path = this.RowsPath, RetryAfter = TimeSpan.FromHours(3), Times = int.MaxValue });

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector, this.Request(connector)));

        Assert.That(problem?.Kind, Is.EqualTo(FailureKind.Transient));
        Assert.That(problem?.Code, Is.EqualTo("LB5106"));
        Assert.That(problem?.Message, Does.Contain("10800 seconds"));
    }

    [TestCase(SandboxFaultKind.ServerError)]
    [TestCase(SandboxFaultKind.Outage)]
    [TestCase(SandboxFaultKind.ResetConnection)]
    [TestCase(SandboxFaultKind.CutConnection)]
    [TestCase(SandboxFaultKind.TruncatedBody)]
    [TestCase(SandboxFaultKind.HtmlPage)]
    public async Task A_passing_failure_leaves_no_trace_in_the_records(SandboxFaultKind kind)
    {
        var connector = await this.StartAsync();
        var straight = await Pulled.AllAsync(connector, this.Request(connector));
        this.Sandbox.Break(this.Site, new SandboxFault(kind) { Path = this.RowsPath, Times = 2 });

        var pulled = await Pulled.AllAsync(connector, this.Request(connector));

        Assert.That(this.Sandbox.Counters(this.Site).Faulted, Is.EqualTo(2));
        Assert.That(pulled.Staged, Is.EqualTo(straight.Staged));
        Assert.That(pulled.IsComplete, Is.True);
    }

    [TestCase(SandboxFaultKind.HtmlPage, FailureKind.Contract, "LB5110")]
    [TestCase(SandboxFaultKind.TruncatedBody, FailureKind.Contract, "LB5111")]
    [TestCase(SandboxFaultKind.CutConnection, FailureKind.Transient, "LB5108")]
    [TestCase(SandboxFaultKind.ServerError, FailureKind.Transient, "LB5107")]
    [TestCase(SandboxFaultKind.ResetConnection, FailureKind.Transient, "LB5108")]
    public async Task A_lasting_failure_is_a_failure_and_never_an_empty_source(SandboxFaultKind fault, FailureKind kind, string code)
    {
        var connector = await this.StartAsync();
        this.Sandbox.Break(this.Site, new SandboxFault(fault) { Path = this.RowsPath, Times = int.MaxValue });

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector, this.Request(connector)));

        var expected = fault == SandboxFaultKind.TruncatedBody ? this.CutOff : (kind, code);
        Assert.That(problem?.Kind, Is.EqualTo(expected.Item1));
        Assert.That(problem?.Code, Is.EqualTo(expected.Item2));
        Assert.That(this.Sandbox.Counters(this.Site).Faulted, Is.InRange(2, 40), "it is tried again, but not for ever");
    }

    [Test]
    public async Task A_wrong_secret_is_said_as_such_and_never_repeated_in_the_message()
    {
        _ = await this.StartAsync();
        var connector = this.Make(this.Address, "wrong-secret-0815");

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector, this.Request(connector)));

        Assert.That(problem?.Kind, Is.EqualTo(FailureKind.Credentials));
        Assert.That(problem?.ToString(), Does.Not.Contain("wrong-secret-0815"));
        Assert.That(this.Sandbox.Counters(this.Site).Requests, Is.LessThanOrEqualTo(2), "a refused sign-in is not tried again and again");
    }

    [Test]
    public async Task The_secret_is_in_no_address()
    {
        var connector = await this.StartAsync();

        await Pulled.AllAsync(connector, this.Request(connector));

        Assert.That(this.Sandbox.Requests(this.Site).Select(request => request.Path + request.Query), Has.None.Contains(this.Secret));
    }

    [Test]
    public async Task No_more_requests_are_in_flight_than_allowed()
    {
        var connector = await this.StartAsync();

        await Pulled.AllAsync(connector, this.Request(connector));

        Assert.That(this.Sandbox.Counters(this.Site).MaxInFlight, Is.InRange(1, this.MostInFlight));
    }

    [Test]
    public async Task A_host_that_does_not_listen_ends_with_what_where_and_what_to_do()
    {
        _ = await this.StartAsync();
        var address = this.Address;
        await this.Sandbox.StopAsync(CancellationToken.None);
        var connector = this.Make(address, this.Secret);

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector, this.Request(connector)));
        var report = await connector.CheckAsync(CancellationToken.None);

        Assert.That(problem?.Kind, Is.EqualTo(FailureKind.Terminal));
        Assert.That(problem?.Message, Does.Contain("source-under-test").And.Contain(address.Authority).And.Contain("source test"));
        Assert.That(report.IsUsable, Is.False);
    }

    [Test]
    public async Task The_check_says_no_to_a_wrong_secret_and_yes_to_the_reach()
    {
        _ = await this.StartAsync();
        var connector = this.Make(this.Address, "wrong-secret-0815");

        var report = await connector.CheckAsync(CancellationToken.None);

        Assert.That(report.Findings[0].Result, Is.EqualTo(FindingResult.Yes));
        Assert.That(report.Findings[1].Result, Is.EqualTo(FindingResult.No));
    }
}
