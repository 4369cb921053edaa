namespace LerBridge.Core.Mapping.Preview;

/// <summary>How something changes from one version of claims to another.</summary>
public enum ClaimsChangeKind
{
    /// <summary>It was not there.</summary>
    Gain,

    /// <summary>It is there no more.</summary>
    Lose,

    /// <summary>It says something else.</summary>
    Change,
}

/// <summary>One change of a credential.</summary>
/// <param name="Kind">How.</param>
/// <param name="Path">Where, without indices: <c>credentialSubject.achievement.alignment</c>.</param>
/// <param name="Item">For an item of a list: what tells it from the others, as in <c>NUR-2.5</c>; null for a member.</param>
/// <param name="Before">What it said; null for what was not there, or is more than one value.</param>
/// <param name="After">What it says.</param>
public sealed record ClaimsChange(ClaimsChangeKind Kind, string Path, string? Item, string? Before, string? After);
