using LerBridge.Core.Delivery;

namespace LerBridge.Core.Ledger;

/// <summary>The messages to destinations as persons look at them, and what persons do about them.</summary>
public interface IDeliveryLedger
{
    /// <summary>Messages in one state, newest first, without those that a later version of their credential has made needless.</summary>
    /// <param name="state">The state; null for every one but accepted.</param>
    /// <param name="destination">To whom; null for all.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="now">The time: what is under way until later may yet arrive.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IReadOnlyList<DeliveryMessage>> ListAsync(DeliveryState? state, string? destination, int limit, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>A message with every answer and every act; null where there is none with that number.</summary>
    Task<DeliveryDossier?> FindAsync(long number, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Writes acts down and does them, all or none. A replay queues the message anew under its key; a settlement ends its doubt.
    /// </summary>
    /// <returns>The number of the first message that is no longer as it was shown, where nothing was done; null where all of them were.</returns>
    Task<long?> ActAsync(IReadOnlyList<DeliveryAct> acts, CancellationToken cancellationToken);
}

/// <summary>How a message stands.</summary>
public enum DeliveryState
{
    /// <summary>Not tried yet.</summary>
    Queued,

    /// <summary>To be tried, or asked about, again.</summary>
    Retrying,

    /// <summary>The destination has it.</summary>
    Accepted,

    /// <summary>Refused, or given up.</summary>
    Refused,

    /// <summary>Not to be sent for now, by policy.</summary>
    Held,

    /// <summary>Sent and not answered, to a receiver that would take it twice.</summary>
    InDoubt,

    /// <summary>It was held, and something later has made it needless.</summary>
    Needless,
}

/// <summary>What a person can do to a message.</summary>
public enum DeliveryActKind
{
    /// <summary>Send it again, under the same key.</summary>
    Replay,

    /// <summary>Say that the destination has it.</summary>
    Accepted,

    /// <summary>Say that the destination has it not, and is not to get it.</summary>
    Refused,
}

/// <summary>A message.</summary>
public sealed record DeliveryMessage
{
    /// <summary>The number by which it is named.</summary>
    public required long Number { get; init; }

    /// <summary>To whom.</summary>
    public required string Destination { get; init; }

    /// <summary>About which credential.</summary>
    public required string CredentialId { get; init; }

    /// <summary>Whose mapping this is.</summary>
    public required string Mapping { get; init; }

    /// <summary>The register version that it tells.</summary>
    public required int Version { get; init; }

    /// <summary>What it tells.</summary>
    public required DeliveryOperation Operation { get; init; }

    /// <summary>How it stands.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it is tried next, or was to be tried last.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Our reading of the last answer, as a code, or why it is held; null where there is neither.</summary>
    public string? Code { get; init; }

    /// <summary>The same in words.</summary>
    public string? Reason { get; init; }

    /// <summary>True where the destination has, or may have, a later version: sending this one would put it back.</summary>
    public required bool Overtaken { get; init; }
}

/// <summary>A message with all that happened to it.</summary>
/// <param name="Message">The message.</param>
/// <param name="IdempotencyKey">Its key, the same on every attempt.</param>
/// <param name="Attempts">The attempts, oldest first, with the receiver's own words.</param>
/// <param name="Acts">What persons did, oldest first.</param>
public sealed record DeliveryDossier(DeliveryMessage Message, string IdempotencyKey, IReadOnlyList<TracedAttempt> Attempts, IReadOnlyList<DeliveryAct> Acts);

/// <summary>What a person does, or did, about a message.</summary>
/// <param name="Number">The message.</param>
/// <param name="Kind">What.</param>
/// <param name="Before">The state in which it was shown.</param>
/// <param name="Reason">Why, in the person's words.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
public sealed record DeliveryAct(long Number, DeliveryActKind Kind, DeliveryState Before, string Reason, string By, DateTimeOffset At);
