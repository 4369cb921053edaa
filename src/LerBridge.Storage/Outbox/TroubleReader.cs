using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Outbox;

/// <summary>Reads the deliveries that need a person or more time, each with its last answer.</summary>
internal static class TroubleReader
{
    private const string Columns =
        """
        select o.destination as Destination, c.id as CredentialId, o.operation as Operation, o.state as State, o.attempts as Attempts,
               a.outcome as Outcome, a.code as Code, a.reason as Reason, a.answer as Answer
        from outbox o
        join credential c on c.number = o.credential
        left join outbox_attempt a on a.number = (select max(number) from outbox_attempt where message = o.number)
        """;

    private const string All = $"{Columns} where o.state in ('refused', 'retrying', 'in-doubt') order by o.number desc limit @limit";
    private const string OfRun = $"{Columns} where (o.run = (select number from run where id = @runId) or a.at >= @since) and o.state in ('refused', 'retrying', 'in-doubt') order by o.number desc limit @limit";

    public static IReadOnlyList<DeliveryTrouble> Read(Session session, string? runId, DateTimeOffset? since, int limit) =>
        [.. session.Query<Row>(runId is null ? All : OfRun, new { runId, since = Instants.Write(since), limit }).Select(row => row.ToTrouble())];

    private sealed record Row
    {
        public required string Destination { get; init; }

        public required string CredentialId { get; init; }

        public required string Operation { get; init; }

        public required string State { get; init; }

        public required long Attempts { get; init; }

        public string? Outcome { get; init; }

        public string? Code { get; init; }

        public string? Reason { get; init; }

        public string? Answer { get; init; }

        public DeliveryTrouble ToTrouble() => new(
            this.Destination,
            this.CredentialId,
            Enum.Parse<DeliveryOperation>(this.Operation),
            this.State switch
            {
                MessageStates.Retrying => "retrying",
                MessageStates.InDoubt => "in doubt",
                _ => this.Outcome == Answers.Retry ? "gave up" : "refused",
            },
            (int)this.Attempts,
            this.Code,
            this.Reason,
            this.Answer);
    }
}
