using LerBridge.Core.Ledger;

namespace LerBridge.Core.Pipeline;

/// <summary>Which outcomes stand while a record and its mapping stay as they are.</summary>
public static class SettledOutcome
{
    private const string Matches = "LB35";

    /// <summary>
    /// What was held by a match, for an incomplete extract, for fields that could not be read, for a grace or for a person's yes is evaluated each time, since a person may have become known, the extract
    /// complete, the fields readable and the time over; so is what was absent and may be back.
    /// </summary>
    /// <param name="code">Why it came to what it did; null where there is nothing to say.</param>
    /// <param name="isAbsent">True where the last complete extract lacked it.</param>
    public static bool Stands(string? code, bool isAbsent) =>
        !isAbsent
        && code is not (RecordEvaluator.UnknownSpell or ChangePolicy.WaitsCode or UnreadGuard.Code or ChangeReasons.Grace or ChangeReasons.NextUnread or ChangeReasons.PerhapsKnown or SealedClaims.Code)
        && code?.StartsWith(Matches, StringComparison.Ordinal) != true;

    /// <summary>What a record came to, as all records that came to the same have it.</summary>
    /// <param name="outcome">What was decided.</param>
    /// <param name="code">Why, as a code.</param>
    /// <param name="reason">Why, in words.</param>
    /// <param name="where">Where in the mapping.</param>
    /// <param name="key">Its key.</param>
    public static SettledClass ClassOf(DecisionKind outcome, string? code, string? reason, string? where, string key) =>
        outcome == DecisionKind.Unchanged ? new SettledClass(outcome, null, null, null, key) : new SettledClass(outcome, code, reason, where, key);
}
