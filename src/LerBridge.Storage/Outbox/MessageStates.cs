using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Outbox;

/// <summary>The words of <c>outbox.state</c>.</summary>
internal static class MessageStates
{
    public const string Queued = "queued";
    public const string Retrying = "retrying";
    public const string Accepted = "accepted";
    public const string Refused = "refused";
    public const string Held = "held";

    /// <summary>It was sent, nobody answered, and the receiver would take it twice: a person has to find out.</summary>
    public const string InDoubt = "in-doubt";

    /// <summary>It was held, and a later message or a withdrawal has made it needless.</summary>
    public const string Needless = "needless";

    public static string Of(DeliveryState state) => state switch
    {
        DeliveryState.Queued => Queued,
        DeliveryState.Retrying => Retrying,
        DeliveryState.Accepted => Accepted,
        DeliveryState.Refused => Refused,
        DeliveryState.Held => Held,
        DeliveryState.InDoubt => InDoubt,
        DeliveryState.Needless => Needless,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static DeliveryState Of(string word) => word == InDoubt ? DeliveryState.InDoubt : Enum.Parse<DeliveryState>(word, ignoreCase: true);
}
