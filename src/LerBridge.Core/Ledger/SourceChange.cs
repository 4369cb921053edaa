namespace LerBridge.Core.Ledger;

/// <summary>What happened at the source, seen from what was issued before.</summary>
public enum SourceChange
{
    /// <summary>A record that qualifies and for which nothing was issued before.</summary>
    First,

    /// <summary>The record changed; what the credential says of it did not.</summary>
    NoEffect,

    /// <summary>Only wording changed: names, descriptions, narratives, pictures.</summary>
    Cosmetic,

    /// <summary>What the credential states changed, neither for the better nor for the worse as far as the mapping can tell.</summary>
    Correction,

    /// <summary>The mapping's <c>rank</c> rose.</summary>
    Upgrade,

    /// <summary>The mapping's <c>rank</c> fell.</summary>
    Downgrade,

    /// <summary>The record no longer qualifies, or is gone.</summary>
    Withdrawal,

    /// <summary>A record that had been withdrawn is back, or qualifies again.</summary>
    Return,

    /// <summary>The credential stands for another record now.</summary>
    KeyChange,

    /// <summary>The record belongs to another person now.</summary>
    PersonMerge,
}
