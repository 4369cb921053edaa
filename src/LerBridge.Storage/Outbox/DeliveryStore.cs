using System.Data.Common;
using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;
using LerBridge.Storage.Dialects;
using LerBridge.Storage.Runs;

namespace LerBridge.Storage.Outbox;

/// <summary>The messages as persons look at them.</summary>
internal sealed class DeliveryStore(Database database) : IDeliveryLedger
{
    // A later version that is under way may arrive before this one would.
    private const string Overtaken =
        """
        exists (
            select 1 from outbox l
            where l.credential = o.credential and l.destination = o.destination and l.version > o.version and (l.state in ('accepted', 'in-doubt') or l.lease_until > @now))
        """;

    private const string Select =
        $"""
        select o.number, o.destination, c.id, c.mapping, o.version, o.operation, o.state, o.attempts, o.due_at, coalesce(o.held_code, a.code), a.reason,
               case when {Overtaken} then 1 else 0 end, o.idempotency_key
        from outbox o
        join credential c on c.number = o.credential
        left join outbox_attempt a on a.number = (select max(number) from outbox_attempt where message = o.number)
        """;

    private const string Listed = $"{Select} where o.state = @state and {StandingReader.Needed} order by o.number desc limit @limit";
    private const string ListedTo = $"{Select} where o.state = @state and o.destination = @destination and {StandingReader.Needed} order by o.number desc limit @limit";
    private const string One = $"{Select} where o.number = @number";
    private const string Acts = "select act, state_before, reason, by_whom, at from outbox_act where message = @message order by number";

    private const string Replay =
        $"""
        update outbox
        set state = 'queued', due_at = @at, settled_at = null, lease_until = null, begun_at = null
        where number in (select o.number from outbox o where o.number = @number and o.state = @before and not {Overtaken})
        """;

    private const string Settle = "update outbox set state = @after, settled_at = @at, lease_until = null, begun_at = null where number = @number and state = @before";
    private const string AddAct = "insert into outbox_act (message, at, act, state_before, reason, by_whom) values (@number, @at, @act, @before, @reason, @by)";

    private static readonly DeliveryState[] Unaccepted = [DeliveryState.Queued, DeliveryState.Retrying, DeliveryState.Refused, DeliveryState.Held, DeliveryState.InDoubt];

    public Task<IReadOnlyList<DeliveryMessage>> ListAsync(DeliveryState? state, string? destination, int limit, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<DeliveryMessage>>(
            session =>
            [
                .. (state is { } one ? [one] : Unaccepted)
                    .SelectMany(wanted => List(session, wanted, destination, limit, now))
                    .OrderByDescending(message => message.Number)
                    .Take(limit),
            ],
            cancellationToken);

    public Task<DeliveryDossier?> FindAsync(long number, DateTimeOffset now, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var select = session.Prepare(One, "@number", "@now");
            select[0] = number;
            select[1] = Instants.Write(now);
            DeliveryMessage message;
            string key;
            using (var reader = select.Read())
            {
                if (!reader.Read())
                {
                    return null;
                }

                (message, key) = (Message(reader), reader.GetString(12));
            }

            return new DeliveryDossier(message, key, AttemptReader.Read(session, number), ReadActs(session, number));
        },
        cancellationToken);

    public async Task<long?> ActAsync(IReadOnlyList<DeliveryAct> acts, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(
                Durability.Power,
                session =>
                {
                    foreach (var act in acts.OrderBy(act => act.Number))
                    {
                        Do(session, act);
                    }
                },
                cancellationToken);
            return null;
        }
        catch (MovedOnException moved)
        {
            return moved.Number;
        }
    }

    private static void Do(Session session, DeliveryAct act)
    {
        var at = Instants.Write(act.At);
        var before = MessageStates.Of(act.Before);
        var done = act.Kind == DeliveryActKind.Replay
            ? session.Execute(Replay, new { number = act.Number, before, at, now = at })
            : session.Execute(Settle, new { number = act.Number, before, at, after = act.Kind == DeliveryActKind.Accepted ? MessageStates.Accepted : MessageStates.Refused });
        if (done == 0)
        {
            throw new MovedOnException(act.Number);
        }

        session.Execute(AddAct, new { number = act.Number, at, act = act.Kind.ToString().ToLowerInvariant(), before, reason = act.Reason, by = act.By });
    }

    private static List<DeliveryMessage> List(Session session, DeliveryState state, string? destination, int limit, DateTimeOffset now)
    {
        var select = destination is null ? session.Prepare(Listed, "@state", "@limit", "@now") : session.Prepare(ListedTo, "@state", "@limit", "@now", "@destination");
        select[0] = MessageStates.Of(state);
        select[1] = limit;
        select[2] = Instants.Write(now);
        if (destination is not null)
        {
            select[3] = destination;
        }

        var messages = new List<DeliveryMessage>();
        using var reader = select.Read();
        while (reader.Read())
        {
            messages.Add(Message(reader));
        }

        return messages;
    }

    private static DeliveryMessage Message(DbDataReader row) => new()
    {
        Number = row.GetInt64(0),
        Destination = row.GetString(1),
        CredentialId = row.GetString(2),
        Mapping = row.GetString(3),
        Version = row.Int(4),
        Operation = Enum.Parse<DeliveryOperation>(row.GetString(5)),
        State = MessageStates.Of(row.GetString(6)),
        Attempts = row.Int(7),
        DueAt = Instants.Read(row.GetInt64(8)),
        Code = row.TextOrNull(9),
        Reason = row.TextOrNull(10),
        Overtaken = row.Int(11) != 0,
    };

    private static List<DeliveryAct> ReadActs(Session session, long message)
    {
        var select = session.Prepare(Acts, "@message");
        select[0] = message;
        var acts = new List<DeliveryAct>();
        using var reader = select.Read();
        while (reader.Read())
        {
            acts.Add(new DeliveryAct(
                message,
                Enum.Parse<DeliveryActKind>(reader.GetString(0), ignoreCase: true),
                MessageStates.Of(reader.GetString(1)),
                reader.GetString(2),
                reader.GetString(3),
                Instants.Read(reader.GetInt64(4))));
        }

        return acts;
    }

    /// <summary>Ends the transaction without writing anything.</summary>
    private sealed class MovedOnException(long number) : Exception
    {
        public long Number => number;
    }
}
