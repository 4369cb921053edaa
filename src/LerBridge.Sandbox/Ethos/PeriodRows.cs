using System.Text.Json.Nodes;
using LerBridge.Sandbox.Population;

namespace LerBridge.Sandbox.Ethos;

/// <summary>academic-periods: the years, the terms in them, and a part of a term.</summary>
internal static class PeriodRows
{
    public static IReadOnlyList<JsonObject> Periods { get; } = [Year(2025), Year(2026), Year(2027), .. Terms.Taught.Select(Term), HalfTerm()];

    private static JsonObject Year(int year) => new()
    {
        ["id"] = YearGuid(year).ToString(),
        ["code"] = $"{year}",
        ["title"] = $"Academic Year {year - 1}-{year}",
        ["category"] = new JsonObject { ["type"] = "year" },
        ["startOn"] = EthosJson.Midnight(new DateOnly(year - 1, 8, 15)),
        ["endOn"] = EthosJson.Midnight(new DateOnly(year, 8, 14)),
    };

    private static JsonObject Term(Term term)
    {
        var at = Terms.Taught.TakeWhile(other => other != term).Count();
        var category = new JsonObject
        {
            ["type"] = "term",
            ["parent"] = new JsonObject { ["id"] = YearGuid(int.Parse(term.Code?[..4] ?? "0", System.Globalization.CultureInfo.InvariantCulture)).ToString() },
        };
        return new JsonObject
        {
            ["id"] = term.Guid.ToString(),
            ["code"] = term.Code,
            ["title"] = term.Name,
            ["category"] = category.Set("preceding", at > 0 ? EthosJson.Ref(Terms.Taught[at - 1].Guid) : null),
            ["startOn"] = EthosJson.Midnight(term.Start ?? default),
            ["endOn"] = EthosJson.Midnight(term.End ?? default),
            ["registration"] = term == Terms.Fall2026 ? "open" : "closed",
        };
    }

    private static JsonObject HalfTerm() => new()
    {
        ["id"] = MadeUpGuid.Of("academic-period", "202710-H1").ToString(),
        ["code"] = "202710-H1",
        ["title"] = "Fall 2026 First Eight Weeks",
        ["category"] = new JsonObject { ["type"] = "subterm", ["parent"] = EthosJson.Ref(Terms.Fall2026.Guid) },
        ["startOn"] = EthosJson.Midnight(new DateOnly(2026, 8, 24)),
        ["endOn"] = EthosJson.Midnight(new DateOnly(2026, 10, 16)),
        ["registration"] = "closed",
    };

    private static Guid YearGuid(int year) => MadeUpGuid.Of("academic-year", year);
}
