using System.Text.Json.Nodes;
using LerBridge.Sandbox.Population;

namespace LerBridge.Sandbox.Ethos;

/// <summary>student-transcript-grades and student-academic-credentials.</summary>
internal static class TranscriptRows
{
    public static IReadOnlyList<JsonObject> Grades(EthosWorld data) => [.. data.Transcript.Select(Grade)];

    public static IReadOnlyList<JsonObject> Awards(EthosWorld data) => [.. data.Awards.Select(Award)];

    private static JsonObject Grade(TranscriptGrade grade)
    {
        var definition = GradeBook.Of(grade.Letter);
        var row = new JsonObject
        {
            ["id"] = grade.Id.ToString(),
            ["student"] = EthosJson.Ref(grade.StudentId),
            ["course"] = Course(grade),
            ["academicPeriod"] = EthosJson.Ref(grade.Term.Guid),
            ["grade"] = EthosJson.Ref(grade.GradeId ?? GradeBook.Guid(grade.Letter)),
        };
        if (grade.IncompleteUntil is { } until)
        {
            row["incompleteGrade"] = new JsonObject { ["finalGrade"] = EthosJson.Ref(GradeBook.Guid("F")), ["extensionDate"] = EthosJson.Day(until) };
        }

        row["awardGradeScheme"] = EthosJson.Ref(GradeBook.SchemeGuid(definition.Scheme));
        row["creditCategory"] = EthosJson.Ref(CodeRows.CreditCategory(grade.CreditType));
        row["credit"] = Credit(grade, definition.Points);
        if (grade.Earlier.Count > 0)
        {
            row["changeReason"] = EthosJson.Ref(MadeUpGuid.Of("grade-change-reason", grade.Letter == "W" ? "RW" : "AP"));
        }

        row.Set("recordedOn", grade.RecordedOn is { } day ? EthosJson.Day(day) : null);
        return grade.Earlier.Count == 0 ? row : row.Set("changeDetails", new JsonArray([.. grade.Earlier.Select(Change)]));
    }

    private static JsonObject Course(TranscriptGrade grade) => new JsonObject()
        .Set("section", grade.SectionId is { } section ? EthosJson.Ref(section) : null)
        .Set("detail", grade.CourseId is { } course ? EthosJson.Ref(course) : null)
        .Set("name", grade.CourseName);

    private static JsonObject Credit(TranscriptGrade grade, decimal? points) => new JsonObject()
        .Set("attemptedCredit", grade.Attempted is { } attempted ? EthosJson.Amount(attempted) : null)
        .Set("earnedCredit", grade.Earned is { } earned ? EthosJson.Amount(earned) : null)
        .Set("qualityPoint", points is { } value && grade.Attempted is { } hours
            ? new JsonObject { ["nonWeighted"] = value * hours, ["gpa"] = value * hours }
            : null)
        .Set("repeatedSection", grade.Repeat);

    private static JsonObject Change(GradeChange change, int at) => new()
    {
        ["sequenceNumber"] = $"{at + 1}",
        ["grade"] = EthosJson.Ref(GradeBook.Guid(change.Letter)),
        ["awardGradeScheme"] = EthosJson.Ref(GradeBook.SchemeGuid(GradeBook.Own)),
        ["recordedOn"] = EthosJson.Day(change.RecordedOn),
    };

    private static JsonObject Award(Award award)
    {
        var row = new JsonObject
        {
            ["id"] = award.Id.ToString(),
            ["student"] = EthosJson.Ref(award.StudentId),
            ["studentProgram"] = EthosJson.Ref(ProgramRows.Enrolment(award)),
            ["academicLevel"] = EthosJson.Ref(CodeRows.Level),
            ["credentials"] = new JsonArray(new JsonObject
            {
                ["credential"] = EthosJson.Ref(MadeUpGuid.Of("academic-credential", award.Credential)),
                ["earnedOn"] = EthosJson.Day(award.EarnedOn),
            }),
            ["disciplines"] = new JsonArray(EthosJson.Ref(MadeUpGuid.Of("academic-discipline", award.Discipline))),
        };
        row.Set("recognitions", award.Honor is { } honor ? new JsonArray(EthosJson.Ref(MadeUpGuid.Of("academic-honor", honor))) : null);
        row["graduatedOn"] = EthosJson.Day(award.EarnedOn);
        row["graduationYear"] = $"{award.EarnedOn.Year}";
        row["graduationAcademicPeriod"] = EthosJson.Ref(award.Term.Guid);
        return row;
    }
}
