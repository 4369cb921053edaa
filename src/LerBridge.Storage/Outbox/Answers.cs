namespace LerBridge.Storage.Outbox;

/// <summary>The words of <c>outbox_attempt.outcome</c>.</summary>
internal static class Answers
{
    public const string Accepted = "accepted";
    public const string Retry = "retry";
    public const string Barred = "barred";
    public const string Refused = "refused";
    public const string Unanswered = "unanswered";
}
