using System.Security.Cryptography;
using LerBridge.Connectors.Shared.OAuth;
using LerBridge.Connectors.Workday;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Workday;

internal sealed class WorkdayOAuthTests : SandboxFixture
{
    private readonly FastTime time = new();

    [Test]
    public async Task A_refresh_token_is_traded_once_and_never_shown()
    {
        var wire = new RecordingWire();

        var pulled = await Pulled.AllAsync(this.Connector(wire: wire));
        await Pulled.AllAsync(this.Connector(wire: wire));

        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(wire.Bodies.Count(body => body.Contains("grant_type=refresh_token", StringComparison.Ordinal)), Is.EqualTo(2), "once for each connector");
        Assert.That(wire.Addresses.Select(address => address.Query), Has.None.Contains(this.Sandbox.Options.RefreshToken));
    }

    [Test]
    public async Task A_token_that_ends_in_between_is_replaced_without_losing_the_report()
    {
        this.Sandbox.Switches.TokensHideExpiry = true;
        var connector = this.Connector();
        await Pulled.AllAsync(connector);
        this.Sandbox.Break(SandboxSite.Workday, new SandboxFault(SandboxFaultKind.ExpiredToken) { Path = "LER_Positions" });

        var pulled = await Pulled.AllAsync(connector);

        Assert.That(pulled.IsComplete, Is.True);
    }

    [Test]
    public async Task A_refresh_token_that_changes_is_kept_for_the_next_time()
    {
        this.Sandbox.Switches.TokensRotate = true;
        this.Sandbox.Switches.TokensHideExpiry = true;
        var connector = this.Connector();
        await Pulled.AllAsync(connector);
        this.Sandbox.Break(SandboxSite.Workday, new SandboxFault(SandboxFaultKind.ExpiredToken) { Path = "LER_Positions" });

        var pulled = await Pulled.AllAsync(connector);

        Assert.That(pulled.IsComplete, Is.True);
    }

    [Test]
    public async Task A_revoked_refresh_token_stops_at_once_and_says_which_error_it_is()
    {
        var connector = this.Connector(oauth => oauth with { RefreshToken = new Secret("revoked-4711") });

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(connector));

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Credentials, "LB5103")));
        Assert.That(problem?.Message, Does.Contain("invalid_grant"));
        Assert.That(problem?.ToString(), Does.Not.Contain("revoked-4711"));
        Assert.That(this.Sandbox.Counters(SandboxSite.Workday).Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task A_signed_assertion_is_accepted_for_its_key_alone()
    {
        using var key = RSA.Create(2048);
        using var other = RSA.Create(2048);
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { ClientKey = key.ExportSubjectPublicKeyInfoPem() }, CancellationToken.None);
        WorkdayConnector With(RSA rsa) => Over(sandbox, oauth => oauth with { Grant = OAuthGrant.JwtBearer, ClientSecret = null, RefreshToken = null, Subject = "isu", Audience = "wd", PrivateKey = new Secret(rsa.ExportPkcs8PrivateKeyPem()) }, TimeProvider.System);

        var pulled = await Pulled.AllAsync(With(key));
        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(With(other)));

        Assert.That(pulled.IsComplete, Is.True);
        Assert.That(problem?.Code, Is.EqualTo("LB5103"));
    }

    [TestCase("""{ "Grant": "RefreshToken", "ClientId": "c", "ClientSecret": "s" }""", "LB2006")]
    [TestCase("""{ "Grant": "JwtBearer", "ClientId": "c", "Subject": "isu" }""", "LB2006")]
    [TestCase("""{ "Grant": "JwtBearer", "ClientId": "c", "Subject": "isu", "PrivateKey": "no key" }""", "LB2007")]
    [TestCase("""{ "ClientId": "c", "RefreshToken": "r", "TokenUrl": "http://elsewhere.example/token" }""", "LB2009")]
    public void Wrong_settings_of_a_sign_in_are_reported(string oauth, string code)
    {
        var (_, problems) = SettingsOf.Connector($$"""{ "Kind": "Workday", "BaseUrl": "https://w.example", "Tenant": "t", "OAuth": {{oauth}}, "Reports": { "position_history": { "Path": "/r" } } }""");

        Assert.That(problems.Select(problem => problem.Code), Is.EqualTo(new[] { code }));
    }

    private WorkdayConnector Connector(Func<OAuthOptions, OAuthOptions>? with = null, HttpMessageHandler? wire = null) => Over(this.Sandbox, with ?? (oauth => oauth), this.time, wire);

    private static WorkdayConnector Over(SandboxHost sandbox, Func<OAuthOptions, OAuthOptions> with, TimeProvider time, HttpMessageHandler? wire = null) => new(
        "hr",
        new WorkdayOptions
        {
            BaseUrl = sandbox.WorkdayUrl,
            Tenant = "demo",
            Reports = [new WorkdayReport(WorkdayContractTests.Positions, sandbox.WorkdayReportPath, ReportFormat.Json)],
            OAuth = with(new OAuthOptions
            {
                TokenUrl = new Uri(sandbox.WorkdayUrl, "/ccx/oauth2/demo/token"),
                ClientId = sandbox.Options.ClientId,
                ClientSecret = new Secret(sandbox.Options.ClientSecret),
                RefreshToken = new Secret(sandbox.Options.RefreshToken),
            }),
        },
        new ConnectorServices(time, NullLoggerFactory.Instance),
        wire);
}
