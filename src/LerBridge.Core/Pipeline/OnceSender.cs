using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// Sends to a receiver that takes twice what is sent twice. That a message is being sent is written down before it goes out, so that whoever finds it later, after a crash or a
/// broken connection, asks about it instead of sending it again.
/// </summary>
internal sealed class OnceSender(IOutbox outbox, TimeProvider time)
{
    /// <summary>The code of messages that may have arrived.</summary>
    public const string Code = "LB7209";

    /// <summary>Few, since what is under way when the power goes is in doubt.</summary>
    public const int BatchSize = 8;

    /// <summary>Longer than a batch can take at the longest timeout, so that nobody asks about a message that is still on its way.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(90);

    // A receiver that was too slow to answer may still be at work on it.
    private static readonly TimeSpan FirstQuestion = TimeSpan.FromMinutes(1);

    /// <summary>Sends what is new and asks about the rest; one outcome per message, in order.</summary>
    public async Task<IReadOnlyList<DeliveryOutcome>> DeliverAsync(IDestination destination, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        var outcomes = new Dictionary<long, DeliveryOutcome>();
        foreach (var message in messages.Where(message => message.Begun))
        {
            if (await this.AskAsync(destination, message, cancellationToken) is { } known)
            {
                outcomes[message.Id] = known;
            }
        }

        OutboxMessage[] toSend = [.. messages.Where(message => !outcomes.ContainsKey(message.Id))];
        if (toSend.Length > 0)
        {
            await outbox.BeginAsync([.. toSend.Select(message => message.Id)], time.GetUtcNow(), cancellationToken);

            // Breaking off now would put into doubt what an answer is about to settle.
            var answers = await destination.DeliverAsync([.. toSend.Select(message => message.Request)], CancellationToken.None);
            foreach (var (message, answer) in toSend.Zip(answers))
            {
                outcomes[message.Id] = answer;
            }
        }

        return [.. messages.Select(message => outcomes[message.Id])];
    }

    /// <summary>When to ask again about a message that was not answered; null where it is in doubt from now on.</summary>
    public static DateTimeOffset? NextQuestion(IDestination destination, int attempts, DateTimeOffset at) =>
        destination.CanBeAsked && RetryLadder.After(attempts, FirstQuestion) is { } wait ? at + wait : null;

    private async Task<DeliveryOutcome?> AskAsync(IDestination destination, OutboxMessage message, CancellationToken cancellationToken) =>
        await destination.AskAsync(message.Request, cancellationToken) switch
        {
            Presence.There there => new DeliveryOutcome.Accepted(there.Answer),

            // What a process sent just before it died may arrive after the question.
            Presence.Missing missing when time.GetUtcNow() - message.BegunAt < FirstQuestion => new DeliveryOutcome.Unanswered(Code, "It may be on its way: it was sent a moment ago by a process that has ended, and has not arrived yet.", missing.Answer),
            Presence.Missing => null,
            Presence.Unknown unknown => new DeliveryOutcome.Unanswered(Code, $"It may have arrived: it was sent before and no answer is known. {unknown.Reason}", unknown.Answer),
            _ => throw new InvalidOperationException("A destination has something, has it not, or does not say."),
        };
}
