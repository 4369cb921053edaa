using System.Collections.Immutable;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Banner;

/// <summary>The streams that every Banner connector ships.</summary>
internal static class BannerStreams
{
    private static readonly ImmutableArray<Field> Person =
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
    ];

    private static readonly ImmutableArray<Field> Term =
    [
        new("term.id", FieldType.Text, true, "The GUID of the academic period.", "0d5c6c1e-71ab-4c36-8a0e-5d3a7c9e1f20"),
        new("term.code", FieldType.Text, true, "The academic period's code.", "202610"),
        new("term.name", FieldType.Text, true, "The academic period's title.", "Spring 2026"),
        new("term.start", FieldType.Date, true, "The day the academic period starts.", "2026-01-12"),
        new("term.end", FieldType.Date, true, "The day the academic period ends.", "2026-05-08"),
    ];

    private static readonly ImmutableArray<Field> Course =
    [
        new("transcript.id", FieldType.Text, false, "The transcript grade's own GUID.", "7f0c8a52-7a3f-4d0e-9a51-3f5c8b8f2b11"),
        new("course.code", FieldType.Text, false, "Subject and number, as in NUR-110; else what the transcript itself says.", "NUR-110"),
        new("course.title", FieldType.Text, false, "The course's title; else what the transcript itself says.", "Fundamentals of Nursing"),
        new("course.id", FieldType.Text, true, "The GUID of the course.", "2b7a6c1d-41de-4a0c-8c3e-6f0a1e9d7c55"),
        new("course.subject", FieldType.Text, true, "The subject's abbreviation.", "NUR"),
        new("course.number", FieldType.Text, true, "The course number; text, for it may have letters and leading zeros.", "110"),
        new("section.id", FieldType.Text, true, "The GUID of the section.", "c0a2d4de-9d0b-4f70-a8a3-6a4fb2f2a901"),
        new("section.crn", FieldType.Text, true, "The course reference number; unique within its term only.", "20417"),
        .. Term,
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
    ];

    private static readonly ImmutableArray<Field> Award =
    [
        new("award.id", FieldType.Text, false, "The award's GUID; with the credential's behind it where one row awards several.", "3c2f9a7e-5a60-4a0b-8f0d-3a1c5f7e9b20"),
        new("award.credential", FieldType.Text, false, "The abbreviation of the credential.", "AAS"),
        new("award.title", FieldType.Text, true, "The credential's title.", "Associate of Applied Science"),
        new("award.type", FieldType.Code, true, "What kind of credential it is.", "degree", Codes: ["degree", "diploma", "honorary", "certificate", "other"]),
        new("award.level", FieldType.Text, true, "The code of the academic level.", "UG"),
        new("award.program", FieldType.Text, true, "The title of the academic program.", "Nursing"),
        new("award.disciplines", FieldType.TextList, false, "The titles of the disciplines.", "Nursing"),
        new("award.honors", FieldType.TextList, false, "The titles of honors and distinctions.", "Cum Laude"),
        new("award.earned_on", FieldType.Date, true, "The day the credential was earned.", "2026-05-09"),
        new("award.graduated_on", FieldType.Date, true, "The day of graduation.", "2026-05-09"),
        new("award.status", FieldType.Code, false, "Awarded once it has a day; what was rescinded loses its day again and is pending.", "awarded", Codes: ["awarded", "pending", "rescinded"]),
        .. Term,
    ];

    /// <summary>The fields of a transcript grade.</summary>
    public static IEnumerable<string> CourseNames => Course.Select(one => one.Name);

    /// <summary>The fields of an award.</summary>
    public static IEnumerable<string> AwardNames => Award.Select(one => one.Name);

    /// <summary>One row per transcript grade.</summary>
    public static RecordSchema CourseCompletions { get; } = new(StreamNames.CourseCompletions, StreamNames.Version, [.. Person, .. Course], ["transcript.id"], "recorded_on");

    /// <summary>One row per credential awarded or sought.</summary>
    public static RecordSchema Awards { get; } = new(StreamNames.Awards, StreamNames.Version, [.. Person, .. Award], ["award.id"], "award.earned_on");

    /// <summary>One row per person, with everything that is on the transcript.</summary>
    public static RecordSchema AcademicHistory { get; } = new(
        StreamNames.AcademicHistory,
        StreamNames.Version,
        [
            .. Person,
            Field.List("courses", new ItemSchema(Course, "transcript.id"), "The person's transcript grades, in the order in which they were recorded."),
            Field.List("awards", new ItemSchema(Award, "award.id"), "The person's credentials, in the order in which they were earned."),
            new("gpa", FieldType.Number, true, "The cumulative grade point average over all work.", "3.41", FieldTags.Rating),
        ],
        ["person.id"],
        null);
}
