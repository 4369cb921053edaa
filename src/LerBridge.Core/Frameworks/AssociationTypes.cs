namespace LerBridge.Core.Frameworks;

/// <summary>The types of association of CASE 1.1 (https://www.imsglobal.org/spec/case/v1p1, CFAssociation); CASE 1.0 has fewer of them.</summary>
public static class AssociationTypes
{
    /// <summary>The origin stands below the destination.</summary>
    public const string ChildOf = "isChildOf";

    /// <summary>Both say the same.</summary>
    public const string ExactMatch = "exactMatchOf";

    /// <summary>Both have to do with each other.</summary>
    public const string Related = "isRelatedTo";

    /// <summary>The destination took the origin's place.</summary>
    public const string ReplacedBy = "replacedBy";

    /// <summary>The origin is part of the destination.</summary>
    public const string PartOf = "isPartOf";

    /// <summary>The origin comes before the destination.</summary>
    public const string Precedes = "precedes";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [ChildOf, "isPeerOf", PartOf, ExactMatch, Precedes, Related, ReplacedBy, "exemplar", "hasSkillLevel", "isTranslationOf"];

    /// <summary>True for those that say the same read from either end.</summary>
    public static bool IsSymmetric(string type) => type is ExactMatch or Related or "isPeerOf" or "isTranslationOf";
}
