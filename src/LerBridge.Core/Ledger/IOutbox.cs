using LerBridge.Core.Delivery;

namespace LerBridge.Core.Ledger;

/// <summary>Messages to destinations, from the transaction that made them to the receiver's answer.</summary>
public interface IOutbox
{
    /// <summary>
    /// The right to send, until disposed or until the process dies; null where another process has it. On an engine for one machine one process has it at a time,
    /// and taking it gives back what a dead owner had claimed. Engines for several nodes always give it and rely on leases.
    /// </summary>
    Task<IAsyncDisposable?> TryOwnAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes messages of a destination that are due, oldest first, and no message of a credential whose earlier message to the same destination is unsettled.
    /// They are leased: a process that dies gives them up when the lease ends.
    /// </summary>
    Task<IReadOnlyList<OutboxMessage>> ClaimAsync(string destination, int limit, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>
    /// Writes down that claimed messages are being sent to a receiver that takes twice what is sent twice. It is known, also after a power cut, until an answer is: until then
    /// the messages are handed out as <see cref="OutboxMessage.Begun"/>.
    /// </summary>
    Task BeginAsync(IReadOnlyList<long> messageIds, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Writes down what became of claimed messages.</summary>
    Task SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken);

    /// <summary>Gives claimed messages back untried, as when the process is told to stop.</summary>
    Task ReleaseAsync(IReadOnlyList<long> messageIds, CancellationToken cancellationToken);

    /// <summary>
    /// Queues anew what a destination had barred, and what was given up before a time: oldest first, under the same keys. Left alone is a message whose credential
    /// has since been delivered there in a later version.
    /// </summary>
    /// <param name="destination">The destination.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="now">What was refused at this time or later waits for the next round; the messages are due from now on.</param>
    /// <param name="gaveUpBefore">Messages that were given up later than this rest.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many were queued.</returns>
    Task<int> OfferAgainAsync(string destination, int limit, DateTimeOffset now, DateTimeOffset gaveUpBefore, CancellationToken cancellationToken);

    /// <summary>How each destination stands that has something unsettled, refused or held, whichever run it is from.</summary>
    Task<IReadOnlyList<DestinationStanding>> StandingAsync(CancellationToken cancellationToken);

    /// <summary>How the messages of a run stand.</summary>
    Task<DeliveryCounts> CountAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Destinations that have a message due at or before a time.</summary>
    Task<IReadOnlyList<string>> DueDestinationsAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Messages that were refused, gave up, are in doubt or are to be tried again, newest first, for people.</summary>
    /// <param name="runId">Of which run; null for all.</param>
    /// <param name="since">Those of any other run, too, whose last attempt was at this time or later; null for none.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IReadOnlyList<DeliveryTrouble>> TroubleAsync(string? runId, DateTimeOffset? since, int limit, CancellationToken cancellationToken);
}

/// <summary>A claimed message.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Attempts">How often it was tried before.</param>
/// <param name="Request">What the destination is given.</param>
public sealed record OutboxMessage(long Id, int Attempts, DeliveryRequest Request)
{
    /// <summary>True where it was sent before, nobody knows with what success, and the receiver takes twice what is sent twice.</summary>
    public bool Begun => this.BegunAt is not null;

    /// <summary>When it was sent last, where nobody knows with what success.</summary>
    public DateTimeOffset? BegunAt { get; init; }
}

/// <summary>What became of a claimed message.</summary>
/// <param name="MessageId">Its number.</param>
/// <param name="At">When.</param>
/// <param name="Outcome">The destination's outcome.</param>
/// <param name="NextAttempt">When to try, or ask, again; null where it is settled, given up or in doubt.</param>
public sealed record Settlement(long MessageId, DateTimeOffset At, DeliveryOutcome Outcome, DateTimeOffset? NextAttempt);

/// <summary>How deliveries stand.</summary>
/// <param name="Queued">Not tried yet.</param>
/// <param name="Accepted">The destination has it.</param>
/// <param name="Retrying">Tried, and to be tried again.</param>
/// <param name="Refused">Refused, or given up after the last attempt.</param>
/// <param name="Held">Not to be sent for now, by policy.</param>
/// <param name="InDoubt">Sent and not answered, to a receiver that would take it twice.</param>
public sealed record DeliveryCounts(long Queued, long Accepted, long Retrying, long Refused, long Held, long InDoubt = 0);

/// <summary>What waits for a destination. A refused or held message that a later version of its credential has made needless is not counted.</summary>
/// <param name="Destination">Its name.</param>
/// <param name="Waiting">Queued, or to be tried again.</param>
/// <param name="Barred">Refused because of our token or address: sent by itself once that is mended.</param>
/// <param name="GaveUp">Given up after the last attempt: offered again with later runs.</param>
/// <param name="Refused">Refused for what it is.</param>
/// <param name="Held">Not to be sent for now, by policy.</param>
/// <param name="Code">The code of the newest refusal; null where there is none.</param>
/// <param name="Reason">Its reason.</param>
public sealed record DestinationStanding(string Destination, long Waiting, long Barred, long GaveUp, long Refused, long Held, string? Code, string? Reason)
{
    /// <summary>Sent and not answered, to a receiver that would take it twice: a person has to find out.</summary>
    public long InDoubt { get; init; }

    /// <summary>All but what is held.</summary>
    public long Undelivered => this.Waiting + this.Barred + this.GaveUp + this.Refused + this.InDoubt;
}

/// <summary>A delivery that needs a person (<c>refused</c>, <c>gave up</c>, <c>in doubt</c>) or more time (<c>retrying</c>).</summary>
public sealed record DeliveryTrouble(string Destination, string CredentialId, DeliveryOperation Operation, string State, int Attempts, string? Code, string? Reason, string? Answer);
