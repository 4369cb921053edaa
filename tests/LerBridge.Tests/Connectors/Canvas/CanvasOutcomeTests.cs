using System.Text.Json;
using LerBridge.Connectors.Canvas;
using LerBridge.Core.Records;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using LerBridge.Tests.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Canvas;

/// <summary>Outcome results, over the sandbox and in the form that a real Canvas gave.</summary>
internal sealed class CanvasOutcomeTests : SandboxFixture
{
    [Test]
    public async Task A_result_says_who_reached_what_of_which_outcome()
    {
        var records = (await this.PullAsync()).Records.ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(records, Has.Count.GreaterThan(100));
            Assert.That(records.Select(record => record["result.id"].Text), Is.Unique);
            Assert.That(records.Select(record => record["person.full_name"].IsMissing || record["course.name"].IsMissing || record["term.name"].IsMissing), Has.All.False);
            Assert.That(records.Where(record => !record["result.mastered"].IsMissing).All(record => record["result.mastered"].Bool == record["result.score"].Number >= record["outcome.mastery_points"].Number), Is.True);
            Assert.That(records.Select(record => record["outcome.guid"].IsMissing).Distinct(), Is.EquivalentTo(new[] { true, false }), "teachers make up outcomes of their own");
            Assert.That(records.Select(record => record["outcome.description"].Text), Has.None.Contains("<").And.Some.Contains("Fillet & groove").And.Some.EqualTo("Sets priorities in a plan of care. Delivers it and evaluates what it achieved."));
            Assert.That(records.Select(record => record["assignment.id"].Text), Has.All.Match("^[0-9]+$"));
        }
    }

    [Test]
    public async Task Outcomes_that_do_not_come_beside_the_results_are_asked_for_each_once()
    {
        var straight = await this.PullAsync();
        this.Sandbox.Switches.CanvasIgnoresIncludes = true;
        var asked = this.Wire.Asked.Count;

        var pulled = await this.PullAsync();

        Assert.That(Facts(pulled), Is.EqualTo(Facts(straight)));
        Assert.That(this.Wire.Asked.Skip(asked).Where(path => path.Contains("/outcomes/", StringComparison.Ordinal)), Is.Not.Empty.And.Unique);
    }

    [TestCase("/outcome_results", 403)]
    [TestCase("/outcome_results", 401)]
    [TestCase("/outcome_results", 404)]
    public async Task A_permission_that_is_lost_withdraws_nothing(string path, int status)
    {
        await using var driver = await ShippedNight.StartAsync("canvas-outcomes", this.Connector());
        var first = await driver.NightAsync();
        driver.Registry.Received.Clear();
        this.Wire.Refuse(path, status);

        var without = await driver.NextNightAsync();
        this.Wire.Refusals.Clear();
        var again = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Run.Counts.New, Is.GreaterThan(100));
            Assert.That(without.Run.ExtractComplete, Is.False);
            Assert.That((without.Run.Counts.Withdrawn, without.Run.Counts.Absent), Is.EqualTo((0L, 0L)));
            Assert.That((again.Run.Counts.Unchanged, again.Run.Counts.New), Is.EqualTo((first.Run.Counts.New, 0L)));
            Assert.That(driver.Registry.Received, Is.Empty);
        }
    }

    [Test]
    public async Task A_raised_grade_corrects_what_was_reached()
    {
        await using var driver = await ShippedNight.StartAsync("canvas-outcomes", this.Connector());
        await driver.NightAsync();
        this.Sandbox.ApplyChanges();

        var report = await driver.NextNightAsync();

        Assert.That((report.Run.Counts.Corrected, report.Run.Counts.New, report.Run.Counts.Withdrawn), Is.EqualTo((1L, 0L, 0L)));
    }

    [Test]
    public void What_a_real_Canvas_gave_is_read()
    {
        var text = File.ReadAllText(Shared.Path("sources/data/canvas/uw_outcome_results_include_outcomes.json"));

        var read = JsonSerializer.Deserialize(text, CanvasJson.Default.CanvasOutcomeResults)!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.OutcomeResults, Is.Not.Empty);
            Assert.That(read.OutcomeResults.Select(result => result.Links?.LearningOutcome).Distinct(), Is.EquivalentTo(read.Linked?.Outcomes?.Select(outcome => outcome.Id) ?? []));
            Assert.That(read.Linked?.Outcomes?.Select(outcome => outcome.HasVendorGuid), Has.All.True);
            Assert.That(read.OutcomeResults.Select(result => result.SubmittedOrAssessedAt), Has.None.Null);
        }
    }

    // the ids of persons in Canvas' own form come with include[] only
    private static IEnumerable<string> Facts(Pulled pulled) => pulled.Records.Select(record => string.Join('|', new[] { "result.id", "outcome.title", "outcome.description" }.Select(name => record[name].Text)));

    private Task<Pulled> PullAsync()
    {
        var connector = this.Connector();
        return Pulled.AllAsync(connector, Pulled.Request(connector, stream: "outcome_results"));
    }

    private CanvasConnector Connector() => new(
        "canvas-main",
        new CanvasOptions { BaseUrl = this.Sandbox.CanvasUrl, AccountId = "1", Token = new Secret(new SandboxOptions().CanvasToken) },
        new ConnectorServices(new FastTime(), NullLoggerFactory.Instance),
        this.Wire);

    protected override void Prepare(SandboxHost started) => started.Switches.CanvasHidesRateLimit = true;
}
