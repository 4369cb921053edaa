using System.Collections.Immutable;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Canvas;

/// <summary>Turns Canvas' shapes into records: pure, and the same for the same input.</summary>
internal sealed class CanvasNormalizer(DateOnly recordDate)
{
    private static readonly RecordSchema Schema = CanvasStreams.CourseCompletions;

    /// <summary>When an enrolment of a course was concluded, where something tells: by the ids of course and enrolment.</summary>
    public Func<string, string, DateTimeOffset?>? Concluded { get; init; }

    /// <summary>One record per person of a course, in the order of their ids.</summary>
    public IReadOnlyList<SourceRecord> Normalize(
        CanvasCourseContext context,
        IEnumerable<CanvasEnrolment> enrolments,
        IReadOnlyDictionary<string, string?> sections,
        IReadOnlyDictionary<string, CanvasProgress> progress)
    {
        var people = enrolments
            .Where(IsStudent)
            .DistinctBy(row => row.Id, StringComparer.Ordinal)
            .GroupBy(row => row.UserId, StringComparer.Ordinal)
            .OrderBy(group => group.Key, NumericOrder.Instance);
        return [.. people.Select(rows => this.Record(context, [.. rows.OrderBy(row => CanvasStates.Rank(row.EnrollmentState)).ThenBy(row => row.Id, NumericOrder.Instance)], sections, progress))];
    }

    /// <summary>The record of an outcome's result.</summary>
    /// <param name="context">The course.</param>
    /// <param name="result">The result.</param>
    /// <param name="outcome">Its outcome.</param>
    /// <param name="person">The person's enrolments in the course; none where Canvas lists none.</param>
    public SourceRecord Outcome(CanvasCourseContext context, CanvasOutcomeResult result, CanvasOutcome outcome, CanvasEnrolment[] person)
    {
        var record = new SourceRecord(CanvasStreams.OutcomeResults) { Place = $"course {context.Course.Id}" };
        record["person.id"] = Value.Of(result.Links?.User);
        if (person.Length > 0)
        {
            Person(record, person);
        }

        this.Course(record, context);
        record["outcome.id"] = Value.Of(outcome.Id);
        record["outcome.title"] = Value.Of(NotEmpty(outcome.Title) ?? NotEmpty(outcome.DisplayName) ?? outcome.Id);
        record["outcome.display_name"] = Value.Of(NotEmpty(outcome.DisplayName));
        record["outcome.guid"] = Value.Of(NotEmpty(outcome.VendorGuid)?.Trim());
        record["outcome.mastery_points"] = Value.Of(outcome.MasteryPoints);
        record["outcome.points_possible"] = Value.Of(outcome.PointsPossible);
        record["outcome.description"] = Value.Of(PlainText.Of(outcome.Description));
        record["result.id"] = Value.Of(result.Id);
        record["result.score"] = Value.Of(result.Score);
        record["result.possible"] = Value.Of(result.Possible);
        record["result.percent"] = Value.Of(result.Percent);
        record["result.mastered"] = Value.Of(result.Mastery);
        record["result.hidden"] = Value.Of(result.Hidden ?? false);
        record["result.assessed_at"] = Value.Of(result.SubmittedOrAssessedAt);
        record["assignment.id"] = Value.Of(result.Links?.Assignment is { } assignment ? assignment[(assignment.LastIndexOf('_') + 1)..] : null);
        return record;
    }

    /// <summary>The record of a module for a person.</summary>
    public SourceRecord Module(CanvasCourseContext context, CanvasModule module, CanvasEnrolment[] person)
    {
        var record = new SourceRecord(CanvasStreams.ModuleCompletions) { Place = $"course {context.Course.Id}" };
        Person(record, person);
        this.Course(record, context);
        record["module.id"] = Value.Of(module.Id);
        record["module.name"] = Value.Of(NotEmpty(module.Name) ?? module.Id);
        record["module.state"] = Value.Of(module.State is "locked" or "unlocked" or "started" or "completed" ? module.State : "other");
        record["module.completed_at"] = Value.Of(module.CompletedAt);
        return record;
    }

    private SourceRecord Record(CanvasCourseContext context, CanvasEnrolment[] rows, IReadOnlyDictionary<string, string?> sections, IReadOnlyDictionary<string, CanvasProgress> progress)
    {
        var best = rows[0];
        var course = context.Course;
        var record = new SourceRecord(Schema) { Place = $"course {course.Id}" };
        Person(record, rows);
        this.Course(record, context);
        record["account.id"] = Value.Of(course.AccountId);
        record["account.name"] = Value.Of(NotEmpty(context.AccountName));
        record["section.ids"] = Value.Of([.. rows.Select(row => row.CourseSectionId).OfType<string>().Distinct(StringComparer.Ordinal)]);
        record["section.names"] = Value.Of([.. rows.Select(row => row.CourseSectionId).OfType<string>().Distinct(StringComparer.Ordinal).Select(id => sections.GetValueOrDefault(id)).OfType<string>()]);
        record["enrolment.state"] = Value.Of(CanvasStates.IsKnown(best.EnrollmentState) ? best.EnrollmentState : "other");
        record["enrolment.states"] = Value.Of(rows.Select(row => row.EnrollmentState).OfType<string>().ToImmutableArray());
        record["enrolment.start"] = Value.Of(best.StartAt);
        record["enrolment.end"] = Value.Of(best.EndAt);
        Grade(record, rows.FirstOrDefault(row => CanvasStates.Rank(row.EnrollmentState) == CanvasStates.Rank(best.EnrollmentState) && HasGrade(row.Grades))?.Grades ?? best.Grades);
        if (progress.GetValueOrDefault(best.UserId) is { Error: null } done)
        {
            record["progress.required"] = Value.Of((decimal?)done.RequirementCount);
            record["progress.done"] = Value.Of((decimal?)done.RequirementCompletedCount);
            record["completed_at"] = Value.Of(done.CompletedAt);
        }

        // Only where the enrolment still is concluded: Canvas keeps the moment when somebody is let in again.
        if (record["completed_at"].IsMissing && best.EnrollmentState == "completed")
        {
            record["completed_at"] = Value.Of(this.Concluded?.Invoke(course.Id, best.Id));
        }

        record["ended_on"] = Value.Of(best.EndAt.DayIn(context.Zone) ?? course.EndAt.DayIn(context.Zone) ?? context.Term?.EndAt.DayIn(context.TermZone));
        return record;
    }

    private void Course(SourceRecord record, CanvasCourseContext context)
    {
        var (course, term) = (context.Course, context.Term);
        record["course.id"] = Value.Of(course.Id);
        record["course.name"] = Value.Of(NotEmpty(course.Name) ?? NotEmpty(course.CourseCode) ?? course.Id);
        record["course.code"] = Value.Of(NotEmpty(course.CourseCode));
        record["course.sis_id"] = Value.Of(NotEmpty(course.SisCourseId));
        record["course.start"] = Value.Of(course.StartAt.DayIn(context.Zone));
        record["course.end"] = Value.Of(course.EndAt.DayIn(context.Zone));
        record["course.concluded"] = Value.Of(this.IsConcluded(context));
        record["course.deleted"] = Value.Of(course.WorkflowState == "deleted");
        record["term.id"] = Value.Of(term?.Id ?? course.EnrollmentTermId);
        record["term.name"] = Value.Of(NotEmpty(term?.Name));
        record["term.sis_id"] = Value.Of(NotEmpty(term?.SisTermId));
        record["term.start"] = Value.Of(term?.StartAt.DayIn(context.TermZone));
        record["term.end"] = Value.Of(term?.EndAt.DayIn(context.TermZone));
    }

    // Where a scoped key drops include[], the dates say it: the course's own where they bind, else the term's, as of the day the extract describes.
    private bool IsConcluded(CanvasCourseContext context)
    {
        var course = context.Course;
        if (course.WorkflowState == "completed")
        {
            return true;
        }

        var end = course is { RestrictEnrollmentsToCourseDates: true, EndAt: not null } ? course.EndAt.DayIn(context.Zone) : context.Term?.EndAt.DayIn(context.TermZone);
        return course.Concluded ?? end < recordDate;
    }

    private static void Person(SourceRecord record, CanvasEnrolment[] rows)
    {
        var user = rows.Select(row => row.User).FirstOrDefault(user => user is not null);
        record["person.id"] = Value.Of(rows[0].UserId);
        record["person.sis_id"] = Value.Of(rows.Select(row => NotEmpty(row.SisUserId)).FirstOrDefault(id => id is not null));
        record["person.login"] = Value.Of(NotEmpty(user?.LoginId));
        record["person.email"] = Value.Of(NotEmpty(user?.Email));
        record["person.full_name"] = Value.Of(NotEmpty(user?.Name));
        if (Split(user?.Name, user?.SortableName) is { } name)
        {
            record["person.given_name"] = Value.Of(name.Given);
            record["person.family_name"] = Value.Of(name.Family);
        }
    }

    /// <summary>Given and family name, only where the full name is exactly the sortable one turned round: anything else would be a guess.</summary>
    internal static (string Given, string Family)? Split(string? name, string? sortable)
    {
        if (sortable?.Split(',') is not [var family, var given] || NotEmpty(family.Trim()) is not { } last || NotEmpty(given.Trim()) is not { } first)
        {
            return null;
        }

        return string.Equals(name?.Trim(), $"{first} {last}", StringComparison.Ordinal) ? (first, last) : null;
    }

    private static void Grade(SourceRecord record, CanvasGrades? grades)
    {
        record["grade.letter"] = Value.Of(NotEmpty(grades?.OverrideGrade) ?? NotEmpty(grades?.FinalGrade));
        record["grade.score"] = Value.Of(grades?.OverrideScore ?? grades?.FinalScore);
        record["grade.overridden"] = Value.Of(grades?.OverrideGrade is not null || grades?.OverrideScore is not null);
        record["grade.posted"] = Value.Of(grades is null or { HasUnposted: false } || (grades.FinalScore == grades.UnpostedFinalScore && NotEmpty(grades.FinalGrade) == NotEmpty(grades.UnpostedFinalGrade)));
    }

    private static bool HasGrade(CanvasGrades? grades) =>
        grades is not null && (grades.OverrideScore ?? grades.FinalScore) is not null | NotEmpty(grades.OverrideGrade ?? grades.FinalGrade) is not null;

    // Test students, Canvas' own and hand-made ones, are in no student information system; a person who happens to have the name is.
    internal static bool IsStudent(CanvasEnrolment row) =>
        row.Type is "StudentEnrollment" && !(row.User is { Name: "Test Student" } && row.SisUserId is null);

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>Ids in the order of their numbers, however long; others by their characters.</summary>
    internal sealed class NumericOrder : IComparer<string>
    {
        public static NumericOrder Instance { get; } = new();

        public int Compare(string? x, string? y)
        {
            var byLength = (x?.Length ?? 0).CompareTo(y?.Length ?? 0);
            return byLength != 0 ? byLength : string.CompareOrdinal(x, y);
        }
    }
}
