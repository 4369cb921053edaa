using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;
using LerBridge.Storage.Dialects;
using LerBridge.Storage.Rights;

namespace LerBridge.Storage.Outbox;

/// <summary>The outbox as the pump and people see it.</summary>
internal sealed class OutboxStore : IOutbox
{
    // Claimable: due, not leased by anyone alive, and the earlier versions of the credential are settled at this destination.
    private const string Claimable =
        """
        o.state in ('queued', 'retrying') and o.destination = @destination and o.due_at <= @now
          and (o.lease_until is null or o.lease_until <= @now)
          and not exists (
              select 1 from outbox e
              where e.credential = o.credential and e.destination = o.destination and e.version < o.version and e.state in ('queued', 'retrying'))
        """;

    private const string Claim =
        $"""
        update outbox
        set lease_until = @leaseUntil
        where number in (select o.number from outbox o where {Claimable} order by o.due_at, o.number limit @limit for update skip locked)
          and (lease_until is null or lease_until <= @now)
        returning number
        """;

    private const string IsDue = $"select 1 where exists (select 1 from outbox o where {Claimable})";
    private const string NextDestination = "select min(destination) from outbox where state in ('queued', 'retrying') and destination > @after";
    private const string Release = "update outbox set lease_until = null where number = @number and state in ('queued', 'retrying')";
    private const string Begin = "update outbox set begun_at = @at where number = @number";
    private const string ForgetLeases = "update outbox set lease_until = null where lease_until is not null";
    private const string OfferAgain =
        $"""
        update outbox
        set state = 'queued', due_at = @now, settled_at = null
        where number in (
            select o.number from outbox o
            where o.state = 'refused' and o.destination = @destination and o.settled_at < @now and {StandingReader.Needed} and {StandingReader.Wanted}
              and (select a.outcome from outbox_attempt a where a.message = o.number order by a.number desc limit 1)
                  in ('barred', case when o.settled_at < @gaveUpBefore then 'retry' end)
            order by o.number limit @limit for update skip locked)
        """;

    private const string CountStates = "select state as State, count(*) as Count from outbox where run = (select number from run where id = @runId) group by state";

    private readonly Database database;
    private readonly IRights rights;

    public OutboxStore(Database database, IRights rights)
    {
        this.database = database;
        this.rights = rights;
    }

    public async Task<IAsyncDisposable?> TryOwnAsync(CancellationToken cancellationToken)
    {
        if (this.rights.AreShared)
        {
            // Leases alone tell who sends what: nobody can know from here that a sender on another machine is dead.
            return new Freely();
        }

        if (await this.rights.TryTakeAsync("outbox", string.Empty, cancellationToken) is not { } right)
        {
            return null;
        }

        try
        {
            // Whoever sends holds the lock, so a lease that is there now is that of a dead process.
            await this.database.WriteAsync(Durability.Process, session => session.Execute(ForgetLeases), cancellationToken);
            return right;
        }
        catch
        {
            await right.DisposeAsync();
            throw;
        }
    }

    public Task<IReadOnlyList<OutboxMessage>> ClaimAsync(string destination, int limit, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken) =>
        this.database.WriteAsync<IReadOnlyList<OutboxMessage>>(
            Durability.Server,
            session =>
            {
                var claimed = session.Query<long>(
                    Claim,
                    new { destination, limit, now = Instants.Write(now), leaseUntil = Instants.Write(now + lease) }).Order();
                return MessageReader.Read(session, claimed);
            },
            cancellationToken);

    public Task BeginAsync(IReadOnlyList<long> messageIds, DateTimeOffset at, CancellationToken cancellationToken) =>
        this.database.WriteAsync(
            Durability.Power,
            session =>
            {
                var begin = session.Prepare(Begin, "@number", "@at");
                begin[1] = Instants.Write(at);
                foreach (var number in messageIds.Order())
                {
                    begin[0] = number;
                    begin.Queue();
                }
            },
            cancellationToken);

    public Task SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken) =>
        this.database.WriteAsync(Durability.Power, session => new Settler(session).Settle(settlements), cancellationToken);

    public Task ReleaseAsync(IReadOnlyList<long> messageIds, CancellationToken cancellationToken) =>
        this.database.WriteAsync(
            Durability.Process,
            session =>
            {
                var release = session.Prepare(Release, "@number");
                foreach (var number in messageIds.Order())
                {
                    release[0] = number;
                    release.Queue();
                }
            },
            cancellationToken);

    public Task<int> OfferAgainAsync(string destination, int limit, DateTimeOffset now, DateTimeOffset gaveUpBefore, CancellationToken cancellationToken) =>
        this.database.WriteAsync(
            Durability.Process,
            session => session.Execute(
                OfferAgain,
                new { destination, limit, now = Instants.Write(now), gaveUpBefore = Instants.Write(gaveUpBefore) }),
            cancellationToken);

    public Task<IReadOnlyList<DestinationStanding>> StandingAsync(CancellationToken cancellationToken) => this.database.ReadAsync(StandingReader.Read, cancellationToken);

    public Task<DeliveryCounts> CountAsync(string runId, CancellationToken cancellationToken) =>
        this.database.ReadAsync(
            session =>
            {
                var counts = session.Query<StateCount>(CountStates, new { runId }).ToDictionary(row => row.State, row => row.Count, StringComparer.Ordinal);
                long Of(string state) => counts.GetValueOrDefault(state);
                return new DeliveryCounts(
                    Of(MessageStates.Queued), Of(MessageStates.Accepted), Of(MessageStates.Retrying), Of(MessageStates.Refused), Of(MessageStates.Held), Of(MessageStates.InDoubt));
            },
            cancellationToken);

    public Task<IReadOnlyList<string>> DueDestinationsAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        this.database.ReadAsync<IReadOnlyList<string>>(
            session =>
            {
                var due = new List<string>();
                var at = Instants.Write(now);
                var destination = string.Empty;
                while (Next(session, destination) is { } next)
                {
                    destination = next;
                    if (session.Scalar<long?>(IsDue, new { destination, now = at }) is not null)
                    {
                        due.Add(destination);
                    }
                }

                return due;
            },
            cancellationToken);

    public Task<IReadOnlyList<DeliveryTrouble>> TroubleAsync(string? runId, DateTimeOffset? since, int limit, CancellationToken cancellationToken) =>
        this.database.ReadAsync(session => TroubleReader.Read(session, runId, since, limit), cancellationToken);

    private static string? Next(Session session, string after) =>
        session.Scalar<string?>(NextDestination, new { after });

    /// <summary>The right to send where everybody has it.</summary>
    private sealed class Freely : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    // Not positional: over no rows the engine cannot say what type a count has.
    private sealed record StateCount
    {
        public required string State { get; init; }

        public required long Count { get; init; }
    }
}
