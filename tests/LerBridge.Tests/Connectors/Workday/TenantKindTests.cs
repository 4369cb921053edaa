using LerBridge.Connectors.Workday;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Tests.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Workday;

internal sealed class TenantKindTests : SandboxFixture
{
    [TestCase("https://wd2-impl-services1.workday.com", "acme", true)]
    [TestCase("https://wd5-services1.myworkday.com", "acme_preview", true)]
    [TestCase("https://wd5-services1.myworkday.com", "acme_impl2", true)]
    [TestCase("https://wd5-services1.myworkday.com", "acme_dpt1", true)]
    [TestCase("https://wd5-services1.myworkday.com", "acme-sandbox", true)]
    [TestCase("https://wd5-services1.myworkday.com", "acme", false)]
    [TestCase("https://wd5-services1.myworkday.com", "testing_college", false)]
    [TestCase("https://services1.wd501.myworkday.com", null, false)]
    [TestCase("http://127.0.0.1:9003", "demo", false)]
    public void Hosts_and_tenants_for_trying_things_are_known_by_their_names(string host, string? tenant, bool isForTrying) => Assert.That(TenantKind.NotProduction(new Uri(host), tenant) is not null, Is.EqualTo(isForTrying));

    [Test]
    public async Task A_tenant_that_is_not_production_is_told_by_the_check_and_by_every_run()
    {
        var connector = this.Connector("acme_preview");

        var check = await connector.CheckAsync(CancellationToken.None);
        await using var night = await ShippedNight.StartAsync("workday-employment", connector);
        var report = await night.NightAsync();

        Assert.That(check.IsUsable, Is.True);
        Assert.That(check.Findings.Single(finding => finding.Subject == "Tenant is production").Advice, Does.Contain("acme_preview").And.Contain("LB5405"));
        Assert.That(report.Notices.Count(notice => notice.Code == "LB5405"), Is.EqualTo(1));
        Assert.That(report.Run.Counts.New, Is.GreaterThan(100), "it is a warning");
    }

    private WorkdayConnector Connector(string tenant) => new(
        "workday",
        new WorkdayOptions
        {
            BaseUrl = this.Sandbox.WorkdayUrl,
            Tenant = tenant,
            Username = "isu",
            Password = new Secret(this.Sandbox.Options.WorkdayPassword),
            Reports = [new WorkdayReport(WorkdayContractTests.Positions, this.Sandbox.WorkdayReportPath, ReportFormat.Csv)],
        },
        new ConnectorServices(new FastTime(), NullLoggerFactory.Instance));
}
