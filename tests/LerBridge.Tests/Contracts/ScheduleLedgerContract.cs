using LerBridge.Core.Ledger;
using NUnit.Framework;

namespace LerBridge.Tests.Contracts;

/// <summary>Who takes a schedule up, who takes it over, and what rests.</summary>
internal abstract class ScheduleLedgerContract<THarness> : LedgerContract<THarness>
    where THarness : ILedgerHarness, new()
{
    private const string Name = "nightly";
    private const string Rule = "0 0 2 * * ? America/Chicago";

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(3);

    [Test]
    public async Task A_schedule_is_known_since_it_was_first_seen_and_anew_when_its_rule_changes()
    {
        await this.Ledger.Schedules.KnowAsync(Name, Rule, Now, CancellationToken.None);
        await this.Ledger.Schedules.KnowAsync(Name, Rule, Now.AddDays(1), CancellationToken.None);
        var same = await this.StateAsync();
        await this.Ledger.Schedules.KnowAsync(Name, "0 0 3 * * ? America/Chicago", Now.AddDays(2), CancellationToken.None);
        var changed = await this.StateAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(same.KnownSince, Is.EqualTo(Now));
            Assert.That(same.ExpectedAfter, Is.EqualTo(Now));
            Assert.That(changed.KnownSince, Is.EqualTo(Now.AddDays(2)));
        }
    }

    [Test]
    public async Task Of_several_processes_one_takes_a_time_up()
    {
        await this.Ledger.Schedules.KnowAsync(Name, Rule, Now, CancellationToken.None);
        var others = new[] { await this.OpenAgainAsync(), await this.OpenAgainAsync(), await this.OpenAgainAsync() };

        var taken = await Task.WhenAll(others.Select(other => Task.Run(() => other.Schedules.BeginAsync(Name, Now, Now, Silence, CancellationToken.None))));

        Assert.That(taken.Count(one => one), Is.EqualTo(1));
        Assert.That(await this.StateAsync(), Has.Property("FiredFor").EqualTo(Now).And.Property("IsOpen").True);
    }

    [Test]
    public async Task A_time_before_the_last_is_not_taken_up_and_a_later_one_only_once_the_last_has_ended_or_died()
    {
        await this.Ledger.Schedules.KnowAsync(Name, Rule, Now, CancellationToken.None);
        await this.BeginAsync(Now, Now);

        var earlier = await this.BeginAsync(Now.AddMinutes(-1), Now);
        var whileOpen = await this.BeginAsync(Now.AddHours(1), Now.AddMinutes(1));
        await this.Ledger.Schedules.StillAliveAsync(Name, Now, Now.AddMinutes(60), CancellationToken.None);
        var whileAlive = await this.BeginAsync(Now.AddHours(1), Now.AddMinutes(62));
        var afterDeath = await this.BeginAsync(Now.AddHours(1), Now.AddMinutes(64));
        await this.Ledger.Schedules.EndAsync(Name, Now.AddHours(1), Now.AddMinutes(65), "Done", CancellationToken.None);
        var afterEnd = await this.BeginAsync(Now.AddHours(2), Now.AddHours(2));

        Assert.That((bool[])[earlier, whileOpen, whileAlive, afterDeath, afterEnd], Is.EqualTo((bool[])[false, false, false, true, true]));
    }

    [Test]
    public async Task A_time_taken_up_by_a_clock_that_was_ahead_keeps_nobody_waiting_for_it()
    {
        await this.Ledger.Schedules.KnowAsync(Name, Rule, Now, CancellationToken.None);
        await this.BeginAsync(Now.AddYears(3), Now.AddYears(3));

        var taken = await this.BeginAsync(Now, Now);

        Assert.That(taken, Is.True);
        Assert.That((await this.StateAsync()).FiredFor, Is.EqualTo(Now));
    }

    [Test]
    public async Task What_has_ended_says_how_and_when()
    {
        await this.Ledger.Schedules.KnowAsync(Name, Rule, Now, CancellationToken.None);
        await this.BeginAsync(Now, Now.AddSeconds(1));
        await this.Ledger.Schedules.EndAsync(Name, Now, Now.AddMinutes(5), "Source", CancellationToken.None);
        await this.Ledger.Schedules.EndAsync(Name, Now.AddDays(-1), Now.AddMinutes(9), "Done", CancellationToken.None);

        var state = await this.StateAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(state.BegunAt, Is.EqualTo(Now.AddSeconds(1)));
            Assert.That(state.EndedAt, Is.EqualTo(Now.AddMinutes(5)));
            Assert.That(state.Outcome, Is.EqualTo("Source"));
            Assert.That(state.IsOpen, Is.False);
        }
    }

    [Test]
    public async Task What_a_process_left_is_taken_over_once()
    {
        await this.Ledger.Schedules.KnowAsync(Name, Rule, Now, CancellationToken.None);
        await this.BeginAsync(Now, Now);
        await this.Ledger.Schedules.LeaveAsync(Name, Now, CancellationToken.None);
        var seen = await this.StateAsync();

        var first = await this.Ledger.Schedules.TakeOverAsync(seen, Now.AddMinutes(1), CancellationToken.None);
        var second = await this.Ledger.Schedules.TakeOverAsync(seen, Now.AddMinutes(1), CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen.AliveAt, Is.EqualTo(DateTimeOffset.UnixEpoch));
            Assert.That(first, Is.True);
            Assert.That(second, Is.False);
            Assert.That((await this.StateAsync()).AliveAt, Is.EqualTo(Now.AddMinutes(1)));
        }
    }

    [Test]
    public async Task A_pause_says_who_why_and_until_when_and_ends_when_it_is_resumed()
    {
        var pause = new SchedulePause(Now, Now.AddHours(4), "ana", "Canvas upgrade");
        await this.Ledger.Schedules.PauseAsync(Name, Rule, pause, CancellationToken.None);
        var paused = await this.StateAsync();
        var resumed = await this.Ledger.Schedules.ResumeAsync(Name, Now.AddHours(1), CancellationToken.None);
        var after = await this.StateAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(paused.Pause, Is.EqualTo(pause));
            Assert.That(paused.ExpectedAfter, Is.EqualTo(Now.AddHours(4)));
            Assert.That(resumed, Is.True);
            Assert.That(after.Pause, Is.Null);
            Assert.That(after.ExpectedAfter, Is.EqualTo(Now.AddHours(1)));
            Assert.That(await this.Ledger.Schedules.ResumeAsync(Name, Now.AddHours(2), CancellationToken.None), Is.False);
        }
    }

    private Task<bool> BeginAsync(DateTimeOffset due, DateTimeOffset now) => this.Ledger.Schedules.BeginAsync(Name, due, now, Silence, CancellationToken.None);

    private async Task<ScheduleState> StateAsync() => (await this.Ledger.Schedules.ListAsync(CancellationToken.None))[Name];
}
