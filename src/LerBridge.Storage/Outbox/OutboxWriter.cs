using LerBridge.Core.Delivery;
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

    // The newest message alone: an older one tells what no longer holds.
    private const string ReleaseNewest =
        """
        update outbox
        set state = 'queued', held_code = null, run = @run
        where state = 'held' and credential = @credential and destination = @destination
          and version = (select max(version) from outbox where credential = @credential and destination = @destination)
        """;

    private const string Forget = "update outbox set state = 'needless' where state = 'held' and credential = @credential and destination = @destination";

    // Null where the destination was sent anything about the credential, or nothing was ever made for it.
    private const string KeptFrom =
        """
        select 1
        where exists (select 1 from outbox where credential = @credential and destination = @destination and state = 'held')
          and not exists (select 1 from outbox where credential = @credential and destination = @destination and state not in ('held', 'needless'))
        """;

    private readonly PreparedCommand insert;
    private readonly PreparedCommand release;
    private readonly PreparedCommand forget;
    private readonly PreparedCommand keptFrom;

    public OutboxWriter(Session session, long run)
    {
        this.insert = session.Prepare(Insert, "@run", "@destination", "@credential", "@version", "@operation", "@idempotencyKey", "@state", "@heldCode", "@dueAt");
        this.insert[0] = run;
        this.release = session.Prepare(ReleaseNewest, "@run", "@credential", "@destination");
        this.release[0] = run;
        this.forget = session.Prepare(Forget, "@credential", "@destination");
        this.keptFrom = session.Prepare(KeptFrom, "@credential", "@destination");
    }

    /// <summary>Queues what was held of a credential, each destination's newest message, which counts as this run's from now on.</summary>
    public void Release(long credential, IReadOnlyList<string> destinations)
    {
        foreach (var destination in destinations)
        {
            this.release[1] = credential;
            this.release[2] = destination;
            this.release.Queue();
        }
    }

    public void Add(long credential, CredentialVersion version, IReadOnlyList<NewMessage> messages)
    {
        foreach (var message in messages)
        {
            // Who was kept from the credential is not told of its withdrawal either.
            var told = version.Version == 1 || message.Operation is DeliveryOperation.Issue or DeliveryOperation.Correct || !this.WasKeptFrom(credential, message.Destination);
            if (version.Version > 1)
            {
                this.forget[0] = credential;
                this.forget[1] = message.Destination;
                this.forget.Queue();
            }

            if (told)
            {
                this.Write(credential, version, message);
            }
        }
    }

    private void Write(long credential, CredentialVersion version, NewMessage message)
    {
        this.insert[1] = message.Destination;
        this.insert[2] = credential;
        this.insert[3] = version.Version;
        this.insert[4] = message.Operation.ToString();
        this.insert[5] = message.IdempotencyKey;
        this.insert[6] = message.HeldCode is null ? MessageStates.Queued : MessageStates.Held;
        this.insert[7] = message.HeldCode;
        this.insert[8] = Instants.Write(version.At);
        this.insert.Queue();
    }

    private bool WasKeptFrom(long credential, string destination)
    {
        this.keptFrom[0] = credential;
        this.keptFrom[1] = destination;
        return this.keptFrom.Scalar() is not null;
    }
}
