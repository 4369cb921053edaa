namespace LerBridge.Core.Ledger;

/// <summary>Why a plan waits for a person, for how long, and who let it go on.</summary>
public sealed record PlanTerms
{
    /// <summary>Why it waits.</summary>
    public required PlanKind Kind { get; init; }

    /// <summary>Of a rest: the run it is the rest of.</summary>
    public string? Parent { get; init; }

    /// <summary>Until when it can be applied; null until it is sealed.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Who applied it; null while nobody has.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>Why a brake was released, in the person's words; null where none was.</summary>
    public string? OverrideReason { get; init; }
}

/// <summary>Why a plan waits for a person.</summary>
public enum PlanKind
{
    /// <summary>A person asked for a plan.</summary>
    Plan,

    /// <summary>The part of a run for which its mapping asks a person (<c>allow: ask</c>).</summary>
    Rest,

    /// <summary>A run that a brake stopped.</summary>
    Braked,
}
