namespace LerBridge.Core.Delivery;

/// <summary>What became of a delivery.</summary>
public abstract record DeliveryOutcome
{
    private DeliveryOutcome(string? answer) => this.Answer = answer;

    /// <summary>The receiver's raw answer, status and body, cut to a bounded length; kept beside our reading of it.</summary>
    public string? Answer { get; }

    /// <summary>The destination has it.</summary>
    public sealed record Accepted(string? Raw) : DeliveryOutcome(Raw);

    /// <summary>Try again with the same idempotency key.</summary>
    /// <param name="Code">A stable code.</param>
    /// <param name="Reason">What happened, without secrets.</param>
    /// <param name="After">How long the receiver asked to wait, where it did.</param>
    /// <param name="Raw">The raw answer.</param>
    public sealed record RetryLater(string Code, string Reason, TimeSpan? After, string? Raw) : DeliveryOutcome(Raw);

    /// <summary>
    /// The destination refuses whoever sends, not what is sent: a token, an address. It counts as refused and is offered again under the same key once that may
    /// have been mended.
    /// </summary>
    /// <param name="Code">A stable code.</param>
    /// <param name="Reason">What happened and what to mend, without secrets.</param>
    /// <param name="Raw">The raw answer.</param>
    public sealed record Barred(string Code, string Reason, string? Raw) : DeliveryOutcome(Raw);

    /// <summary>
    /// It was sent and nobody answered, and the receiver would take it twice if it came again. It is asked about where the destination can be asked, and in doubt otherwise.
    /// </summary>
    /// <param name="Code">A stable code.</param>
    /// <param name="Reason">What happened, without secrets.</param>
    /// <param name="Raw">What there is of an answer.</param>
    public sealed record Unanswered(string Code, string Reason, string? Raw) : DeliveryOutcome(Raw);

    /// <summary>The destination will not take it; trying again changes nothing.</summary>
    /// <param name="Code">A stable code.</param>
    /// <param name="Reason">What happened, without secrets.</param>
    /// <param name="Raw">The raw answer.</param>
    public sealed record Refused(string Code, string Reason, string? Raw) : DeliveryOutcome(Raw);
}
