using LerBridge.Connectors.Workday;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Workday;

internal sealed class ReportPromptTests : SandboxFixture
{
    private static readonly ReportPrompt[] OfChanges = [new("Effective_as_of_Date", "{today}"), new("Updated_From", "{since}"), new("Updated_Through", "{until}")];

    private readonly FastTime time = new();

    [Test]
    public void Days_and_moments_carry_the_zone_of_the_tenant()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");
        var window = new ReportWindow(new DateOnly(2018, 6, 30), new DateTimeOffset(2018, 6, 29, 1, 30, 0, TimeSpan.Zero), new DateTimeOffset(2018, 12, 1, 0, 0, 0, TimeSpan.Zero), zone);
        var report = new WorkdayReport(WorkdayContractTests.Positions, "/r?Organization!WID=a!b", ReportFormat.SimpleXml) { Prompts = [.. OfChanges, new("Day", "{since_day}"), new("Worker!Employee_ID", "1!2&3")] };

        Assert.That(Uri.UnescapeDataString(report.PathFor(window)), Is.EqualTo("/r?Organization!WID=a!b&Effective_as_of_Date=2018-06-30-07:00&Updated_From=2018-06-28T18:30:00.000-07:00&Updated_Through=2018-11-30T16:00:00.000-08:00&Day=2018-06-28-07:00&Worker!Employee_ID=1!2&3&format=simplexml"));
        Assert.That(report.PathFor(window), Does.Contain("1!2%263"));
    }

    [Test]
    public void Prompts_of_changes_are_left_out_where_everything_is_asked_for()
    {
        var window = new ReportWindow(new DateOnly(2018, 6, 30), null, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc);
        var report = new WorkdayReport(WorkdayContractTests.Positions, "/r", ReportFormat.Json) { Prompts = OfChanges };

        Assert.That(report.PathFor(window), Is.EqualTo("/r?Effective_as_of_Date=2018-06-30%2B00%3A00&format=json"));
        Assert.That((report with { FullFrom = new DateOnly(2000, 1, 1) }).PathFor(window), Does.Contain("Updated_From=2000-01-01"));
    }

    [Test]
    public async Task The_first_pull_reads_everything_and_the_next_what_changed_since()
    {
        var connector = this.Connector(OfChanges);
        var full = await Pulled.AllAsync(connector);
        var person = full.Records.First()["person.id"].Text;
        this.Sandbox.Switches.WorkdayTypedIn = person;

        var changes = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = full.Cursor });

        Assert.That(full.IsComplete, Is.True);
        Assert.That(changes.Records.Select(row => row["person.id"].Text).Distinct(), Is.EqualTo(new[] { person }));
        Assert.That((changes.Ends.Values.Single() as PartitionEnd.Partial)?.Reason, Does.Contain("nothing shows as absent"));
        Assert.That(ReportCursor.Of(changes.Cursor).Until, Is.GreaterThanOrEqualTo(ReportCursor.Of(full.Cursor).Until ?? DateTimeOffset.MaxValue));
        Assert.That(ReportCursor.Of(changes.Cursor).Full, Is.EqualTo(ReportCursor.Of(full.Cursor).Full));
    }

    [Test]
    public async Task Whoever_asks_for_everything_gets_the_whole_report()
    {
        var connector = this.Connector(OfChanges);
        var full = await Pulled.AllAsync(connector);

        var everything = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = full.Cursor, Everything = true });

        Assert.That(everything.IsComplete, Is.True);
        Assert.That(everything.Staged, Is.EqualTo(full.Staged));
    }

    [Test]
    public async Task Nothing_changed_is_no_empty_report()
    {
        var connector = this.Connector(OfChanges);
        var full = await Pulled.AllAsync(connector);

        var changes = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = full.Cursor });

        Assert.That(changes.Records, Is.Empty);
        Assert.That(changes.Notices, Is.Empty);
        Assert.That(changes.Batches[^1].Unread, Is.Empty, "no row shows no column, which says nothing of the columns");
    }

    [Test]
    public async Task Everything_is_read_again_once_it_is_due()
    {
        var connector = this.Connector(OfChanges);
        var full = await Pulled.AllAsync(connector);
        var aged = ReportCursor.Of(full.Cursor) with { Full = this.time.GetUtcNow().AddDays(-7) };

        var again = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = aged.ToCursor() });

        Assert.That(again.IsComplete, Is.True);
        Assert.That(again.Staged, Is.EqualTo(full.Staged));
    }

    [Test]
    public async Task A_prompt_without_a_value_stops_at_once_and_is_named_as_such()
    {
        this.Sandbox.Switches.WorkdayRequiredPrompt = "Effective_as_of_Date";

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Connector([])));

        Assert.That((problem?.Kind, problem?.Code), Is.EqualTo((FailureKind.Contract, "LB5115")));
        Assert.That(problem?.Message, Does.Contain("prompt"));
        Assert.That(this.Sandbox.Counters(SandboxSite.Workday).Requests, Is.EqualTo(1));
        Assert.That((await Pulled.AllAsync(this.Connector(OfChanges))).IsComplete, Is.True);
    }

    [Test]
    public void A_misspelt_placeholder_is_reported()
    {
        var (_, problems) = SettingsOf.Connector("""{ "Kind": "Workday", "BaseUrl": "https://w.example", "Username": "u", "Password": "p", "Reports": { "position_history": { "Path": "/r", "Prompts": { "From": "{sinse}" } } } }""");

        Assert.That(problems.Select(problem => (problem.Code, problem.Try)), Is.EqualTo(new[] { ("LB2007", (string?)"Did you mean \"{since}\"?") }));
    }

    private WorkdayConnector Connector(IReadOnlyList<ReportPrompt> prompts) => new(
        "hr",
        new WorkdayOptions { BaseUrl = this.Sandbox.WorkdayUrl, Username = "isu", Password = new Secret(this.Sandbox.Options.WorkdayPassword), Reports = [new WorkdayReport(WorkdayContractTests.Positions, this.Sandbox.WorkdayReportPath, ReportFormat.Json) { Prompts = prompts }] },
        new ConnectorServices(this.time, NullLoggerFactory.Instance));
}
