using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;

namespace LerBridge.Core.Pipeline;

/// <summary>Where persons look at messages to destinations, send again what did not arrive and say what became of what is in doubt. It says what follows before anything is done.</summary>
public sealed class DeliveryDesk
{
    /// <summary>How many messages one act is about at the most.</summary>
    public const int MostAtOnce = 10_000;

    /// <summary>The code of acts that cannot be.</summary>
    public const string RefusalCode = "LB4044";

    private readonly BridgeServices services;
    private readonly IDeliveryLedger ledger;

    /// <summary>Makes the desk.</summary>
    public DeliveryDesk(BridgeServices services, IDeliveryLedger ledger)
    {
        this.services = services;
        this.ledger = ledger;
    }

    /// <summary>Messages in one state, or in every one but accepted, newest first.</summary>
    public Task<IReadOnlyList<DeliveryMessage>> ListAsync(DeliveryState? state, string? destination, int limit, CancellationToken cancellationToken) =>
        this.ledger.ListAsync(state, destination, limit, this.services.Time.GetUtcNow(), cancellationToken);

    /// <summary>A message with all that happened to it; null where there is none with that number.</summary>
    public Task<DeliveryDossier?> FindAsync(long number, CancellationToken cancellationToken) => this.ledger.FindAsync(number, this.services.Time.GetUtcNow(), cancellationToken);

    /// <summary>What an act would come to. Nothing is done.</summary>
    public DeliveryProposal Consider(DeliveryActKind kind, IReadOnlyList<DeliveryMessage> messages) =>
        messages.Select(message => this.Refusal(kind, message)).FirstOrDefault(refusal => refusal is not null) is { } refused
            ? new DeliveryProposal(kind, messages, [], refused)
            : new DeliveryProposal(kind, messages, [.. this.Consequences(kind, messages)], Refusal: null);

    /// <summary>Does it, and writes down who did it and why. What is replayed goes out with the next round of sending.</summary>
    /// <returns>The number of a message that is no longer as it was shown, where nothing was done; null where it was.</returns>
    public Task<long?> ActAsync(DeliveryProposal proposal, string reason, string by, CancellationToken cancellationToken)
    {
        var now = this.services.Time.GetUtcNow();
        return this.ledger.ActAsync([.. proposal.Messages.Select(message => new DeliveryAct(message.Number, proposal.Kind, message.State, reason, by, now))], cancellationToken);
    }

    private HandRefusal? Refusal(DeliveryActKind kind, DeliveryMessage message)
    {
        var name = $"Delivery {message.Number} to {message.Destination}";
        return message switch
        {
            { State: DeliveryState.Accepted } => new HandRefusal(RefusalCode, $"{name} is there already: the destination took it."),
            { State: DeliveryState.Held } => new HandRefusal(RefusalCode, $"{name} is held by policy ({message.Code}), and sent by the run in which the policy no longer holds it."),
            { State: DeliveryState.Needless } => new HandRefusal(RefusalCode, $"{name} was held, and something later has made it needless."),
            { State: DeliveryState.Queued or DeliveryState.Retrying } => new HandRefusal(RefusalCode, $"{name} is sent by itself, or asked about, when it is due."),
            { State: DeliveryState.Refused } when kind == DeliveryActKind.Accepted => new HandRefusal(RefusalCode, $"{name} is refused, not in doubt: the destination has said that it has it not."),
            { Overtaken: true } when kind == DeliveryActKind.Replay => new HandRefusal(RefusalCode, $"{name} is of version {message.Version}, and the destination has, or may have, a later one: this would put it back."),
            _ when kind == DeliveryActKind.Replay && !this.services.Destinations.ContainsKey(message.Destination) =>
                new HandRefusal(RefusalCode, $"{name} cannot be sent: the settings no longer name that destination."),
            _ => null,
        };
    }

    private IEnumerable<string> Consequences(DeliveryActKind kind, IReadOnlyList<DeliveryMessage> messages)
    {
        foreach (var group in messages.GroupBy(message => message.Destination).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var (to, count) = (group.Key, group.Count());
            yield return kind switch
            {
                DeliveryActKind.Replay => $"{Counted.Of(count, "message")} to {to} {(count == 1 ? "is" : "are")} sent again, under the same idempotency {(count == 1 ? "key" : "keys")}.",
                DeliveryActKind.Accepted => $"{Counted.Of(count, "message")} to {to} {(count == 1 ? "counts" : "count")} as delivered. Nothing is sent.",
                _ => $"{Counted.Of(count, "message")} to {to} {(count == 1 ? "counts" : "count")} as refused. Nothing is sent; a correction or a change of status goes out as usual.",
            };
            var doubtful = group.Count(message => message.State == DeliveryState.InDoubt);
            if (kind == DeliveryActKind.Replay && doubtful > 0 && this.services.Destinations.TryGetValue(to, out var destination))
            {
                yield return destination.HonoursIdempotencyKey
                    ? $"{doubtful} of them may be there already; {to} honours the key, so it takes nothing twice."
                    : $"{doubtful} of them may be there already, and {to} does not honour the key: it would have them twice.";
            }
        }
    }
}

/// <summary>An act about messages as it would be: what it comes to, or why it cannot be.</summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="Messages">About which messages, as they were shown.</param>
/// <param name="Consequences">What follows, a sentence each.</param>
/// <param name="Refusal">Why it cannot be; null where it can.</param>
public sealed record DeliveryProposal(DeliveryActKind Kind, IReadOnlyList<DeliveryMessage> Messages, IReadOnlyList<string> Consequences, HandRefusal? Refusal);
