namespace LerBridge.Sandbox.Population;

/// <summary>The letters of the registrar: one scheme for own courses, one for work taken elsewhere.</summary>
internal static class GradeBook
{
    public const string Own = "UG";
    public const string Transfer = "TR";

    public static readonly IReadOnlyList<(string Scheme, string Letter, bool Credit, decimal? Points)> Definitions =
    [
        (Own, "A", true, 4m),
        (Own, "B", true, 3m),
        (Own, "C", true, 2m),
        (Own, "D", true, 1m),
        (Own, "F", false, 0m),
        (Own, "W", false, null),
        (Own, "I", false, null),
        (Own, "P", true, null),
        (Own, "AU", false, null),
        (Own, "NR", false, null),
        (Transfer, "TA", true, null),
        (Transfer, "TB", true, null),
        (Transfer, "TC", true, null),
    ];

    public static Guid SchemeGuid(string scheme) => MadeUpGuid.Of("grade-scheme", scheme);

    public static Guid Guid(string letter) => MadeUpGuid.Of("grade-definition", letter);

    public static (string Scheme, string Letter, bool Credit, decimal? Points) Of(string letter) => Definitions.First(line => line.Letter == letter);
}
