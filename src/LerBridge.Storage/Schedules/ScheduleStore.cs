using LerBridge.Core.Ledger;
using LerBridge.Storage.Dialects;

namespace LerBridge.Storage.Schedules;

/// <summary>The schedules' states. Who takes a schedule up for a time is settled by the row: the first to raise <c>fired_for</c>.</summary>
internal sealed class ScheduleStore(Database database) : IScheduleLedger
{
    private const string Select =
        """
        select name as Name, known_since as KnownSince, fired_for as FiredFor, begun_at as BegunAt, alive_at as AliveAt, ended_at as EndedAt, outcome as Outcome,
               paused_at as PausedAt, paused_until as PausedUntil, paused_by as PausedBy, pause_reason as PauseReason, resumed_at as ResumedAt
        from schedule_state
        """;

    private const string Add = "insert into schedule_state (name, known_rule, known_since) select @name, @rule, @now where not exists (select 1 from schedule_state where name = @name)";
    private const string Change = "update schedule_state set known_rule = @rule, known_since = @now where name = @name and known_rule <> @rule";

    private const string Begin =
        """
        update schedule_state set fired_for = @due, begun_at = @now, alive_at = @now, ended_at = null, outcome = null
        where name = @name and (fired_for is null or fired_for > @ahead or (fired_for < @due and (ended_at is not null or alive_at < @dead)))
        """;

    private const string TakeOver = "update schedule_state set alive_at = @now where name = @name and fired_for = @due and ended_at is null and alive_at = @seen";
    private const string Alive = "update schedule_state set alive_at = @now where name = @name and fired_for = @due and ended_at is null";
    private const string End = "update schedule_state set ended_at = @now, outcome = @outcome where name = @name and fired_for = @due";

    private const string Pause =
        """
        update schedule_state set paused_at = @at, paused_until = @until, paused_by = @by, pause_reason = @reason
        where name = @name
        """;

    private const string Resume =
        """
        update schedule_state set paused_at = null, paused_until = null, paused_by = null, pause_reason = null, resumed_at = @now
        where name = @name and paused_at is not null and (paused_until is null or paused_until > @now)
        """;

    /// <summary>How far the clocks of processes may lie apart. What was taken up for a later time than that was taken up by a clock that went wrong, and must not keep a schedule waiting for it.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    public Task<IReadOnlyDictionary<string, ScheduleState>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyDictionary<string, ScheduleState>>(
        session => session.Query<Row>(Select).ToDictionary(row => row.Name, row => row.State(), StringComparer.Ordinal),
        cancellationToken);

    public Task KnowAsync(string name, string rule, DateTimeOffset now, CancellationToken cancellationToken) =>
        this.WriteAsync(session => Know(session, name, rule, now), cancellationToken);

    public Task<bool> BeginAsync(string name, DateTimeOffset due, DateTimeOffset now, TimeSpan silence, CancellationToken cancellationToken) =>
        this.WriteAsync(session => Execute(session, Begin, new { name, due = Instants.Write(due), now = Instants.Write(now), dead = Instants.Write(now - silence), ahead = Instants.Write(now + Skew) }) == 1, cancellationToken);

    public Task<bool> TakeOverAsync(ScheduleState state, DateTimeOffset now, CancellationToken cancellationToken) => this.WriteAsync(
        session => Execute(session, TakeOver, new { name = state.Name, due = Instants.Write(state.FiredFor), seen = Instants.Write(state.AliveAt), now = Instants.Write(now) }) == 1,
        cancellationToken);

    public Task StillAliveAsync(string name, DateTimeOffset due, DateTimeOffset now, CancellationToken cancellationToken) =>
        this.WriteAsync(session => Execute(session, Alive, new { name, due = Instants.Write(due), now = Instants.Write(now) }), cancellationToken);

    public Task LeaveAsync(string name, DateTimeOffset due, CancellationToken cancellationToken) =>
        this.WriteAsync(session => Execute(session, Alive, new { name, due = Instants.Write(due), now = 0L }), cancellationToken);

    public Task EndAsync(string name, DateTimeOffset due, DateTimeOffset now, string outcome, CancellationToken cancellationToken) =>
        this.WriteAsync(session => Execute(session, End, new { name, due = Instants.Write(due), now = Instants.Write(now), outcome }), cancellationToken);

    public Task PauseAsync(string name, string rule, SchedulePause pause, CancellationToken cancellationToken) => this.WriteAsync(
        session =>
        {
            Know(session, name, rule, pause.At);
            return Execute(session, Pause, new { name, at = Instants.Write(pause.At), until = Instants.Write(pause.Until), by = pause.By, reason = pause.Reason });
        },
        cancellationToken);

    public Task<bool> ResumeAsync(string name, DateTimeOffset now, CancellationToken cancellationToken) =>
        this.WriteAsync(session => Execute(session, Resume, new { name, now = Instants.Write(now) }) == 1, cancellationToken);

    private static int Know(Session session, string name, string rule, DateTimeOffset now)
    {
        var row = new { name, rule, now = Instants.Write(now) };
        return Execute(session, Add, row) + Execute(session, Change, row);
    }

    private static int Execute(Session session, string sql, object row) => session.Execute(sql, row);

    private Task<T> WriteAsync<T>(Func<Session, T> write, CancellationToken cancellationToken) => database.WriteAsync(Durability.Power, write, cancellationToken);

    private sealed record Row
    {
        public required string Name { get; init; }

        public long KnownSince { get; init; }

        public long? FiredFor { get; init; }

        public long? BegunAt { get; init; }

        public long? AliveAt { get; init; }

        public long? EndedAt { get; init; }

        public string? Outcome { get; init; }

        public long? PausedAt { get; init; }

        public long? PausedUntil { get; init; }

        public string? PausedBy { get; init; }

        public string? PauseReason { get; init; }

        public long? ResumedAt { get; init; }

        public ScheduleState State() => new()
        {
            Name = this.Name,
            KnownSince = Instants.Read(this.KnownSince),
            FiredFor = Instants.Read(this.FiredFor),
            BegunAt = Instants.Read(this.BegunAt),
            AliveAt = Instants.Read(this.AliveAt),
            EndedAt = Instants.Read(this.EndedAt),
            Outcome = this.Outcome,
            Pause = this.PausedAt is { } at ? new SchedulePause(Instants.Read(at), Instants.Read(this.PausedUntil), this.PausedBy ?? string.Empty, this.PauseReason ?? string.Empty) : null,
            ResumedAt = Instants.Read(this.ResumedAt),
        };
    }
}
