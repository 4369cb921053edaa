using System.Text;
using LerBridge.Core.Delivery;
using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Outbox;

/// <summary>
/// Writes down what became of messages. Two processes can have tried the same message, when a lease ended before its holder did: every answer is kept, an acceptance
/// stands whatever comes after it, a refusal gives way to an acceptance only, and doubt to any answer.
/// </summary>
internal sealed class Settler
{
    private const int LongestAnswer = 2048;

    private const string Find = "select state from outbox where number = @number for update";
    private const string AddAttempt = "insert into outbox_attempt (message, at, outcome, code, reason, answer) values (@message, @at, @outcome, @code, @reason, @answer)";
    private const string CountAttempt = "update outbox set attempts = attempts + 1 where number = @number";
    private const string MoveTo = "update outbox set attempts = attempts + 1, state = @state, due_at = coalesce(@dueAt, due_at), settled_at = @settledAt, lease_until = null, begun_at = case when @unanswered = 1 then begun_at end where number = @number";

    private readonly PreparedCommand find;
    private readonly PreparedCommand addAttempt;
    private readonly PreparedCommand countAttempt;
    private readonly PreparedCommand moveTo;

    private readonly Session session;

    public Settler(Session session)
    {
        this.session = session;
        this.find = session.Prepare(Find, "@number");
        this.addAttempt = session.Prepare(AddAttempt, "@message", "@at", "@outcome", "@code", "@reason", "@answer");
        this.countAttempt = session.Prepare(CountAttempt, "@number");
        this.moveTo = session.Prepare(MoveTo, "@number", "@state", "@dueAt", "@settledAt", "@unanswered");
    }

    public void Settle(IReadOnlyList<Settlement> settlements)
    {
        this.session.Dialect.ManyAlike(this.session);

        // in one order, so that two processes that settle the same messages wait for each other and not round in a circle
        foreach (var settlement in settlements.OrderBy(settlement => settlement.MessageId))
        {
            this.find[0] = settlement.MessageId;
            var before = this.find.Scalar() as string ?? throw new InvalidOperationException($"There is no message {settlement.MessageId}.");
            this.Keep(settlement);
            var after = After(settlement);
            if (Stands(before, after))
            {
                this.countAttempt[0] = settlement.MessageId;
                this.countAttempt.Queue();
                continue;
            }

            this.moveTo[0] = settlement.MessageId;
            this.moveTo[1] = after;
            this.moveTo[2] = after == MessageStates.Retrying ? Instants.Write(settlement.NextAttempt) : null;
            this.moveTo[3] = after == MessageStates.Retrying ? null : Instants.Write(settlement.At);
            this.moveTo[4] = settlement.Outcome is DeliveryOutcome.Unanswered ? 1 : 0;
            this.moveTo.Queue();
        }
    }

    /// <summary>Text cut to a number of bytes in UTF-8, never within a character.</summary>
    public static string? Cut(string? text, int bytes)
    {
        if (text is null || Encoding.UTF8.GetByteCount(text) <= bytes)
        {
            return text;
        }

        var used = 0;
        var kept = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (used + rune.Utf8SequenceLength > bytes)
            {
                break;
            }

            used += rune.Utf8SequenceLength;
            kept += rune.Utf16SequenceLength;
        }

        return text[..kept];
    }

    private static string After(Settlement settlement) => settlement.Outcome switch
    {
        DeliveryOutcome.Accepted => MessageStates.Accepted,
        DeliveryOutcome.RetryLater or DeliveryOutcome.Unanswered when settlement.NextAttempt is not null => MessageStates.Retrying,
        DeliveryOutcome.Unanswered => MessageStates.InDoubt,
        _ => MessageStates.Refused,
    };

    private static bool Stands(string before, string after) =>
        before == MessageStates.Accepted || (before == MessageStates.Refused && after != MessageStates.Accepted);

    private void Keep(Settlement settlement)
    {
        var (outcome, code, reason) = settlement.Outcome switch
        {
            DeliveryOutcome.RetryLater later => (Answers.Retry, later.Code, later.Reason),
            DeliveryOutcome.Barred barred => (Answers.Barred, barred.Code, barred.Reason),
            DeliveryOutcome.Unanswered unanswered => (Answers.Unanswered, unanswered.Code, unanswered.Reason),
            DeliveryOutcome.Refused refused => (Answers.Refused, refused.Code, refused.Reason),
            _ => (Answers.Accepted, (string?)null, (string?)null),
        };
        this.addAttempt[0] = settlement.MessageId;
        this.addAttempt[1] = Instants.Write(settlement.At);
        this.addAttempt[2] = outcome;
        this.addAttempt[3] = code;
        this.addAttempt[4] = reason;
        this.addAttempt[5] = Cut(settlement.Outcome.Answer, LongestAnswer);
        this.addAttempt.Queue();
    }
}
