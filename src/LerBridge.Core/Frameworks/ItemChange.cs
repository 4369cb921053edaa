namespace LerBridge.Core.Frameworks;

/// <summary>What can become of an item between two versions of a framework.</summary>
public enum ChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It is still there, but is withdrawn from a day.</summary>
    Withdrawn,

    /// <summary>Another took its place.</summary>
    Replaced,

    /// <summary>It has its code and its words, but another identifier and address.</summary>
    Readdressed,

    /// <summary>It says something else.</summary>
    Reworded,

    /// <summary>It has another code.</summary>
    Recoded,

    /// <summary>It stands below something else.</summary>
    Moved,
}

/// <summary>What a proposal rests on, the surest first.</summary>
public enum ReplacementBasis
{
    /// <summary>The publisher says so, by an association.</summary>
    Association,

    /// <summary>It has the same code.</summary>
    Code,

    /// <summary>Its statement is the closest.</summary>
    Statement,
}

/// <summary>What could stand in an item's place. A proposal: a person decides.</summary>
/// <param name="Item">The item of the new version.</param>
/// <param name="Basis">What the proposal rests on.</param>
/// <param name="Likeness">For the closest statement: how alike both are, from 0 to 1.</param>
public sealed record Replacement(Competency Item, ReplacementBasis Basis, double? Likeness);

/// <summary>One change of one item.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Before">The item as it was; null where it is new.</param>
/// <param name="After">The item as it is; null where it is gone.</param>
public sealed record ItemChange(ChangeKind Kind, Competency? Before, Competency? After)
{
    /// <summary>What could stand in its place, the best first.</summary>
    public IReadOnlyList<Replacement> Proposals { get; init; } = [];

    /// <summary>True where somebody has to decide something if the item is in use: only a new item, or one that moved, changes nothing for what names it.</summary>
    public bool NeedsPerson => this.Kind is not (ChangeKind.Added or ChangeKind.Moved);
}
