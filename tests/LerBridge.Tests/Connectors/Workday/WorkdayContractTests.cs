using LerBridge.Connectors.Columns;
using LerBridge.Connectors.Shared.OAuth;
using LerBridge.Connectors.Workday;
using LerBridge.Connectors.Workday.Rest;
using LerBridge.Connectors.Workday.Soap;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Workday;

[TestFixture(ReportFormat.Json)]
[TestFixture(ReportFormat.Csv)]
[TestFixture(ReportFormat.SimpleXml)]
internal sealed class WorkdayContractTests(ReportFormat format) : HttpConnectorContract
{
    protected override SandboxSite Site => SandboxSite.Workday;

    protected override string RowsPath => "LER_Positions";

    protected override string Secret => new SandboxOptions().WorkdayPassword;

    protected override int MostInFlight => 1;

    protected override (FailureKind Kind, string Code) CutOff => (FailureKind.Transient, "LB5108");

    protected override Uri Address => this.Sandbox.WorkdayUrl;

    protected override IConnector Make(Uri address, string secret) => new WorkdayConnector(
        "source-under-test",
        new WorkdayOptions { BaseUrl = address, Username = "isu", Password = new Secret(secret), Reports = [new WorkdayReport(Positions, this.Sandbox.WorkdayReportPath, format)] },
        this.Services);

    internal static ColumnSet Positions { get; } = new(PositionHistory.Default, [.. PositionHistory.Defaults.Select(column => new Column(column.Field, column.Alias, !column.Field.Optional))]);
}

/// <summary>The workers by SOAP, with the user in the message.</summary>
internal sealed class WorkdaySoapContractTests : HttpConnectorContract
{
    protected override SandboxSite Site => SandboxSite.Workday;

    protected override string RowsPath => "Human_Resources";

    protected override string Secret => new SandboxOptions().WorkdayPassword;

    protected override int MostInFlight => 1;

    protected override Uri Address => this.Sandbox.WorkdayUrl;

    protected override IConnector Make(Uri address, string secret) => new WorkdayConnector(
        "source-under-test",
        new WorkdayOptions { BaseUrl = address, Tenant = "demo", Username = "isu", Password = new Secret(secret), Soap = new SoapOptions { PageSize = 30 } },
        this.Services);
}

/// <summary>What workers can show, by SOAP.</summary>
[TestFixture("certifications", "Human_Resources")]
[TestFixture("worker_skills", "Human_Resources")]
[TestFixture("learning_completions", "Learning")]
internal sealed class WorkdayTalentContractTests(string stream, string service) : HttpConnectorContract
{
    protected override SandboxSite Site => SandboxSite.Workday;

    protected override string RowsPath => service;

    protected override string Secret => new SandboxOptions().WorkdayPassword;

    protected override int MostInFlight => 1;

    protected override Uri Address => this.Sandbox.WorkdayUrl;

    protected override IConnector Make(Uri address, string secret) => new WorkdayConnector(
        "source-under-test",
        new WorkdayOptions { BaseUrl = address, Tenant = "demo", Username = "isu", Password = new Secret(secret), Soap = new SoapOptions { PageSize = 30, Streams = [stream] } },
        this.Services);
}

/// <summary>What workers can show, by report.</summary>
[TestFixture("certifications", "LER_Certifications")]
[TestFixture("worker_skills", "LER_Skills")]
[TestFixture("learning_completions", "LER_Learning")]
internal sealed class WorkdayTalentReportContractTests(string stream, string report) : HttpConnectorContract
{
    protected override SandboxSite Site => SandboxSite.Workday;

    protected override string RowsPath => report;

    protected override string Secret => new SandboxOptions().WorkdayPassword;

    protected override int MostInFlight => 1;

    protected override (FailureKind Kind, string Code) CutOff => (FailureKind.Transient, "LB5108");

    protected override Uri Address => this.Sandbox.WorkdayUrl;

    protected override IConnector Make(Uri address, string secret) => new WorkdayConnector(
        "source-under-test",
        new WorkdayOptions { BaseUrl = address, Username = "isu", Password = new Secret(secret), Reports = [new WorkdayReport((ShippedTable.Find(stream) ?? throw new InvalidOperationException("No such table.")).Set() with { Zone = TimeZoneInfo.Utc }, this.Sandbox.WorkdayReport(report), ReportFormat.Json)] },
        this.Services);
}

/// <summary>The workers by REST, with tokens against a refresh token.</summary>
internal sealed class WorkdayRestContractTests : HttpConnectorContract
{
    protected override SandboxSite Site => SandboxSite.Workday;

    protected override string RowsPath => "/workers";

    protected override string Secret => new SandboxOptions().RefreshToken;

    protected override int MostInFlight => 1;

    protected override Uri Address => this.Sandbox.WorkdayUrl;

    protected override IConnector Make(Uri address, string secret) => new WorkdayConnector(
        "source-under-test",
        new WorkdayOptions
        {
            BaseUrl = address,
            Tenant = "demo",
            Rest = new RestOptions { PageSize = 25 },
            OAuth = new OAuthOptions { TokenUrl = new Uri(address, "/ccx/oauth2/demo/token"), ClientId = "sandbox-client", ClientSecret = new Secret(new SandboxOptions().ClientSecret), RefreshToken = new Secret(secret) },
        },
        this.Services);
}
