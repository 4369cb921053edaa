using LerBridge.Core.Ledger;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Scheduling;

/// <summary>How a schedule stands at a time, told from its rule and the ledger alone: whatever fires schedules has no part in it, so that its silence shows.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="State">What is known of it; null where no service has known it yet.</param>
/// <param name="Pause">The pause that covers the time; null where it does not rest.</param>
/// <param name="Missed">The oldest of its times that should have been taken up and was not; null where none is.</param>
/// <param name="Next">The next time at which it runs: the first after its pause. Null where it never runs again, or not before somebody resumes it.</param>
internal sealed record ScheduleOutlook(ScheduleSettings Schedule, ScheduleState? State, SchedulePause? Pause, DateTimeOffset? Missed, DateTimeOffset? Next)
{
    /// <summary>Looks at a schedule.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="state">What is known of it.</param>
    /// <param name="now">The time.</param>
    /// <param name="grace">How long after its time it may be taken up.</param>
    public static ScheduleOutlook At(ScheduleSettings schedule, ScheduleState? state, DateTimeOffset now, TimeSpan grace)
    {
        var pause = state?.Pause is { } wish && wish.Covers(now) ? wish : null;
        var next = Coming(schedule, pause, now, 1).Select(time => (DateTimeOffset?)time).FirstOrDefault();

        // Where the clock was set back, what the ledger knows lies ahead, and nothing is expected before it.
        var expected = state is null || pause is not null ? null : schedule.Next(state.ExpectedAfter, 1).Select(time => (DateTimeOffset?)time).FirstOrDefault();
        return new ScheduleOutlook(schedule, state, pause, expected + grace < now ? expected : null, next);
    }

    /// <summary>The next times at which it runs; none where it rests until somebody resumes it.</summary>
    public IEnumerable<DateTimeOffset> Coming(DateTimeOffset after, int count) => Coming(this.Schedule, this.Pause, after, count);

    // a pause is over at its end: a time that falls on it counts
    private static IEnumerable<DateTimeOffset> Coming(ScheduleSettings schedule, SchedulePause? pause, DateTimeOffset after, int count) => pause switch
    {
        null => schedule.Next(after, count),
        { Until: { } until } => schedule.Next(until <= after ? after : until.AddTicks(-1), count),
        _ => [],
    };

    /// <summary>The newest of its times up to now that nobody has taken up; null where there is none, and while it rests.</summary>
    public DateTimeOffset? NewestMissed(DateTimeOffset now)
    {
        const int Most = 1000;
        if (this.State is not { } state || this.Pause is not null)
        {
            return null;
        }

        var missed = this.Schedule.Next(state.ExpectedAfter, Most).TakeWhile(time => time <= now).ToList();
        return missed.Count == Most ? now : missed.Count == 0 ? null : missed[^1];
    }
}
