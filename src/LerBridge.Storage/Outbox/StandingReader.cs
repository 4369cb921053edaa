using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Outbox;

/// <summary>Counts what waits for each destination. Accepted messages, which are nearly all, are never looked at.</summary>
internal static class StandingReader
{
    /// <summary>True of a message <c>o</c> unless the destination has taken a later version of the credential.</summary>
    public const string Needed =
        """
        not exists (
            select 1 from outbox l
            where l.credential = o.credential and l.destination = o.destination and l.version > o.version and l.state = 'accepted')
        """;

    /// <summary>True of a refused message <c>o</c> unless a person has said, after its last answer, that its destination is not to get it.</summary>
    public const string Wanted =
        """
        not exists (
            select 1 from outbox_act t
            where t.message = o.number and t.act = 'refused' and t.at >= (select max(e.at) from outbox_attempt e where e.message = o.number))
        """;

    private const string Waiting = "waiting";

    // One part for each partial index; together they would read the whole outbox.
    private const string Count =
        $"""
        select o.destination as Destination, 'waiting' as State, nullif('', '') as Code, nullif('', '') as Reason, count(*) as Count, nullif(0, 0) as Newest
        from outbox o
        where o.state in ('queued', 'retrying')
        group by o.destination
        union all
        select o.destination, a.outcome, a.code, a.reason, count(*), max(o.settled_at)
        from outbox o
        join outbox_attempt a on a.number = (select max(number) from outbox_attempt where message = o.number)
        where o.state = 'refused' and {Needed} and {Wanted}
        group by o.destination, a.outcome, a.code, a.reason
        union all
        select o.destination, 'held', nullif('', ''), nullif('', ''), count(*), nullif(0, 0)
        from outbox o
        where o.state = 'held' and {Needed}
        group by o.destination
        union all
        select o.destination, 'in-doubt', nullif('', ''), nullif('', ''), count(*), nullif(0, 0)
        from outbox o
        where o.state = 'in-doubt' and {Needed}
        group by o.destination
        """;

    public static IReadOnlyList<DestinationStanding> Read(Session session) =>
        [.. session.Query<Row>(Count).GroupBy(row => row.Destination, StringComparer.Ordinal).OrderBy(rows => rows.Key, StringComparer.Ordinal).Select(Sum)];

    private static DestinationStanding Sum(IGrouping<string, Row> rows)
    {
        long Of(string state) => rows.Where(row => row.State == state).Sum(row => row.Count);
        var newest = rows.Where(row => row.Newest is not null).MaxBy(row => row.Newest);
        return new DestinationStanding(rows.Key, Of(Waiting), Of(Answers.Barred), Of(Answers.Retry), Of(Answers.Refused) + Of(Answers.Unanswered), Of(MessageStates.Held), newest?.Code, newest?.Reason)
        {
            InDoubt = Of(MessageStates.InDoubt),
        };
    }

    // Not positional: over no rows the engine cannot say what type a count has.
    private sealed record Row
    {
        public required string Destination { get; init; }

        public required string State { get; init; }

        public string? Code { get; init; }

        public string? Reason { get; init; }

        public required long Count { get; init; }

        public long? Newest { get; init; }
    }
}
