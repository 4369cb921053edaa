namespace LerBridge.Worker.Reporting;

/// <summary>What may be kept everywhere of a receiver's answer: the number of its status. The rest may quote the record, and is shown by the verbs that a person asks about one delivery.</summary>
internal static class AnswerStatus
{
    /// <summary>The status of an answer (RFC 9112, section 4); null for what has none.</summary>
    public static string? Of(string? answer) => answer is [>= '1' and <= '5', >= '0' and <= '9', >= '0' and <= '9', ..] ? answer[..3] : null;
}
