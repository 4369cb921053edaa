using LerBridge.Core.Mapping;
using LerBridge.Core.Sources;
using LerBridge.Tests.Builders;
using LerBridge.Tests.Drivers;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>What a run cannot read, although an earlier one could, changes nothing that was issued.</summary>
internal sealed class UnreadFieldTests
{
    private const string Place = "mappings/courses.yaml:30:9";

    [TestCase(null, TestName = "A_record_that_seems_not_to_qualify_any_more_is_held")]
    [TestCase("B", TestName = "A_record_that_seems_changed_is_held")]
    [TestCase("HOLD", TestName = "A_record_that_the_mapping_itself_holds_says_what_is_gone")]
    public async Task Nothing_is_corrected_or_withdrawn(string? seems)
    {
        await using var driver = await IssuedAsync();
        driver.Source.Records[0] = Plans.Record("c1", "p1", seems);
        driver.Source.Unread.Add(new UnreadField("grade", "The report no longer has \"Grade\".", HoldsNew: false));

        var report = await driver.NextNightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Run.Counts.Held, report.Run.Counts.Unchanged, report.Run.Counts.Corrected, report.Run.Counts.Withdrawn), Is.EqualTo((1L, 1L, 0L, 0L)));
            Assert.That((report.Problems.Single().Code, report.Problems.Single().Where), Is.EqualTo(("LB3107", Place)));
            Assert.That(report.Problems.Single().Message, Does.Contain("no longer has \"Grade\""));
            Assert.That(driver.Registry.Received, Is.Empty);
        }
    }

    [Test]
    public async Task What_is_held_is_unchanged_again_once_the_field_is_back()
    {
        await using var driver = await IssuedAsync();
        var before = driver.Source.Records[0];
        driver.Source.Records[0] = Plans.Record("c1", "p1", null);
        driver.Source.Unread.Add(new UnreadField("grade", "Gone.", HoldsNew: true));
        await driver.NextNightAsync();
        driver.Source.Records[0] = before;
        driver.Source.Unread.Clear();

        var report = await driver.NextNightAsync();

        Assert.That((report.Run.Counts.Unchanged, report.Run.Counts.Held, report.Run.Counts.Corrected), Is.EqualTo((2L, 0L, 0L)));
    }

    [Test]
    public async Task A_true_change_is_made_once_the_field_is_back_though_the_record_is_what_it_was_while_held()
    {
        await using var driver = await IssuedAsync();
        driver.Source.Records[0] = Plans.Record("c1", "p1", "B");
        driver.Source.Unread.Add(new UnreadField("grade", "Gone.", HoldsNew: false));
        await driver.NextNightAsync();
        driver.Source.Unread.Clear();

        var report = await driver.NextNightAsync();

        Assert.That((report.Run.Counts.Corrected, report.Run.Counts.Held), Is.EqualTo((1L, 0L)));
    }

    [Test]
    public async Task A_field_that_the_mapping_does_not_read_holds_nothing()
    {
        await using var driver = await IssuedAsync();
        driver.Source.Records[0] = Plans.Record("c1", "p1", "B");
        driver.Source.Unread.Add(new UnreadField("person.verified_email", "Gone.", HoldsNew: true));

        var report = await driver.NextNightAsync();

        Assert.That((report.Run.Counts.Corrected, report.Run.Counts.Held), Is.EqualTo((1L, 0L)));
    }

    [TestCase(true, 0, 1)]
    [TestCase(false, 1, 0)]
    public async Task A_record_without_a_credential_waits_only_where_it_is_certain_that_something_is_kept_back(bool certain, int issued, int held)
    {
        await using var driver = await IssuedAsync();
        driver.Source.Records.Add(Plans.Record("c2", "p3", "A"));
        driver.Source.Unread.Add(new UnreadField("grade", "Gone.", certain));

        var report = await driver.NextNightAsync();

        Assert.That((report.Run.Counts.New, report.Run.Counts.Held, report.Run.Counts.Unchanged), Is.EqualTo(((long)issued, (long)held, 2L)));
    }

    [Test]
    public async Task A_change_that_waits_for_approval_does_not_wait_with_the_wrong_claims()
    {
        await using var driver = await IssuedAsync();
        driver.Plan = driver.Plan with { Allow = new AllowPolicy(Allowed.Ask, Allowed.Ask, Allowed.Ask, "mappings/courses.yaml:60:1") };
        driver.Source.Records[0] = Plans.Record("c1", "p1", null);
        driver.Source.Records.Add(Plans.Record("c2", "p3", "A"));
        driver.Source.Unread.Add(new UnreadField("grade", "Gone.", HoldsNew: true));

        var report = await driver.NextNightAsync();

        Assert.That(report.Problems.Select(problem => (problem.Code, problem.Count)), Is.EqualTo(new[] { ("LB3107", 2L) }));
        Assert.That(report.Run.Counts.Waiting, Is.Zero);
    }

    private static async Task<NightDriver> IssuedAsync()
    {
        var driver = await NightDriver.StartAsync();
        driver.Plan = driver.Plan with { ReadFields = new Dictionary<string, string> { ["grade"] = Place } };
        driver.Source.Records.AddRange([Plans.Record("c1", "p1", "A"), Plans.Record("c1", "p2", "A")]);
        var report = await driver.NightAsync();
        Assert.That(report.Run.Counts.New, Is.EqualTo(2));
        driver.Registry.Received.Clear();
        return driver;
    }
}
