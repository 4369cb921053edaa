using System.Net;
using LerBridge.Connectors.Banner;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Records;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using LerBridge.Tests.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Banner;

/// <summary>Resources that the API key is not granted, or no longer.</summary>
internal sealed class BannerGrantTests : SandboxFixture
{
    [TestCase("subjects", 403, "course.subject")]
    [TestCase("subjects", 406, "course.subject")]
    [TestCase("academic-periods", 404, "term.name")]
    [TestCase("grade-definitions", 403, "grade.letter")]
    [TestCase("grade-definitions", 405, "grade.credit")]
    [TestCase("courses", 403, "course.number")]
    [TestCase("sections", 404, "section.crn")]
    public async Task A_resource_that_was_never_granted_leaves_its_fields_missing(string resource, int status, string field)
    {
        this.Wire.Refuse($"/api/{resource}", status);

        var pulled = await Pulled.AllAsync(this.Connector());

        Assert.That(pulled.Records.Select(record => record[field].IsMissing), Is.Not.Empty.And.All.True);
        Assert.That(pulled.Notices.Where(notice => notice.Code == "LB5308").Select(notice => notice.Message), Has.One.Contains($" {resource} ").And.One.Contains("Grant the resource"));
        Assert.That((pulled.IsComplete, pulled.Batches.SelectMany(batch => batch.Unread).Any()), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task Without_credit_categories_a_row_says_itself_whether_it_was_earned_here()
    {
        var straight = await Pulled.AllAsync(this.Connector());
        this.Wire.Refuse("/api/credit-categories", 404);

        var pulled = await Pulled.AllAsync(this.Connector());

        Assert.That(pulled.Records.Select(record => record["transfer"].Bool), Is.EqualTo(straight.Records.Select(record => record["transfer"].Bool)));
        Assert.That(pulled.Notices.Select(notice => notice.Code), Does.Contain("LB5308"));
    }

    [Test]
    public async Task A_row_whose_course_cannot_be_told_says_which_resource_is_missing()
    {
        this.Wire.Refuse("/api/courses", 403);
        this.Wire.Refuse("/api/sections", 403);

        var rejected = (await Pulled.AllAsync(this.Connector())).Rejected.ToList();

        Assert.That(rejected.Where(row => row.Code == "LB5308").Select(row => row.Reason).Distinct().Single(), Does.Contain("courses"));
    }

    [TestCase("student-transcript-grades", 403, FailureKind.Credentials)]
    [TestCase("persons", 403, FailureKind.Credentials)]
    [TestCase("persons", 404, FailureKind.Contract)]
    public async Task What_the_stream_cannot_do_without_fails_the_pull(string resource, int status, FailureKind kind)
    {
        this.Wire.Refuse($"/api/{resource}", status);

        var problem = await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Connector()));

        Assert.That(problem?.Kind, Is.EqualTo(kind));
        Assert.That(problem?.Message, Does.Contain(resource));
    }

    [TestCase(403)]
    [TestCase(404)]
    public async Task A_gateway_page_is_no_missing_grant(int status)
    {
        this.Wire.Refusals["/api/subjects"] = () => StubServer.Reply((HttpStatusCode)status, "<html>maintenance</html>", "text/html");

        Assert.That((await Assert.ThrowsAsync<ConnectorException>(() => Pulled.AllAsync(this.Connector())))?.Code, Is.EqualTo("LB5110"));
    }

    [TestCase("subjects", 403, true)]
    [TestCase("academic-periods", 404, true)]
    [TestCase("grade-definitions", 403, true)]
    [TestCase("credit-categories", 404, false)]
    [TestCase("courses", 406, true)]
    [TestCase("sections", 403, false)]
    public async Task A_grant_that_is_lost_changes_nothing_that_was_issued(string resource, int status, bool matters)
    {
        await using var driver = await ShippedNight.StartAsync("banner-courses", this.Connector());
        var first = await driver.NightAsync();
        var issued = first.Run.Counts.New;
        driver.Registry.Received.Clear();
        this.Wire.Refuse($"/api/{resource}", status);

        var without = await driver.NightAsync();
        this.Wire.Refusals.Clear();
        var again = await driver.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(issued, Is.GreaterThan(100));
            Assert.That(Touched(without.Run.Counts), Is.Zero, "without");
            Assert.That(without.Problems.Any(problem => problem.Code == "LB3107" && problem.Where?.Contains("banner-courses.yaml:", StringComparison.Ordinal) == true), Is.EqualTo(matters));
            Assert.That(without.Notices.Where(notice => notice.Code == "LB5309").Select(notice => notice.Message), Has.One.Contains(resource).And.One.Contains("banner-courses.yaml:"));
            Assert.That(Touched(again.Run.Counts), Is.Zero, "again");
            Assert.That((again.Run.Counts.Unchanged, again.Run.Counts.Held), Is.EqualTo((issued, first.Run.Counts.Held)));
            Assert.That(again.Run.ExtractComplete, Is.True);
            Assert.That(driver.Registry.Received, Is.Empty);
        }
    }

    [Test]
    public async Task Fields_that_are_withheld_of_late_change_nothing_that_was_issued()
    {
        await using var driver = await ShippedNight.StartAsync("banner-courses", this.Connector());
        await driver.NightAsync();
        driver.Registry.Received.Clear();
        this.Sandbox.Switches.EthosRestrictsContent = true;

        var without = await driver.NightAsync();

        Assert.That(Touched(without.Run.Counts), Is.Zero);
        Assert.That(without.Notices.Select(notice => notice.Code), Does.Contain("LB5309"));
        Assert.That(driver.Registry.Received, Is.Empty);
    }

    [Test]
    public async Task A_grant_that_comes_late_corrects_what_was_issued_without_it()
    {
        await using var driver = await ShippedNight.StartAsync("banner-courses", this.Connector());
        this.Wire.Refuse("/api/academic-periods", 403);
        var first = await driver.NightAsync();
        this.Wire.Refusals.Clear();

        var then = await driver.NightAsync();

        Assert.That(first.Run.Counts.New, Is.GreaterThan(100));
        Assert.That((then.Run.Counts.Corrected > 100, then.Run.Counts.Withdrawn), Is.EqualTo((true, 0L)));
    }

    [Test]
    public async Task A_killed_pull_whose_permissions_changed_meanwhile_starts_again()
    {
        var connector = this.Connector();
        var killed = new Pulled();
        await killed.GoOnAsync(connector, Pulled.Request(connector, batchSize: 10), 2, CancellationToken.None);
        this.Wire.Refuse("/api/academic-periods", 403);

        await killed.GoOnAsync(connector, Pulled.Request(connector, killed.Cursor), int.MaxValue, CancellationToken.None);

        Assert.That(killed.Batches.Count(batch => batch.Restarts), Is.EqualTo(1));
        Assert.That(killed.Staged.Count, Is.EqualTo((await Pulled.AllAsync(connector)).Staged.Count));
    }

    [Test]
    public async Task A_cursor_of_before_grants_were_remembered_means_that_all_were_there()
    {
        this.Wire.Refuse("/api/subjects", 403);
        var connector = this.Connector();

        var pulled = await Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = new SourceCursor(1, "all") });

        Assert.That(pulled.Batches[^1].Unread.Select(field => (field.Field, field.HoldsNew)), Is.EquivalentTo(new[] { ("course.code", true), ("course.subject", true) }));
        Assert.That(pulled.Ends.Values.Single(), Is.InstanceOf<PartitionEnd.Partial>());
    }

    [Test]
    public async Task A_check_tells_of_a_missing_grant_without_failing_for_it()
    {
        this.Wire.Refuse("/api/subjects", 403);

        var report = await this.Connector().CheckAsync(CancellationToken.None);

        Assert.That(report.IsUsable, Is.True);
        Assert.That(report.Findings.Single(finding => finding.Subject.Contains("subjects", StringComparison.Ordinal)).Result, Is.EqualTo(FindingResult.Unknown));
    }

    private static long Touched(LerBridge.Core.Ledger.RunCounts counts) =>
        counts.New + counts.Corrected + counts.Withdrawn + counts.AbsentKept + counts.AbsentHeld + counts.AbsentWithdrawn;

    private BannerConnector Connector() => new(
        "banner",
        new BannerOptions { BaseUrl = this.Sandbox.EthosUrl, ApiKey = new Secret(this.Sandbox.Options.EthosApiKey) },
        new ConnectorServices(new FastTime(), NullLoggerFactory.Instance),
        this.Wire);
}
