namespace LerBridge.Core.Pipeline;

/// <summary>The codes and words of what <c>on_change</c> does, where several places say them.</summary>
internal static class ChangeReasons
{
    /// <summary>A credential is suspended or revoked because its record changed.</summary>
    public const string Changed = "LB4011";

    public const string ChangedText = "The record changed, and the mapping withdraws on change.";

    /// <summary>A record qualifies, and another one of its group is kept.</summary>
    public const string Superseded = "LB4012";

    /// <summary>The record that was kept is out, and the next best of its group is not in this extract.</summary>
    public const string NextUnread = "LB4017";

    public const string NextUnreadText = "The record that was kept no longer counts, and the next one of its group is not in this extract; the credential stays until it is read.";

    /// <summary>A record that had been withdrawn is back.</summary>
    public const string Back = "LB4013";

    /// <summary>A change waits out its grace. Such records are decided anew by every run: time passes while they stay as they are.</summary>
    public const string Grace = "LB4014";

    /// <summary>The mapping suspends, and the credential has no place in a suspension list.</summary>
    public const string NoPlace = "LB4015";

    public const string NoPlaceText =
        "The mapping would suspend the credential, but it was issued without a place in a suspension list, so no verifier would see it. Correct it, which gives it one, or revoke it by hand.";

    /// <summary>A person suspended or revoked the credential.</summary>
    public const string ByHand = "LB4016";

    public const string RevokedByHand = "The credential was revoked by hand; no run issues it anew.";

    public const string SuspendedByHand = "The credential was suspended by hand; no run puts a new one in its place.";

    public const string ReinstatedByHand = "The credential was reinstated by hand; no run suspends or revokes it until its record says again what it says.";

    /// <summary>A new record says what a credential says whose record was not read. Such records are decided anew by every run: a complete one tells.</summary>
    public const string PerhapsKnown = "LB4018";

    public const string PerhapsKnownText =
        "The person has a credential that says the same, for a record that is not in this extract, and the extract cannot show whether that one is gone: this may be the same record under a new key.";

    /// <summary>A complete extract no longer has the record.</summary>
    public const string Absent = "LB4020";

    public const string AbsentText = "A complete extract no longer has the record.";
}
