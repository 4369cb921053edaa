using System.Text.Json.Nodes;
using LerBridge.Sandbox.Population;

namespace LerBridge.Sandbox.Ethos;

/// <summary>academic-programs, student-academic-programs and student-grade-point-averages.</summary>
internal static class ProgramRows
{
    public static IReadOnlyList<JsonObject> Programs { get; } = [.. Enum.GetValues<Programme>().Select(Program)];

    /// <summary>Who has been awarded something, in the programme that led to it.</summary>
    public static IReadOnlyList<JsonObject> Enrolled(EthosWorld data)
    {
        var programmes = data.Persons.ToDictionary(learner => learner.PersonId, learner => learner.Programme);
        return [.. data.Awards.Select(award => new JsonObject
        {
            ["id"] = Enrolment(award).ToString(),
            ["student"] = EthosJson.Ref(award.StudentId),
            ["program"] = EthosJson.Ref(Guid(programmes[award.StudentId])),
            ["curriculumObjective"] = "outcome",
            ["preference"] = "primary",
            ["academicLevel"] = EthosJson.Ref(CodeRows.Level),
            ["credentials"] = new JsonArray(EthosJson.Ref(MadeUpGuid.Of("academic-credential", award.Credential))),
            ["startOn"] = EthosJson.Day(award.EarnedOn.AddYears(-2)),
            ["enrollmentStatus"] = new JsonObject { ["status"] = "complete" },
            ["GraduatedOn"] = EthosJson.Day(award.EarnedOn),
        })];
    }

    /// <summary>The averages of everybody who has a grade with points: over the college's own work, and over all.</summary>
    public static IReadOnlyList<JsonObject> Averages(EthosWorld data) =>
    [
        .. data.Transcript.Where(row => row.Attempted > 0m && GradeBook.Of(row.Letter).Points is not null)
            .GroupBy(row => row.StudentId)
            .OrderBy(group => group.Key.ToString(), StringComparer.Ordinal)
            .Select(group => new JsonObject
            {
                ["id"] = MadeUpGuid.Of("averages", group.Key.ToString()).ToString(),
                ["student"] = EthosJson.Ref(group.Key),
                ["cumulative"] = new JsonArray(Average("institution", [.. group.Where(row => row.CreditType == "institution")]), Average("all", [.. group])),
            }),
    ];

    public static Guid Enrolment(Award award) => MadeUpGuid.Of("student-program", award.Id.ToString());

    private static Guid Guid(Programme programme) => MadeUpGuid.Of("academic-program", programme.ToString());

    private static JsonObject Average(string source, IReadOnlyList<TranscriptGrade> rows)
    {
        var attempted = rows.Sum(row => row.Attempted ?? 0m);
        var points = rows.Sum(row => (row.Attempted ?? 0m) * (GradeBook.Of(row.Letter).Points ?? 0m));
        return new JsonObject
        {
            ["academicSource"] = source,
            ["academicLevel"] = EthosJson.Ref(CodeRows.Level),
            ["value"] = attempted == 0m ? 0m : Math.Round(points / attempted, 2),
            ["attemptedCredits"] = attempted,
            ["qualityPoints"] = points,
        };
    }

    private static JsonObject Program(Programme programme)
    {
        var (code, title) = programme switch
        {
            Programme.Nursing => ("AAS-NURS", "Nursing"),
            Programme.Welding => ("CERT-WELD", "Welding Technology"),
            Programme.Computing => ("AAS-INFT", "Information Technology"),
            Programme.Accounting => ("CERT-ACCT", "Bookkeeping and Accounting"),
            _ => ("AA-GENS", "General Studies"),
        };
        return new JsonObject
        {
            ["id"] = Guid(programme).ToString(),
            ["code"] = code,
            ["title"] = title,
            ["academicLevel"] = EthosJson.Ref(CodeRows.Level),
            ["status"] = "active",
        };
    }
}
