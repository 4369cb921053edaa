using System.Text.Json.Nodes;
using LerBridge.Sandbox.Population;

namespace LerBridge.Sandbox.Ethos;

/// <summary>subjects, courses and sections.</summary>
internal static class CourseRows
{
    private static readonly (string Code, string Title)[] SubjectNames =
    [
        ("NUR", "Nursing"), ("WLD", "Welding"), ("ITC", "Information Technology"), ("ACC", "Accounting"), ("ENG", "English"), ("MTH", "Mathematics"),
        ("BIO", "Biology"),
    ];

    public static IReadOnlyList<JsonObject> Subjects { get; } =
    [
        .. SubjectNames.Select(subject =>
            new JsonObject { ["id"] = Subject(subject.Code).ToString(), ["abbreviation"] = subject.Code, ["title"] = subject.Title }),
    ];

    public static IReadOnlyList<JsonObject> Courses { get; } =
    [
        .. Catalogue.All.Select(course => new JsonObject
        {
            ["id"] = course.Guid.ToString(),
            ["titles"] = new JsonArray(Title("short", course.Title[..Math.Min(30, course.Title.Length)]), Title("long", course.Title)),
            ["subject"] = EthosJson.Ref(Subject(course.Subject)),
            ["academicLevels"] = new JsonArray(EthosJson.Ref(CodeRows.Level)),
            ["gradeSchemes"] = new JsonArray(new JsonObject { ["gradeScheme"] = EthosJson.Ref(GradeBook.SchemeGuid(GradeBook.Own)), ["usage"] = "default" }),
            ["credits"] = Credits(course),
            ["number"] = course.Number,
            ["schedulingStartOn"] = "2001-01-01",
        }),
    ];

    public static IReadOnlyList<JsonObject> Sections(EthosWorld data) =>
    [
        .. data.Sections.Select(offering => new JsonObject
        {
            ["id"] = offering.SectionGuid.ToString(),
            ["titles"] = new JsonArray(Title("short", offering.Course.Title[..Math.Min(30, offering.Course.Title.Length)])),
            ["startOn"] = EthosJson.Day(offering.Term.Start ?? default),
            ["endOn"] = EthosJson.Day(offering.End),
            ["code"] = offering.Crn,
            ["number"] = "01",
            ["academicPeriod"] = EthosJson.Ref(offering.IsFirstHalf ? MadeUpGuid.Of("academic-period", "202710-H1") : offering.Term.Guid),
            ["reportingAcademicPeriod"] = EthosJson.Ref(offering.Term.Guid),
            ["course"] = EthosJson.Ref(offering.Course.Guid),
            ["credits"] = Credits(offering.Course),
            ["academicLevels"] = new JsonArray(EthosJson.Ref(CodeRows.Level)),
            ["gradeSchemes"] = new JsonArray(EthosJson.Ref(GradeBook.SchemeGuid(GradeBook.Own))),
            ["status"] = new JsonObject { ["category"] = offering.Term == Terms.Fall2026 ? "open" : "closed" },
            ["maxEnrollment"] = 40,
            ["crossListed"] = "notCrossListed",
        }),
    ];

    private static Guid Subject(string code) => MadeUpGuid.Of("subject", code);

    private static JsonObject Title(string type, string value) => new() { ["type"] = EthosJson.Ref(MadeUpGuid.Of("title-type", type)), ["value"] = value };

    private static JsonArray Credits(CatalogueCourse course) =>
    [
        new JsonObject
        {
            ["creditCategory"] = new JsonObject { ["creditType"] = "institution", ["detail"] = EthosJson.Ref(CodeRows.CreditCategory("institution")) },
            ["measure"] = "credit",
            ["minimum"] = course.Credits,
        },
    ];
}
