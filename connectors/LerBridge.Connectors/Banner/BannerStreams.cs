using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Banner;

/// <summary>The streams that every Banner connector ships.</summary>
internal static class BannerStreams
{
    /// <summary>One row per transcript grade.</summary>
    public static RecordSchema CourseCompletions { get; } = new(
        StreamNames.CourseCompletions,
        StreamNames.Version,
        [
            PersonFields.Id,
            PersonFields.BannerId,
            PersonFields.EmployeeId,
            PersonFields.Login,
            PersonFields.Email,
            PersonFields.VerifiedEmail,
            PersonFields.FullName,
            PersonFields.GivenName,
            PersonFields.FamilyName,
            PersonFields.Confidential,
            PersonFields.TranscriptHold,
            new("transcript.id", FieldType.Text, false, "The transcript grade's own GUID.", "7f0c8a52-7a3f-4d0e-9a51-3f5c8b8f2b11"),
            new("course.code", FieldType.Text, false, "Subject and number, as in NUR-110; else what the transcript itself says.", "NUR-110"),
            new("course.title", FieldType.Text, false, "The course's title; else what the transcript itself says.", "Fundamentals of Nursing"),
            new("course.id", FieldType.Text, true, "The GUID of the course.", "2b7a6c1d-41de-4a0c-8c3e-6f0a1e9d7c55"),
            new("course.subject", FieldType.Text, true, "The subject's abbreviation.", "NUR"),
            new("course.number", FieldType.Text, true, "The course number; text, for it may have letters and leading zeros.", "110"),
            new("section.id", FieldType.Text, true, "The GUID of the section.", "c0a2d4de-9d0b-4f70-a8a3-6a4fb2f2a901"),
            new("section.crn", FieldType.Text, true, "The course reference number; unique within its term only.", "20417"),
            new("term.id", FieldType.Text, true, "The GUID of the academic period.", "0d5c6c1e-71ab-4c36-8a0e-5d3a7c9e1f20"),
            new("term.code", FieldType.Text, true, "The academic period's code.", "202610"),
            new("term.name", FieldType.Text, true, "The academic period's title.", "Spring 2026"),
            new("term.start", FieldType.Date, true, "The day the academic period starts.", "2026-01-12"),
            new("term.end", FieldType.Date, true, "The day the academic period ends.", "2026-05-08"),
            new("grade.letter", FieldType.Text, true, "The grade of record.", "B+"),
            new("grade.scheme", FieldType.Text, true, "The GUID of the grade scheme.", "9c0e5c1b-9f1f-4f0c-8f41-0a7f2f1b6e33"),
            new("grade.credit", FieldType.Code, true, "Whether the grade gives credit.", "full", Codes: ["full", "none", "other"]),
            new("grade.incomplete", FieldType.Bool, false, "True while an incomplete grade waits for its final one.", "false"),
            new("grade.changes", FieldType.Whole, false, "How many earlier grades the row has had.", "0"),
            new("credit.attempted", FieldType.Number, true, "Credits attempted.", "3"),
            new("credit.earned", FieldType.Number, true, "Credits earned; more than zero is the best sign of a pass.", "3"),
            new("credit.points", FieldType.Number, true, "Quality points, not weighted.", "9.9"),
            new(
                "credit.repeat",
                FieldType.Code,
                true,
                "What a repeated course counts for.",
                "notRepeated",
                Codes: ["notRepeated", "repeatedIncludeNeither", "repeatedIncludeCredit", "repeatedIncludeQualityPoints", "repeatedIncludeBoth", "other"]),
            new("transfer", FieldType.Bool, false, "True where the credit was not earned here.", "false"),
            new("recorded_on", FieldType.Date, true, "The day the grade was recorded.", "2026-05-12"),
        ],
        ["transcript.id"],
        "recorded_on");
}
