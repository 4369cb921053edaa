using System.Collections.Immutable;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Canvas;

/// <summary>The streams that every Canvas connector ships.</summary>
internal static class CanvasStreams
{
    private static readonly ImmutableArray<Field> Person =
    [
        PersonFields.Id,
        PersonFields.SisId,
        PersonFields.Login,
        PersonFields.Email,
        PersonFields.FullName,
        PersonFields.GivenName,
        PersonFields.FamilyName,
    ];

    private static readonly ImmutableArray<Field> CourseAndTerm =
    [
        new("course.id", FieldType.Text, false, "Canvas' own id of the course.", "4711"),
        new("course.name", FieldType.Text, false, "The course's long name.", "Fundamentals of Nursing"),
        new("course.code", FieldType.Text, true, "The course's short name, as its teachers write it.", "NUR-110"),
        new("course.sis_id", FieldType.Text, true, "The student information system's id of the course; absent without the permission to read SIS data.", "NUR-110-202610"),
        new("course.start", FieldType.Date, true, "The day the course starts, in its own zone.", "2026-01-12"),
        new("course.end", FieldType.Date, true, "The day the course ends, in its own zone.", "2026-05-08"),
        new("course.concluded", FieldType.Bool, false, "True where the course is completed, or concluded by its dates.", "true"),
        new("course.deleted", FieldType.Bool, false, "True where the course was deleted.", "false"),
        new("term.id", FieldType.Text, true, "Canvas' own id of the term.", "62"),
        new("term.name", FieldType.Text, true, "The term's name; not unique.", "Spring 2026"),
        new("term.sis_id", FieldType.Text, true, "The student information system's id of the term.", "202610"),
        new("term.start", FieldType.Date, true, "The day the term starts.", "2026-01-12"),
        new("term.end", FieldType.Date, true, "The day the term ends.", "2026-05-08"),
    ];

    /// <summary>One row per (person, course), the person's sections collapsed.</summary>
    public static RecordSchema CourseCompletions { get; } = new(
        StreamNames.CourseCompletions,
        StreamNames.Version,
        [
            .. Person,
            .. CourseAndTerm,
            new("account.id", FieldType.Text, true, "Canvas' own id of the account that the course belongs to.", "7"),
            new("account.name", FieldType.Text, true, "The name of that account.", "School of Nursing"),
            new("section.ids", FieldType.TextList, false, "The ids of all of the person's sections in the course.", "[\"9001\"]"),
            new("section.names", FieldType.TextList, false, "The names of those sections, in the same order.", "[\"NUR-110-01\"]"),
            new("enrolment.state", FieldType.Code, false, "The best state over the person's sections. Completed means concluded, not passed.", "completed", Codes: CanvasStates.Codes),
            new("enrolment.states", FieldType.TextList, false, "Every state over the person's sections, best first.", "[\"completed\"]"),
            new("enrolment.start", FieldType.Time, true, "When the enrolment starts, where it has dates of its own.", "2026-01-12T06:00:00Z"),
            new("enrolment.end", FieldType.Time, true, "When the enrolment ends, where it has dates of its own.", "2026-05-09T04:59:59Z"),
            new("grade.letter", FieldType.Text, true, "The override where there is one, else the final grade.", "B+"),
            new("grade.score", FieldType.Number, true, "The override where there is one, else the final score, in per cent.", "88.5"),
            new("grade.overridden", FieldType.Bool, false, "True where a teacher set the grade by hand.", "false"),
            new("grade.posted", FieldType.Bool, false, "True where nothing is hidden from the student: the unposted grades equal the posted ones.", "true"),
            new("progress.required", FieldType.Whole, true, "How many module requirements the course has; missing where it has no modules.", "12"),
            new("progress.done", FieldType.Whole, true, "How many of them the person has met.", "12"),
            new("completed_at", FieldType.Time, true, "When the person met the last module requirement; with Canvas Data 2 also when a concluded enrolment was concluded, where modules do not say. Never derived from anything else.", "2026-05-01T17:20:00Z"),
            new("ended_on", FieldType.Date, true, "The day the enrolment ended, else the course, else the term.", "2026-05-08"),
        ],
        ["course.id", "person.id"],
        "ended_on");

    /// <summary>One row per result of an outcome: a person, an outcome and what it was assessed by.</summary>
    public static RecordSchema OutcomeResults { get; } = new(
        StreamNames.OutcomeResults,
        StreamNames.Version,
        [
            .. Person,
            new("outcome.id", FieldType.Text, false, "Canvas' own id of the outcome.", "1137203"),
            new("outcome.title", FieldType.Text, false, "The outcome's title.", "Assesses health from head to toe"),
            new("outcome.display_name", FieldType.Text, true, "The name that students see.", "Health assessment"),
            new("outcome.guid", FieldType.Text, true, "The vendor's GUID: in outcomes that were imported from a framework, the identifier of its item.", "31cbb458-0d4c-57d4-8d81-70b3aea03f59"),
            new("outcome.mastery_points", FieldType.Number, true, "From how many points on the outcome is mastered.", "3"),
            new("outcome.points_possible", FieldType.Number, true, "The most points that it gives.", "5"),
            new("outcome.description", FieldType.Text, true, "What it says, without markup.", "Collects a health history and carries out a physical assessment."),
            new("result.id", FieldType.Text, false, "Canvas' own id of the result.", "1063168"),
            new("result.score", FieldType.Number, true, "The points reached.", "4"),
            new("result.possible", FieldType.Number, true, "The points that could be reached.", "5"),
            new("result.percent", FieldType.Number, true, "The share reached, from 0 to 1.", "0.8"),
            new("result.mastered", FieldType.Bool, true, "Whether the outcome was mastered; missing where Canvas does not say.", "true"),
            new("result.hidden", FieldType.Bool, false, "True where the result is hidden from the student.", "false"),
            new("result.assessed_at", FieldType.Time, true, "When it was submitted or assessed.", "2026-05-05T19:06:10Z"),
            new("assignment.id", FieldType.Text, true, "Canvas' own id of the assignment that was assessed.", "9130007"),
            .. CourseAndTerm,
        ],
        ["result.id"],
        null);

    /// <summary>One row per (person, module) of the module-based courses.</summary>
    public static RecordSchema ModuleCompletions { get; } = new(
        StreamNames.ModuleCompletions,
        StreamNames.Version,
        [
            .. Person,
            .. CourseAndTerm,
            new("module.id", FieldType.Text, false, "Canvas' own id of the module.", "88123"),
            new("module.name", FieldType.Text, false, "The module's name.", "Module 3: Vital signs"),
            new("module.state", FieldType.Code, false, "How far the person is.", "completed", Codes: ["locked", "unlocked", "started", "completed", "other"]),
            new("module.completed_at", FieldType.Time, true, "When the person completed the module.", "2026-03-14T16:20:00Z"),
        ],
        ["module.id", "person.id"],
        null);
}
