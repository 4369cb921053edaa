using System.Text.Json.Nodes;
using LerBridge.Sandbox.Population;

namespace LerBridge.Sandbox.Canvas;

/// <summary>The tables of Canvas Data 2: rows of Canvas' own database, which differ from what the REST API makes of them.</summary>
internal static class DataTables
{
    private const string Course = "Course";

    private static readonly Dictionary<string, Func<CanvasWorld, IEnumerable<JsonObject>>> Tables = new(StringComparer.Ordinal)
    {
        ["courses"] = Courses,
        ["course_sections"] = Sections,
        ["enrollment_terms"] = EnrolmentTerms,
        ["users"] = Users,
        ["pseudonyms"] = Pseudonyms,
        ["enrollments"] = Enrolments,
        ["scores"] = Scores,
        ["context_modules"] = Modules,
        ["context_module_progressions"] = Progressions,
        ["learning_outcomes"] = Outcomes,
        ["learning_outcome_results"] = Results,
    };

    public static IEnumerable<string> Names => Tables.Keys;

    /// <summary>The rows of a table, each with its id; null for a table that there is not.</summary>
    public static IEnumerable<JsonObject>? Rows(string table, CanvasWorld data) => Tables.TryGetValue(table, out var rows) ? rows(data) : null;

    private static IEnumerable<JsonObject> Courses(CanvasWorld data) => data.Courses.Select(course => new JsonObject
    {
        ["id"] = course.Id,
        ["name"] = course.Name,
        ["course_code"] = course.Code,
        ["account_id"] = course.AccountId,
        ["enrollment_term_id"] = course.Term.CanvasId,
        ["sis_source_id"] = course.SisId,
        ["workflow_state"] = course.State,
        ["start_at"] = CanvasJson.Time(course.Start),
        ["conclude_at"] = CanvasJson.Time(course.End),
        ["syllabus_body"] = "<p>What is taught here, \"in short\".</p>\n",
    });

    private static IEnumerable<JsonObject> Sections(CanvasWorld data) => data.Sections.Select(section => new JsonObject
    {
        ["id"] = section.Id,
        ["course_id"] = section.CourseId,
        ["nonxlist_course_id"] = section.NonXlistCourseId,
        ["name"] = section.Name,
        ["workflow_state"] = section.IsDeleted ? "deleted" : "active",
    });

    private static IEnumerable<JsonObject> EnrolmentTerms(CanvasWorld data) => Terms.All.Where(term => term.InCanvas).Select(term => new JsonObject
    {
        ["id"] = term.CanvasId,
        ["name"] = term.Name,
        ["workflow_state"] = term.Deleted ? "deleted" : "active",
    });

    private static IEnumerable<JsonObject> Users(CanvasWorld data) => data.Users.Select(user => new JsonObject
    {
        ["id"] = user.Id,
        ["name"] = user.Name.Full,
        ["sortable_name"] = user.Name.Sortable,
        ["workflow_state"] = "registered",
    });

    private static IEnumerable<JsonObject> Pseudonyms(CanvasWorld data) => data.Users.SelectMany(user => user.Logins, (user, login) => new JsonObject
    {
        ["id"] = login.Id,
        ["user_id"] = user.Id,
        ["unique_id"] = login.UniqueId,
        ["sis_user_id"] = login.SisUserId,
        ["workflow_state"] = "active",
    });

    private static IEnumerable<JsonObject> Enrolments(CanvasWorld data) => data.Enrolments.Select(row => new JsonObject
    {
        ["id"] = row.Id,
        ["user_id"] = row.UserId,
        ["course_id"] = row.CourseId,
        ["course_section_id"] = row.SectionId,
        ["type"] = row.Type,
        ["workflow_state"] = row.State,
        ["created_at"] = CanvasJson.Time(row.CreatedAt),
        ["updated_at"] = CanvasJson.Time(row.UpdatedAt),
        ["start_at"] = CanvasJson.Time(row.Start),
        ["end_at"] = CanvasJson.Time(row.End),
        // kept when somebody is let in again
        ["completed_at"] = row.State == "completed" || row.Id % 29 == 0 ? CanvasJson.Time(Concluded(row, data)) : null,
    });

    /// <summary>When an enrolment was concluded.</summary>
    public static DateTimeOffset? Concluded(CanvasEnrolment row, CanvasWorld data) =>
        data.Course(row.CourseId)?.Term.End is { } end ? CentralTime.At(end.AddDays(1), new TimeOnly(3, 10, 5)) : row.UpdatedAt;

    private static IEnumerable<JsonObject> Scores(CanvasWorld data) => data.Enrolments.Where(row => row.Grades is not null).Select(row => new JsonObject
    {
        ["id"] = (row.Id * 10) + 1,
        ["enrollment_id"] = row.Id,
        ["grading_period_id"] = null,
        ["course_score"] = true,
        ["current_score"] = CanvasJson.Score(row.Grades?.CurrentScore),
        ["final_score"] = CanvasJson.Score(row.Grades?.FinalScore),
        ["override_score"] = CanvasJson.Score(row.Grades?.OverrideScore),
        ["workflow_state"] = "active",
    });

    private static IEnumerable<JsonObject> Modules(CanvasWorld data) => data.Courses.SelectMany(course => Enumerable.Range(1, course.Modules), (course, number) => new JsonObject
    {
        ["id"] = (course.Id * 100) + number,
        ["context_id"] = course.Id,
        ["context_type"] = Course,
        ["name"] = $"Module {number}",
        ["workflow_state"] = "active",
    });

    private static IEnumerable<JsonObject> Progressions(CanvasWorld data) =>
        data.Progress.SelectMany(one => Enumerable.Range(1, one.Value.Done), (one, number) => new JsonObject
        {
            ["id"] = (((one.Key.Course * 100) + number) * 100_000) + (one.Key.User % 100_000),
            ["context_module_id"] = (one.Key.Course * 100) + number,
            ["user_id"] = one.Key.User,
            ["workflow_state"] = "completed",
            ["completed_at"] = CanvasJson.Time(one.Value.CompletedAt?.AddDays(number - one.Value.Done)),
        });

    private static IEnumerable<JsonObject> Outcomes(CanvasWorld data) => CanvasOutcome.All.Select(outcome => new JsonObject
    {
        ["id"] = outcome.Id,
        ["context_id"] = 1,
        ["context_type"] = "Account",
        ["short_description"] = outcome.Title,
        ["vendor_guid"] = outcome.Guid,
        ["workflow_state"] = "active",
    });

    private static IEnumerable<JsonObject> Results(CanvasWorld data) =>
        from row in data.Enrolments
        where row is { Type: "StudentEnrollment", Grades.FinalScore: not null } && data.Course(row.CourseId) is { } course && CanvasOutcome.Of(course) is not null
        select new JsonObject
        {
            ["id"] = (row.Id * 10) + 3,
            ["user_id"] = row.UserId,
            ["learning_outcome_id"] = CanvasOutcome.Of(data.Course(row.CourseId)!)!.Id,
            ["context_id"] = row.CourseId,
            ["context_type"] = Course,
            ["score"] = CanvasJson.Score(row.Grades?.FinalScore),
            ["workflow_state"] = "active",
        };
}
