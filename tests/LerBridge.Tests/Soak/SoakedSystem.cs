using LerBridge.Connectors.Banner;
using LerBridge.Connectors.Canvas;
using LerBridge.Connectors.Canvas.Bulk;
using LerBridge.Connectors.Shared;
using LerBridge.Connectors.Shared.OAuth;
using LerBridge.Connectors.Workday;
using LerBridge.Connectors.Workday.Soap;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using LerBridge.Tests.Connectors.Workday;

namespace LerBridge.Tests.Soak;

/// <summary>A system of record as one of the shipped mappings reads it: little of it, so that hundreds of nights pass in a minute.</summary>
internal sealed record SoakedSystem(string Name, string Mapping, SandboxSite Site, Func<SandboxHost, ConnectorServices, HttpMessageHandler, IConnector> Connect)
{
    private static readonly SandboxOptions Known = new();

    public static SoakedSystem Canvas { get; } = new("canvas", "canvas-courses", SandboxSite.Canvas, static (sandbox, services, wire) => new CanvasConnector(
        "canvas-main", Nursing(sandbox) with { Token = new Secret(Known.CanvasToken) }, services, wire));

    public static SoakedSystem CanvasReports { get; } = new("canvas-reports", "canvas-courses", SandboxSite.Canvas, static (sandbox, services, wire) => new CanvasConnector(
        "canvas-main",
        Nursing(sandbox) with
        {
            Bulk = new BulkOptions { Wait = TimeSpan.FromMinutes(1), Poll = TimeSpan.FromSeconds(1) },
            OAuth = new OAuthOptions
            {
                TokenUrl = new Uri(sandbox.CanvasUrl, "/login/oauth2/token"),
                ClientId = Known.ClientId,
                ClientSecret = new Secret(Known.ClientSecret),
                RefreshToken = new Secret(Known.RefreshToken),
                CredentialsInBody = true,
            },
        },
        services,
        wire));

    public static SoakedSystem CanvasChanges { get; } = new("canvas-changes", "canvas-courses", SandboxSite.Canvas, static (sandbox, services, wire) => new CanvasConnector(
        "canvas-main",
        Nursing(sandbox) with
        {
            Token = new Secret(Known.CanvasToken),
            Changes = new LerBridge.Connectors.Canvas.Changes.ChangeOptions
            {
                BaseUrl = sandbox.CanvasUrl,
                ClientId = Known.ClientId,
                ClientSecret = new Secret(Known.ClientSecret),
                CompletedAt = false,
                Wait = TimeSpan.FromMinutes(10),
            },
        },
        services,
        wire));

    public static SoakedSystem Banner { get; } = new("banner", "banner-courses", SandboxSite.Ethos, static (sandbox, services, wire) => new BannerConnector(
        "banner", new BannerOptions { BaseUrl = sandbox.EthosUrl, ApiKey = new Secret(Known.EthosApiKey), Http = Patient(4) }, services, wire));

    public static SoakedSystem BannerChanges { get; } = new("banner-changes", "banner-courses", SandboxSite.Ethos, static (sandbox, services, wire) => new BannerConnector(
        "banner", new BannerOptions { BaseUrl = sandbox.EthosUrl, ApiKey = new Secret(Known.EthosApiKey), Changes = new ChangeOptions(), Http = Patient(4) }, services, wire));

    public static SoakedSystem Report { get; } = new("workday-report", "workday-employment", SandboxSite.Workday, static (sandbox, services, wire) => new WorkdayConnector(
        "workday",
        new WorkdayOptions
        {
            BaseUrl = sandbox.WorkdayUrl,
            Username = Known.WorkdayUsername,
            Password = new Secret(Known.WorkdayPassword),
            Reports = [new WorkdayReport(WorkdayContractTests.Positions, sandbox.WorkdayReportPath, ReportFormat.Json)],
            Http = Patient(1),
        },
        services,
        wire));

    public static SoakedSystem Soap { get; } = new("workday-soap", "workday-employment", SandboxSite.Workday, static (sandbox, services, wire) => Workers(sandbox, services, wire, changes: false));

    public static SoakedSystem SoapChanges { get; } = new("workday-soap-changes", "workday-employment", SandboxSite.Workday, static (sandbox, services, wire) => Workers(sandbox, services, wire, changes: true));

    /// <summary>What is never to be seen outside a request.</summary>
    public static IReadOnlyList<string> Secrets { get; } =
        [Known.CanvasToken, Known.EthosApiKey, Known.WorkdayPassword, Known.ClientSecret, Known.RefreshToken, Known.RegistryToken];

    /// <summary>For how long an attempt may be silent, by the clock of the soak.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(400);

    public override string ToString() => this.Name;

    private static WorkdayConnector Workers(SandboxHost sandbox, ConnectorServices services, HttpMessageHandler wire, bool changes) => new(
        "workday",
        new WorkdayOptions
        {
            BaseUrl = sandbox.WorkdayUrl,
            Tenant = Known.WorkdayTenant,
            Username = Known.WorkdayUsername,
            Password = new Secret(Known.WorkdayPassword),
            Soap = new SoapOptions { PageSize = 30, Timeout = Patience, Changes = changes },
            Http = Patient(1),
        },
        services,
        wire);

    private static HttpTuning Patient(int most) => new() { MaxConcurrency = most, Timeout = Patience };

    private static CanvasOptions Nursing(SandboxHost sandbox) => new() { BaseUrl = sandbox.CanvasUrl, AccountId = "13", Http = Patient(3) };
}
