using System.Text.Json.Nodes;
using LerBridge.Sandbox.Population;

namespace LerBridge.Sandbox.Ethos;

/// <summary>The small code tables.</summary>
internal static class CodeRows
{
    public static IReadOnlyList<JsonObject> CreditCategories { get; } =
    [
        Row("credit-category", "I", "Institution", ("creditType", "institution")),
        Row("credit-category", "T", "Transfer", ("creditType", "transfer")),
        Row("credit-category", "CE", "Continuing Education", ("creditType", "ce")),
    ];

    public static IReadOnlyList<JsonObject> HoldTypes { get; } =
    [
        Row("person-hold-type", "TR", "Transcript Hold", ("category", "administrative")),
        Row("person-hold-type", "FN", "Financial Hold", ("category", "financial")),
        Row("person-hold-type", "AD", "Advising Hold", ("category", "academic")),
    ];

    public static IReadOnlyList<JsonObject> ChangeReasons { get; } =
    [
        Row("grade-change-reason", "AP", "Appeal Granted"),
        Row("grade-change-reason", "RW", "Retroactive Withdrawal"),
    ];

    public static IReadOnlyList<JsonObject> Levels { get; } =
    [
        Row("academic-level", "UG", "Undergraduate"),
        Row("academic-level", "CE", "Continuing Education"),
    ];

    public static IReadOnlyList<JsonObject> Honors { get; } = [Row("academic-honor", "CUML", "Cum Laude", ("type", "distinction"))];

    public static IReadOnlyList<JsonObject> Credentials { get; } =
    [
        Abbreviated("academic-credential", "AAS", "Associate of Applied Science", "degree"),
        Abbreviated("academic-credential", "AA", "Associate of Arts", "degree"),
        Abbreviated("academic-credential", "CERT", "Certificate of Completion", "certificate"),
    ];

    public static IReadOnlyList<JsonObject> Disciplines { get; } =
    [
        Abbreviated("academic-discipline", "NURS", "Nursing", "major"),
        Abbreviated("academic-discipline", "WELD", "Welding Technology", "major"),
        Abbreviated("academic-discipline", "INFT", "Information Technology", "major"),
        Abbreviated("academic-discipline", "ACCT", "Bookkeeping and Accounting", "major"),
        Abbreviated("academic-discipline", "GENS", "General Studies", "major"),
    ];

    public static Guid CreditCategory(string type) => MadeUpGuid.Of("credit-category", type == "transfer" ? "T" : "I");

    public static Guid Level => MadeUpGuid.Of("academic-level", "UG");

    private static JsonObject Row(string kind, string code, string title, params ReadOnlySpan<(string Key, string Value)> more)
    {
        var row = new JsonObject { ["id"] = MadeUpGuid.Of(kind, code).ToString(), ["code"] = code, ["title"] = title };
        foreach (var (key, value) in more)
        {
            row[key] = value;
        }

        return row;
    }

    private static JsonObject Abbreviated(string kind, string abbreviation, string title, string type) => new()
    {
        ["id"] = MadeUpGuid.Of(kind, abbreviation).ToString(),
        ["abbreviation"] = abbreviation,
        ["title"] = title,
        ["type"] = type,
    };
}
