using System.Globalization;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Settings;

internal sealed class ScheduleSettingsTests : IDisposable
{
    private readonly SettingsFile file = new();

    public void Dispose() => this.file.Dispose();

    [Test]
    public void A_schedule_is_read_in_its_own_zone_through_changes_of_the_clock()
    {
        this.file["Schedules"] = JsonNode.Parse("""{ "nightly": { "Cron": "0 30 2 * * ?", "TimeZone": "America/Chicago", "Mappings": [ "canvas-courses" ] } }""");

        var schedule = this.file.Read().Schedules.Single();
        var next = schedule.Next(new DateTimeOffset(2027, 3, 13, 0, 0, 0, TimeSpan.Zero), 3);

        // 2027-03-14 has no 02:30 in Chicago.
        Assert.That(
            next.Select(time => time.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)),
            Is.EqualTo(new[] { "2027-03-13 02:30 -06:00", "2027-03-14 03:00 -05:00", "2027-03-15 02:30 -05:00" }));
    }

    [Test]
    public void Without_a_zone_of_its_own_a_schedule_takes_that_of_the_site()
    {
        this.file["TimeZone"] = "Europe/Berlin";
        this.file["Schedules"] = JsonNode.Parse("""{ "nightly": { "Cron": "0 0 2 * * ?", "Mappings": [ "a", "b" ] } }""");

        var schedule = this.file.Read().Schedules.Single();

        Assert.That(schedule.Zone.Id, Is.EqualTo("Europe/Berlin"));
        Assert.That(schedule.Mappings, Is.EqualTo(new[] { "a", "b" }));
    }

    [TestCase("0 2 * * *", "seconds are missing")]
    [TestCase("0 0 25 * * ?", "no cron expression")]
    [TestCase("every night", "no cron expression")]
    public void A_wrong_expression_is_refused_with_an_example(string cron, string said)
    {
        this.file["Schedules"] = new JsonObject { ["nightly"] = new JsonObject { ["Cron"] = cron, ["Mappings"] = new JsonArray("a") } };

        var problem = this.file.Problems().Single();

        Assert.That(problem.Code, Is.EqualTo("LB2017"));
        Assert.That(problem.Message, Does.Contain(said));
        Assert.That(problem.Try, Does.Contain("0 0 2 * * ?"));
    }

    [Test]
    public void A_schedule_without_mappings_is_refused()
    {
        this.file["Schedules"] = JsonNode.Parse("""{ "nightly": { "Cron": "0 0 2 * * ?" } }""");

        Assert.That(this.file.Problems().Single().Message, Does.Contain("Mappings is required"));
    }
}
