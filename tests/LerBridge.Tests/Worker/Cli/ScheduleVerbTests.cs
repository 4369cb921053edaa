using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Commands;
using NUnit.Framework;
using ManualTime = LerBridge.Tests.Drivers.ManualTime;

namespace LerBridge.Tests.Worker.Cli;

/// <summary><c>schedule pause|resume|list</c> as an operator in a change window uses them.</summary>
internal sealed class ScheduleVerbTests : IDisposable
{
    private static readonly TimeZoneInfo Chicago = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");

    // 14:00 in Chicago
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 20, 0, 0, TimeSpan.Zero);

    private readonly GradesDesk desk = new();

    [SetUp]
    public void AddSchedules()
    {
        this.desk.Settings(root =>
        {
            root["TimeZone"] = "America/Chicago";
            root["Schedules"] = JsonNode.Parse("""{ "nightly": { "Cron": "0 0 2 * * ?", "Mappings": [ "grades" ] }, "hourly": { "Cron": "0 0 * * * ?", "Mappings": [ "grades" ] } }""");
        });
        this.desk.Cli.Time = new ManualTime(Now);
    }

    public void Dispose() => this.desk.Dispose();

    [Test]
    public async Task A_pause_says_until_when_by_whom_and_why_wherever_the_schedule_is_shown()
    {
        await this.desk.RunAsync(0, "schedule", "pause", "nightly", "--reason", "Canvas upgrade", "--until", "4h", "--by", "ana");
        Assert.That(this.desk.Output.Trim(), Is.EqualTo("nightly: paused until 2026-11-22 18:00 -06:00 by ana: Canvas upgrade; next 2026-11-23 02:00 -06:00"));

        await this.desk.RunAsync(0, "schedule", "list");
        Assert.That(this.desk.Output, Does.Contain("paused until").And.Contain("Canvas upgrade"));
        var json = await this.desk.JsonAsync(0, "schedule", "list");
        var nightly = json.GetProperty("schedules")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(nightly.GetProperty("paused").GetProperty("by").GetString(), Is.EqualTo("ana"));
            Assert.That(nightly.GetProperty("next")[0].GetDateTimeOffset(), Is.EqualTo(Now.AddHours(12)));
            Assert.That(nightly.GetProperty("missed").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(json.GetProperty("schedules")[1].GetProperty("paused").ValueKind, Is.EqualTo(JsonValueKind.Null));
        }
    }

    [Test]
    public async Task What_is_resumed_runs_at_its_next_time()
    {
        await this.desk.RunAsync(0, "schedule", "pause", "--all", "--reason", "Change window");
        await this.desk.RunAsync(0, "schedule", "resume", "--all");

        Assert.That(this.desk.Output.Split('\n')[0], Is.EqualTo("nightly: next 2026-11-23 02:00 -06:00"));
        await this.desk.RunAsync(0, "schedule", "resume", "nightly");
        Assert.That(this.desk.Errors, Does.Contain("nightly was not paused."));
    }

    [TestCase("LB4043: Why?", "schedule", "pause", "nightly")]
    [TestCase("There is no schedule \"nightley\". There are: nightly, hourly.", "schedule", "pause", "nightley", "--reason", "x")]
    [TestCase("Name the schedules, or say --all.", "schedule", "pause", "--reason", "x")]
    [TestCase("--until 2026-11-01 is past.", "schedule", "pause", "nightly", "--reason", "x", "--until", "2026-11-01")]
    [TestCase("\"soon\" is no time for --until.", "schedule", "pause", "nightly", "--reason", "x", "--until", "soon")]
    public async Task What_cannot_be_is_said_and_nothing_rests(string says, params string[] arguments)
    {
        await this.desk.RunAsync(2, arguments);

        Assert.That(this.desk.Errors, Does.Contain(says));
    }

    [TestCase("90s", "2026-11-22T20:01:30Z")]
    [TestCase("90m", "2026-11-22T21:30:00Z")]
    [TestCase("3d", "2026-11-25T20:00:00Z")]
    [TestCase("2026-12-01T06:00:00Z", "2026-12-01T06:00:00Z")]
    [TestCase("2026-12-01T06:00-05:00", "2026-12-01T11:00:00Z")]
    [TestCase("2026-12-01T06:00:30", "2026-12-01T12:00:30Z")]
    [TestCase("2d", "2026-11-24T20:00:00Z")]
    [TestCase("2026-12-01", "2026-12-01T06:00:00Z")]
    [TestCase("2026-12-01 06:00", "2026-12-01T12:00:00Z")]
    [TestCase("2027-03-14 02:30", "2027-03-14T08:30:00Z")]
    public void A_pause_ends_in_the_schedules_own_zone(string until, string expected) =>
        Assert.That(SchedulePauseCommands.Until(until, Chicago, Now), Is.EqualTo(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture)));

    [TestCase("0h")]
    [TestCase("5y")]
    [TestCase("99999d")]
    [TestCase("2026-13-01")]
    public void What_is_no_time_is_refused(string until) => Assert.Throws<UsageException>(() => SchedulePauseCommands.Until(until, Chicago, Now));
}
