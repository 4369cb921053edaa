using LerBridge.Connectors.Columns;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Workday;

/// <summary>
/// The <c>learning_completions</c> stream: one row per (person, course). Of several enrolments in one course the one counts that says most: completed before under way, the latest completion before
/// an earlier one, and what was rescinded last.
/// </summary>
internal static class LearningCompletions
{
    public const string CompletedAt = "completed_at";

    public const string Rescinded = "rescinded";

    public static ShippedTable Table { get; } = new(
        StreamNames.LearningCompletions,
        [
            .. WorkerColumns.Person,
            (new("course.id", FieldType.Text, false, "The learning content's own id.", "COURSE-7-21"), "Course_ID"),
            (new("course.title", FieldType.Text, false, "Its title.", "Bloodborne Pathogens"), "Course_Title"),
            (new(CompletedAt, FieldType.Time, true, "When it was completed; missing while it is not. Where a mapping does not ask, such a row is skipped.", "2026-05-08T17:00:00Z") { Void = VoidWhen.Missing }, "Completion_Date"),
            (new("grade.letter", FieldType.Text, true, "The grade, in the tenant's words.", "Pass"), "Grade"),
            (new("grade.score", FieldType.Number, true, "The overall score.", "92"), "Score"),
            (new("expires_on", FieldType.Date, true, "The last day on which the completion counts; missing where it has none.", "2027-05-31"), "Expiration_Date"),
            (new(Rescinded, FieldType.Bool, false, "True where the enrolment was taken back. Where a mapping does not ask, such a row is skipped.", "false") { Void = VoidWhen.True }, "Rescinded"),
        ],
        ["person.id", "course.id"],
        null);

    /// <summary>How much a row says: of two rows of one key, the one with the larger number counts.</summary>
    public static long Weight(SourceRecord record)
    {
        if (record[Rescinded] is { IsMissing: false, Bool: true })
        {
            return -1;
        }

        return record[CompletedAt] is { IsMissing: false } completed ? completed.Time.UtcTicks : 0;
    }
}
