using System.Collections;
using LerBridge.Core.Ledger;
using LerBridge.Core.Settings;
using LerBridge.Worker.Scheduling;
using LerBridge.Worker.Settings;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Scheduling;

/// <summary>What is expected, missed and paused, told from the rule and the ledger alone.</summary>
internal sealed class ScheduleOutlookTests
{
    private static readonly TimeZoneInfo Chicago = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    // 02:00 in Chicago
    private static readonly DateTimeOffset Due = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public void Nothing_is_missed_before_the_grace_is_over()
    {
        var state = Known(Due.AddDays(-3)) with { FiredFor = Due.AddDays(-1) };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(At(state, Due.AddMinutes(14)).Missed, Is.Null);
            Assert.That(At(state, Due.AddMinutes(16)).Missed, Is.EqualTo(Due));
            Assert.That(At(state with { FiredFor = Due }, Due.AddMinutes(16)).Missed, Is.Null);
        }
    }

    [Test]
    public void What_was_due_before_the_schedule_was_known_was_not_missed()
    {
        Assert.That(At(Known(Due.AddMinutes(1)), Due.AddHours(1)).Missed, Is.Null);
        Assert.That(At(null, Due.AddHours(1)).Missed, Is.Null);
    }

    [Test]
    public void A_pause_is_no_misfire_neither_while_it_lasts_nor_after()
    {
        var state = Known(Due.AddDays(-3)) with { FiredFor = Due.AddDays(-1), Pause = new SchedulePause(Due.AddHours(-1), Due.AddHours(2), "ana", "upgrade") };

        var during = At(state, Due.AddHours(1));
        var after = At(state, Due.AddHours(3));
        var resumed = At(state with { Pause = null, ResumedAt = Due.AddHours(1) }, Due.AddHours(3));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(during.Pause?.Reason, Is.EqualTo("upgrade"));
            Assert.That(during.NewestMissed(Due.AddHours(1)), Is.Null);
            Assert.That(after, Has.Property("Pause").Null.And.Property("Missed").Null);
            Assert.That(after.NewestMissed(Due.AddHours(3)), Is.Null);
            Assert.That(resumed.Missed, Is.Null);
        }
    }

    [Test]
    public void What_rests_runs_next_at_the_first_time_after_its_pause()
    {
        ScheduleOutlook Paused(DateTimeOffset? until) => At(Known(Due.AddDays(-3)) with { Pause = new SchedulePause(Due.AddHours(-2), until, "ana", "upgrade") }, Due.AddHours(-1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Paused(Due.AddHours(-1).AddMinutes(1)).Next, Is.EqualTo(Due));
            Assert.That(Paused(Due).Next, Is.EqualTo(Due), "the pause is over when its end comes");
            Assert.That(Paused(Due.AddSeconds(1)).Next, Is.EqualTo(Due.AddDays(1)));
            Assert.That(Paused(Due.AddDays(2).AddHours(1)).Coming(Due.AddHours(-1), 2), Is.EqualTo((DateTimeOffset[])[Due.AddDays(3), Due.AddDays(4)]));
            Assert.That(Paused(until: null).Next, Is.Null);
            Assert.That(Paused(until: null).Coming(Due, 5), Is.Empty);
        }
    }

    [Test]
    public void Of_several_missed_times_the_newest_is_made_up_for()
    {
        var outlook = At(Known(Due.AddDays(-30)) with { FiredFor = Due.AddDays(-3) }, Due.AddHours(1));

        Assert.That(outlook.Missed, Is.EqualTo(Due.AddDays(-2)));
        Assert.That(outlook.NewestMissed(Due.AddHours(1)), Is.EqualTo(Due));
    }

    [Test]
    public void A_schedule_of_every_second_that_rested_for_a_year_is_made_up_for_once_and_soon_found_out()
    {
        var outlook = At(Known(Due.AddYears(-1)), Due, "* * * * * ?");

        Assert.That(outlook.NewestMissed(Due), Is.EqualTo(Due));
    }

    [Test]
    public void A_clock_that_was_set_back_makes_nothing_missed()
    {
        var outlook = At(Known(Due.AddDays(-3)) with { FiredFor = Due.AddDays(40) }, Due.AddHours(1));

        Assert.That(outlook, Has.Property("Missed").Null);
        Assert.That(outlook.NewestMissed(Due.AddHours(1)), Is.Null);
    }

    private static ScheduleState Known(DateTimeOffset since) => new() { Name = "nightly", KnownSince = since };

    private static ScheduleOutlook At(ScheduleState? state, DateTimeOffset now, string cron = "0 0 2 * * ?")
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("appsettings.json");
        File.WriteAllText(file, $$"""{ "LerBridge": { "Schedules": { "nightly": { "Cron": "{{cron}}", "Mappings": [ "grades" ] } } } }""");
        var schedule = ScheduleSettings.Read(SettingsDocument.Load(file, new Hashtable()).Root, Chicago).Single();
        return ScheduleOutlook.At(schedule, state, now, Grace);
    }
}
