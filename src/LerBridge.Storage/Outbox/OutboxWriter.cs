using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Outbox;

/// <summary>Puts messages into the outbox, in the transaction that made what they tell.</summary>
internal sealed class OutboxWriter
{
    private const string Insert =
        """
        insert into outbox (run, destination, credential, version, operation, idempotency_key, state, held_code, due_at)
        values (@run, @destination, @credential, @version, @operation, @idempotencyKey, @state, @heldCode, @dueAt)
        """;

    private readonly PreparedCommand insert;

    public OutboxWriter(Session session, long run)
    {
        this.insert = session.Prepare(Insert, "@run", "@destination", "@credential", "@version", "@operation", "@idempotencyKey", "@state", "@heldCode", "@dueAt");
        this.insert[0] = run;
    }

    public void Add(long credential, CredentialVersion version, IReadOnlyList<NewMessage> messages)
    {
        foreach (var message in messages)
        {
            this.insert[1] = message.Destination;
            this.insert[2] = credential;
            this.insert[3] = version.Version;
            this.insert[4] = message.Operation.ToString();
            this.insert[5] = message.IdempotencyKey;
            this.insert[6] = message.HeldCode is null ? MessageStates.Queued : MessageStates.Held;
            this.insert[7] = message.HeldCode;
            this.insert[8] = Instants.Write(version.At);
            this.insert.Run();
        }
    }
}
