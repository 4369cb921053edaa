namespace LerBridge.Storage.Outbox;

/// <summary>The words of <c>outbox.state</c>.</summary>
internal static class MessageStates
{
    public const string Queued = "queued";
    public const string Retrying = "retrying";
    public const string Accepted = "accepted";
    public const string Refused = "refused";
    public const string Held = "held";

    /// <summary>It was held, and a later message or a withdrawal has made it needless.</summary>
    public const string Needless = "needless";
}
