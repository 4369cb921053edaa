namespace LerBridge.Core.Mapping.Describing;

/// <summary>How a statement changed.</summary>
public enum DescribedChangeKind
{
    /// <summary>It was not made before.</summary>
    Added,

    /// <summary>It is made no more.</summary>
    Removed,

    /// <summary>It says something else.</summary>
    Changed,

    /// <summary>It says the same in another place, where the order decides.</summary>
    Moved,
}

/// <summary>One difference of two versions of a mapping.</summary>
/// <param name="Section">The part, as in <c>when</c>.</param>
/// <param name="Heading">The part in words.</param>
/// <param name="Kind">How it changed.</param>
/// <param name="Was">What was said; null for what is new.</param>
/// <param name="Now">What is said; null for what is gone.</param>
/// <param name="Place">For ordered parts: where it stands, as in <c>, as number 3</c>.</param>
public sealed record DescribedChange(string Section, string Heading, DescribedChangeKind Kind, string? Was, string? Now, string Place = "");
