namespace LerBridge.Worker.Reporting;

/// <summary>What may be kept everywhere of a receiver's answer: the number of its status. The rest may quote the record, and is shown on a terminal to a person who asks about one delivery or credential.</summary>
internal static class AnswerStatus
{
    /// <summary>The answer for a person at a terminal; its status, and where to see the rest, for a file, a pipe or a log.</summary>
    public static string Shown(string answer, bool terminal) => terminal ? answer : $"{Of(answer) ?? "something"} (all of it is shown on a terminal alone)";

    /// <summary>The status of an answer (RFC 9112, section 4); null for what has none.</summary>
    public static string? Of(string? answer) => answer is [>= '1' and <= '5', >= '0' and <= '9', >= '0' and <= '9', ..] ? answer[..3] : null;
}
