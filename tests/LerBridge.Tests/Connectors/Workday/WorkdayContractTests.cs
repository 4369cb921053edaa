using LerBridge.Connectors.Columns;
using LerBridge.Connectors.Workday;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Workday;

[TestFixture(false)]
[TestFixture(true)]
internal sealed class WorkdayContractTests(bool csv) : HttpConnectorContract
{
    protected override SandboxSite Site => SandboxSite.Workday;

    protected override string RowsPath => "LER_Positions";

    protected override string Secret => new SandboxOptions().WorkdayPassword;

    protected override int MostInFlight => 1;

    protected override (FailureKind Kind, string Code) CutOff => (FailureKind.Transient, "LB5108");

    protected override Uri Address => this.Sandbox.WorkdayUrl;

    protected override IConnector Make(Uri address, string secret) => new WorkdayConnector(
        "source-under-test",
        new WorkdayOptions { BaseUrl = address, Username = "isu", Password = new Secret(secret), Reports = [new WorkdayReport(Positions, this.Sandbox.WorkdayReportPath, csv)] },
        this.Services);

    private static ColumnSet Positions { get; } = new(PositionHistory.Default, [.. PositionHistory.Defaults.Select(column => new Column(column.Field, column.Alias, !column.Field.Optional))]);
}
