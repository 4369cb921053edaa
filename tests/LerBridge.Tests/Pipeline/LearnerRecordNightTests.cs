using System.Text.Json;
using LerBridge.Connectors.Banner;
using LerBridge.Core.Delivery;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using LerBridge.Tests.Connectors;
using LerBridge.Tests.Drivers;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>Nights of the shipped mapping from Banner's academic history to learner records.</summary>
internal sealed class LearnerRecordNightTests : SandboxFixture
{
    [Test]
    public async Task The_first_night_issues_a_record_per_person_and_the_second_changes_nothing()
    {
        await using var driver = await this.NightsAsync();

        var first = await driver.NightAsync();
        var again = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Run.Counts.New, Is.GreaterThan(150));
            Assert.That((again.Run.Counts.Unchanged, Touched(again)), Is.EqualTo((first.Run.Counts.New, 0L)));
            Assert.That(first.Problems.Select(problem => problem.Message), Does.Contain("privacy hold").And.Contains("no name"));
            Assert.That(driver.Folder.Received.Select(request => request.CredentialId), Is.Unique);
        }
    }

    [Test]
    public async Task A_changed_grade_corrects_the_record_under_its_id_and_leaves_the_ids_of_other_courses()
    {
        await using var driver = await this.NightsAsync();
        await driver.NightAsync();
        var before = Records(driver);
        driver.Folder.Received.Clear();
        var changes = this.Sandbox.ApplyChanges().Where(change => change.Site == SandboxSite.Ethos).ToList();

        var report = await driver.NextNightAsync();

        var after = Records(driver);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(changes, Has.Count.EqualTo(2), "a grade was taken back, and a late one arrived");
            Assert.That((report.Run.Counts.Corrected, report.Run.Counts.New + report.Run.Counts.Withdrawn), Is.EqualTo((2L, 0L)));
            Assert.That(driver.Folder.Received.Select(request => request.Operation), Has.All.EqualTo(DeliveryOperation.Correct));
            Assert.That(after.Keys, Is.SubsetOf(before.Keys));
            Assert.That(after.Select(record => record.Value.Except(before[record.Key]).Count()).Order(), Is.EqualTo(new[] { 0, 1 }), "one record grew by a course");
            Assert.That(after.Select(record => before[record.Key].Except(record.Value).Count()).Order(), Is.EqualTo(new[] { 0, 1 }), "one record lost the course that gives no credit any more");
        }
    }

    [TestCase("student-academic-credentials", 403)]
    [TestCase("academic-credentials", 404)]
    [TestCase("grade-definitions", 403)]
    [TestCase("courses", 406)]
    [TestCase("sections", 403)]
    [TestCase("subjects", 403)]
    [TestCase("credit-categories", 404)]
    [TestCase("academic-periods", 404)]
    [TestCase("academic-programs", 403)]
    [TestCase("student-academic-programs", 403)]
    public async Task A_lost_permission_never_shrinks_a_record(string resource, int status)
    {
        await using var driver = await this.NightsAsync();
        var first = await driver.NightAsync();
        driver.Registry.Received.Clear();
        this.Wire.Refuse($"/api/{resource}", status);

        var without = await driver.NextNightAsync();
        this.Wire.Refusals.Clear();
        var again = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Touched(without), Is.Zero, "without");
            Assert.That(without.Run.ExtractComplete, Is.False);
            Assert.That(without.Notices.Where(notice => notice.Code == "LB5309").Select(notice => notice.Message), Has.One.Contains(resource));
            Assert.That((again.Run.Counts.Unchanged, Touched(again)), Is.EqualTo((first.Run.Counts.New, 0L)));
            Assert.That(driver.Registry.Received, Is.Empty);
        }
    }

    [Test]
    public async Task Fields_of_transcript_grades_that_are_withheld_of_late_change_nothing()
    {
        await using var driver = await this.NightsAsync();
        await driver.NightAsync();
        driver.Registry.Received.Clear();
        this.Sandbox.Switches.EthosRestrictsContent = true;

        var without = await driver.NextNightAsync();

        Assert.That(Touched(without), Is.Zero);
        Assert.That(driver.Registry.Received, Is.Empty);
    }

    [Test]
    public async Task A_list_that_shifts_while_it_is_read_changes_nothing_that_was_issued()
    {
        await using var driver = await this.NightsAsync();
        await driver.NightAsync();
        driver.Registry.Received.Clear();
        this.Sandbox.Break(SandboxSite.Ethos, new SandboxFault(SandboxFaultKind.ShiftedPage) { Path = "/student-transcript-grades", Times = int.MaxValue });

        var shifted = await driver.NextNightAsync();

        Assert.That((Touched(shifted), shifted.Run.ExtractComplete), Is.EqualTo((0L, false)));
        Assert.That(driver.Registry.Received, Is.Empty);
    }

    private static long Touched(RunReport report) => report.Run.Counts.New + report.Run.Counts.Corrected + report.Run.Counts.Withdrawn + report.Run.Counts.AbsentWithdrawn;

    // the keys of the courses in each record, by the record's id
    private static Dictionary<string, string[]> Records(NightDriver driver) => driver.Folder.Received.ToDictionary(request => request.CredentialId, request => Keys(request.Document));

    private static string[] Keys(ReadOnlyMemory<byte> document)
    {
        // the claims stand between the id and validFrom
        var reader = new Utf8JsonReader(document.Span[document.Span.IndexOf((byte)'{')..]);
        using var claims = JsonDocument.ParseValue(ref reader);
        return [.. claims.RootElement.GetProperty("credentials").EnumerateArray().Select(one => one.GetProperty("key").GetString() ?? string.Empty)];
    }

    private async Task<NightDriver> NightsAsync()
    {
        var services = new ConnectorServices(new FastTime(), NullLoggerFactory.Instance);
        return await ShippedNight.StartAsync("banner-transcript", new BannerConnector(
            "banner", new BannerOptions { BaseUrl = this.Sandbox.EthosUrl, ApiKey = new Secret(new SandboxOptions().EthosApiKey) }, services, this.Wire));
    }
}
