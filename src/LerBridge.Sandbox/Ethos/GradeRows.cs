using System.Text.Json.Nodes;
using LerBridge.Sandbox.Population;

namespace LerBridge.Sandbox.Ethos;

/// <summary>grade-definitions and grade-schemes, the latter of the kind that says guid for id.</summary>
internal static class GradeRows
{
    public static IReadOnlyList<JsonObject> Definitions { get; } =
    [
        .. GradeBook.Definitions.Select(line => new JsonObject
        {
            ["id"] = GradeBook.Guid(line.Letter).ToString(),
            ["scheme"] = EthosJson.Ref(GradeBook.SchemeGuid(line.Scheme)),
            ["grade"] = new JsonObject { ["type"] = "literal", ["value"] = line.Letter },
            ["credit"] = line.Credit ? "full" : "none",
        }),
    ];

    public static IReadOnlyList<JsonObject> Schemes { get; } =
    [
        Scheme(GradeBook.Own, "Undergraduate Letter Grades"),
        Scheme(GradeBook.Transfer, "Transfer Grades"),
    ];

    private static JsonObject Scheme(string abbreviation, string title) => new()
    {
        ["metadata"] = new JsonObject { ["dataOrigin"] = "Banner" },
        ["guid"] = GradeBook.SchemeGuid(abbreviation).ToString(),
        ["abbreviation"] = abbreviation,
        ["title"] = title,
        ["effectiveStartDate"] = "2001-01-01T00:00:00+00:00",
    };
}
