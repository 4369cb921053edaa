using LerBridge.Core.Ledger;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Scheduling;

/// <summary>Missed runs are noticed without the scheduler, made up for once, and gone on with where a process died.</summary>
internal sealed class ScheduleWatchTests
{
    private static DateTimeOffset Due => ScheduledDesk.Due;

    [Test]
    public async Task The_log_says_that_a_schedule_rests_and_since_when_without_the_words_of_whoever_let_it_rest()
    {
        await using var desk = await ScheduledDesk.OpenAsync(ScheduledDesk.Due);
        await desk.KnownAsync(daysAgo: 1);
        var pause = new SchedulePause(ScheduledDesk.Due.AddHours(-1), ScheduledDesk.Due.AddHours(2), "Dana", "Ana Ruiz asked for it");
        await desk.Bridge.Ledger.Schedules.PauseAsync("nightly", desk.Schedule.Rule, pause, CancellationToken.None);

        await desk.Firings.FireAsync(desk.Schedule, ScheduledDesk.Due, CancellationToken.None);

        Assert.That(desk.Log.Lines, Has.One.Contains("'nightly' rests since 2026-11-22 01:00").And.One.Contains("until 2026-11-22 04:00"));
        Assert.That(string.Join('\n', desk.Log.Lines), Does.Not.Contain("Ruiz").And.Not.Contain("Dana"));
    }

    [Test]
    public async Task What_was_missed_while_no_service_was_there_is_made_up_for_once_on_start()
    {
        await using var desk = await ScheduledDesk.OpenAsync(Due.AddHours(3));
        await desk.KnownAsync(daysAgo: 3);

        using (var watch = desk.Watch())
        {
            await watch.LookAsync(first: true, CancellationToken.None);
            await UntilEndedAsync(desk);
        }

        using (var second = desk.Watch())
        {
            await second.LookAsync(first: true, CancellationToken.None);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(desk.Grades.Delivered, Has.Length.EqualTo(3));
            Assert.That(await desk.Bridge.Services.Runs.ListAsync(null, 10, CancellationToken.None), Has.Count.EqualTo(1));
            Assert.That(await StateAsync(desk), Has.Property("FiredFor").EqualTo(Due).And.Property("Outcome").EqualTo("Done"));
        }
    }

    [Test]
    public async Task A_time_that_nothing_took_up_raises_one_alarm()
    {
        await using var desk = await ScheduledDesk.OpenAsync(Due.AddMinutes(20));
        await desk.KnownAsync(daysAgo: 1);
        using var watch = desk.Watch();

        await watch.LookAsync(first: false, CancellationToken.None);
        await watch.LookAsync(first: false, CancellationToken.None);

        Assert.That(await desk.NoticesAsync(), Is.EqualTo((string[])["missed:nightly:2026-11-22T08:00:00Z"]));
        Assert.That(desk.Grades.Delivered, Is.Empty);
    }

    [Test]
    public async Task A_schedule_at_rest_neither_runs_nor_raises_an_alarm_nor_is_made_up_for()
    {
        await using var desk = await ScheduledDesk.OpenAsync(Due.AddMinutes(20));
        await desk.KnownAsync(daysAgo: 1);
        await desk.Bridge.Ledger.Schedules.PauseAsync("nightly", desk.Schedule.Rule, new SchedulePause(Due.AddHours(-1), Due.AddHours(1), "ana", "upgrade"), CancellationToken.None);
        using var watch = desk.Watch();

        await watch.LookAsync(first: true, CancellationToken.None);
        await desk.Firings.FireAsync(desk.Schedule, Due, CancellationToken.None);
        desk.Time.Advance(TimeSpan.FromHours(2));
        await watch.LookAsync(first: true, CancellationToken.None);

        Assert.That(await desk.NoticesAsync(), Is.Empty);
        Assert.That(desk.Grades.Delivered, Is.Empty);
    }

    [Test]
    public async Task What_a_process_died_over_is_gone_on_with_once_it_has_been_silent_for_long()
    {
        await using var desk = await ScheduledDesk.OpenAsync(Due);
        await desk.KnownAsync(daysAgo: 1);
        await desk.Bridge.Ledger.Schedules.BeginAsync("nightly", Due, Due, TimeSpan.Zero, CancellationToken.None);
        using var watch = desk.Watch();

        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await watch.LookAsync(first: true, CancellationToken.None);
        var early = desk.Grades.Delivered.Length;
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await watch.LookAsync(first: false, CancellationToken.None);
        await UntilEndedAsync(desk);

        Assert.That(early, Is.Zero);
        Assert.That(desk.Grades.Delivered, Has.Length.EqualTo(3));
    }

    [Test]
    public async Task A_mapping_that_has_run_since_the_schedule_was_taken_up_does_not_run_again()
    {
        await using var desk = await ScheduledDesk.OpenAsync(Due);
        await desk.KnownAsync(daysAgo: 1);
        await desk.Bridge.Ledger.Schedules.BeginAsync("nightly", Due, Due, TimeSpan.Zero, CancellationToken.None);
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        await desk.Bridge.RunAsync(desk.Bridge.Site.Mappings[0], progress: null, CancellationToken.None);
        desk.Time.Advance(TimeSpan.FromMinutes(4));
        using var watch = desk.Watch();

        await watch.LookAsync(first: true, CancellationToken.None);
        await UntilEndedAsync(desk);

        Assert.That(await desk.Bridge.Services.Runs.ListAsync(null, 10, CancellationToken.None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_source_that_is_gone_is_told_at_once_without_a_person_in_it()
    {
        await using var desk = await ScheduledDesk.OpenAsync(Due);
        await desk.KnownAsync(daysAgo: 1);
        File.Delete(Path.Combine(desk.Grades.Cli.Folder, "drop", "grades.csv"));
        Directory.Delete(Path.Combine(desk.Grades.Cli.Folder, "drop"), recursive: true);

        await desk.Firings.FireAsync(desk.Schedule, Due, CancellationToken.None);

        var notices = await desk.Bridge.Ledger.Notices.TakeAsync(Due, TimeSpan.Zero, 10, CancellationToken.None);
        Assert.That(notices, Has.Count.EqualTo(1));
        Assert.That(notices[0].Notice.Subject, Does.StartWith("LerBridge: grades stopped: LB"));
        Assert.That(notices[0].Notice.Body, Does.Contain("Look at it: lerbridge runs show "));
        Assert.That(await StateAsync(desk), Has.Property("Outcome").EqualTo("Source"));
    }

    private static async Task<ScheduleState> StateAsync(ScheduledDesk desk) => (await desk.Bridge.Ledger.Schedules.ListAsync(CancellationToken.None))["nightly"];

    private static async Task UntilEndedAsync(ScheduledDesk desk)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((await StateAsync(desk)).EndedAt is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        }
    }
}
