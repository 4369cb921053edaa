using System.Globalization;
using LerBridge.Core.Ledger;

namespace LerBridge.Worker.Reporting;

/// <summary>What happened at the source, and what was done about it, as a person reads it.</summary>
internal static class ChangeText
{
    /// <summary>The changes of a run in one line: <c>3 corrections; 1 return, reinstated</c>. What was issued for the first time is no change.</summary>
    public static string Of(IEnumerable<RunChange> changes) => string.Join("; ", changes.Where(change => change.Change != SourceChange.First).Select(Of));

    /// <summary>A change by its name.</summary>
    public static string Word(SourceChange change) => change switch
    {
        SourceChange.First => "first issue",
        SourceChange.NoEffect => "change without effect",
        SourceChange.Cosmetic => "change of wording",
        SourceChange.KeyChange => "change of record",
        SourceChange.PersonMerge => "change of person",
        _ => change.ToString().ToLowerInvariant(),
    };

    private static string Of(RunChange change)
    {
        var count = change.Count.ToString("#,0", CultureInfo.InvariantCulture);
        var word = Word(change.Change);
        var words = change.Count == 1 ? word : word.StartsWith("change ", StringComparison.Ordinal) ? $"changes{word[6..]}" : $"{word}s";
        var done = (change.Change, change.Action) switch
        {
            (SourceChange.NoEffect, _) => string.Empty,
            (_, null) => ", held or left as it is",
            (_, CredentialAction.Correct) => string.Empty,
            (_, CredentialAction.Issue or CredentialAction.Reissue) => ", issued anew",
            (_, CredentialAction.Suspend) => ", suspended",
            (_, CredentialAction.Reinstate) => ", reinstated",
            _ => ", revoked",
        };
        return $"{count} {words}{done}";
    }
}
