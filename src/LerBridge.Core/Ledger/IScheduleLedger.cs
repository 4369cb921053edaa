namespace LerBridge.Core.Ledger;

/// <summary>What is known of the schedules of the settings: when each was taken up last, and which a person has paused. Shared by every process that serves one ledger.</summary>
public interface IScheduleLedger
{
    /// <summary>All that are known, by name.</summary>
    Task<IReadOnlyDictionary<string, ScheduleState>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Makes a schedule known. One that is known by another rule counts as known from now.</summary>
    /// <param name="name">Its name in settings.</param>
    /// <param name="rule">Its expression and zone.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task KnowAsync(string name, string rule, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes a schedule up for one of its times.</summary>
    /// <param name="name">A schedule that is known.</param>
    /// <param name="due">The time for which.</param>
    /// <param name="now">The time.</param>
    /// <param name="silence">After how long without a word a process that had taken it up counts as dead.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False where a process has taken it up for that time or a later one already, or still goes on with an earlier one. A time that lies ahead of the clock, taken up before it was set back, keeps nobody from it.</returns>
    Task<bool> BeginAsync(string name, DateTimeOffset due, DateTimeOffset now, TimeSpan silence, CancellationToken cancellationToken);

    /// <summary>Takes over what another process took up and did not end.</summary>
    /// <param name="state">The schedule as it was read.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False where it was heard of since, or somebody was faster.</returns>
    Task<bool> TakeOverAsync(ScheduleState state, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Lets other processes know that what was taken up goes on.</summary>
    Task StillAliveAsync(string name, DateTimeOffset due, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Leaves the rest to whoever comes next: this process has to stop.</summary>
    Task LeaveAsync(string name, DateTimeOffset due, CancellationToken cancellationToken);

    /// <summary>Writes down how it went. Nothing is written where it has been taken up anew meanwhile.</summary>
    Task EndAsync(string name, DateTimeOffset due, DateTimeOffset now, string outcome, CancellationToken cancellationToken);

    /// <summary>Pauses a schedule; a pause that stands is replaced.</summary>
    Task PauseAsync(string name, string rule, SchedulePause pause, CancellationToken cancellationToken);

    /// <summary>Ends a pause. Times that passed meanwhile are not made up for.</summary>
    /// <returns>False where none stood.</returns>
    Task<bool> ResumeAsync(string name, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A person's wish that a schedule rests.</summary>
/// <param name="At">Since when.</param>
/// <param name="Until">Until when; null until somebody resumes it.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why, in the person's words.</param>
public sealed record SchedulePause(DateTimeOffset At, DateTimeOffset? Until, string By, string Reason)
{
    /// <summary>True where the schedule rests at a time.</summary>
    public bool Covers(DateTimeOffset time) => this.Until is not { } until || time < until;
}

/// <summary>What is known of one schedule.</summary>
public sealed record ScheduleState
{
    /// <summary>Its name in settings.</summary>
    public required string Name { get; init; }

    /// <summary>Since when its rule is known.</summary>
    public required DateTimeOffset KnownSince { get; init; }

    /// <summary>The newest of its times for which it was taken up; null before the first.</summary>
    public DateTimeOffset? FiredFor { get; init; }

    /// <summary>When it was taken up.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>When the process that took it up was last heard of; the beginning of time where it left the rest to others.</summary>
    public DateTimeOffset? AliveAt { get; init; }

    /// <summary>When it ended; null while it goes on, and where the process died.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended, in a word.</summary>
    public string? Outcome { get; init; }

    /// <summary>The pause that stands or stood last; null where somebody ended it.</summary>
    public SchedulePause? Pause { get; init; }

    /// <summary>When a person ended a pause last.</summary>
    public DateTimeOffset? ResumedAt { get; init; }

    /// <summary>True while it was taken up and has not ended.</summary>
    public bool IsOpen => this.BegunAt is not null && this.EndedAt is null;

    /// <summary>After which its next time is expected: times before that were taken up, paused, or never its own.</summary>
    public DateTimeOffset ExpectedAfter => new[] { this.KnownSince, this.FiredFor, this.ResumedAt, this.Pause?.Until }.Max() ?? this.KnownSince;
}
