using LerBridge.Connectors.Workday;
using LerBridge.Connectors.Workday.Soap;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using LerBridge.Tests.Connectors;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>Nights of the shipped mapping over Workday's web service, between full readings.</summary>
internal sealed class WorkerChangesNightTests : SandboxFixture
{
    [Test]
    public async Task A_job_that_ended_is_corrected_on_a_night_that_reads_changes_alone()
    {
        var connector = new WorkdayConnector(
            "workday",
            new WorkdayOptions
            {
                BaseUrl = this.Sandbox.WorkdayUrl,
                Tenant = this.Sandbox.Options.WorkdayTenant,
                Username = this.Sandbox.Options.WorkdayUsername,
                Password = new Secret(this.Sandbox.Options.WorkdayPassword),
                Soap = new SoapOptions { Changes = true },
            },
            new ConnectorServices(new FastTime(), NullLoggerFactory.Instance),
            this.Wire);
        await using var driver = await ShippedNight.StartAsync("workday-employment", connector);
        driver.With = services => services with { AsOf = this.Sandbox.Today };
        await driver.NightAsync();
        var ended = this.Sandbox.ApplyChanges().Single(change => change.Kind == "job ended");
        this.Sandbox.Switches.WorkdayTypedIn = ended.Key.Split(' ')[0];

        var report = await driver.NextNightAsync();

        Assert.That((report.Run.ExtractComplete, report.Run.Counts.Corrected, report.Run.Counts.Withdrawn), Is.EqualTo((false, 1L, 0L)));
        Assert.That(report.Problems.Select(problem => problem.Code), Does.Not.Contain("LB3106"));
    }
}
