namespace LerBridge.Core.Pipeline;

/// <summary>What kinds of holds there are, by their codes: who has to look, and whether a person's yes is enough.</summary>
public static class HoldKinds
{
    /// <summary>The code of records that a reason under <c>when</c> holds.</summary>
    public const string Decided = "LB3002";

    /// <summary>What kind of hold a code stands for.</summary>
    /// <param name="code">The code.</param>
    public static HoldKind Of(string code) => code switch
    {
        ChangePolicy.WaitsCode => new HoldKind("approval", true, "The mapping asks before this is done."),
        "LB4002" => new HoldKind("not-allowed", false, "The mapping forbids it; change allow in the mapping where that is wrong."),
        "LB4010" => new HoldKind("change", true, "The record changed, and the mapping holds that."),
        ChangeReasons.Back => new HoldKind("return", true, "The record is back, and the mapping holds that."),
        ChangeReasons.Absent => new HoldKind("absence", true, "The source no longer has the record."),
        "LB3001" or "LB3003" => new HoldKind("withdrawal", true, "The record no longer qualifies, and the mapping holds that."),
        "LB4021" or ChangeReasons.NextUnread or UnreadGuard.Code => new HoldKind("source", false, "The source could not be read in full; the next run that reads all of it decides."),
        ChangeReasons.PerhapsKnown => new HoldKind("key", true, "The next run that reads all of the source decides; released, it is issued beside the credential that there is."),
        ChangeReasons.Grace => new HoldKind("grace", false, "It waits out its grace and then acts by itself."),
        SealedClaims.Code => new HoldKind("ledger", false, "Somebody changed the ledger beside LerBridge (lerbridge runs verify); the next run decides anew."),
        ChangeReasons.ByHand => new HoldKind("by-hand", false, "A person stopped the credential; end that with lerbridge credential reinstate, or revoke it."),
        ChangeReasons.NoPlace => new HoldKind("no-place", false, "The credential has no place in a suspension list; correct it, or revoke it by hand."),
        Decided => new HoldKind("mapping", true, "The mapping's own reason holds it, so that somebody looks at it first."),
        _ when code.StartsWith("LB35", StringComparison.Ordinal) => new HoldKind("person", false, "Whose record it is has to be said first: lerbridge person link."),
        _ when code.StartsWith("LB31", StringComparison.Ordinal) => new HoldKind("source", false, "The record has to be mended at its source."),
        _ => new HoldKind("mapping", false, "The mapping misses something that it needs; mend the record, the table or the mapping. What it would sign otherwise might lack just that."),
    };
}

/// <summary>A kind of hold.</summary>
/// <param name="Name">Its name, a word.</param>
/// <param name="Releasable">True where a person's yes is enough for the next run to go on.</param>
/// <param name="Advice">What it is about, and what else helps.</param>
public sealed record HoldKind(string Name, bool Releasable, string Advice);
