using System.Globalization;
using System.Runtime.CompilerServices;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Canvas.Bulk;

/// <summary>What a report gives of one course.</summary>
internal sealed record BulkCourse(CanvasCourseContext Context, IReadOnlyList<CanvasEnrolment> Enrolments, IReadOnlyDictionary<string, string?> Sections);

/// <summary>
/// Reads enrolments and grades by account reports, a term at a time, so that no more than a term is in memory. Reports never show enrolments that were deleted by hand: what they lack is not gone.
/// </summary>
internal sealed class BulkPull(string connector, BulkRunner runner)
{
    /// <summary>The report of tables as they are.</summary>
    public const string Provisioning = "provisioning_csv";

    /// <summary>The report of grades.</summary>
    public const string Grades = "grade_export_csv";

    private static readonly string[] UserColumns = ["canvas_user_id", "status"];
    private static readonly string[] UserExtras = ["user_id", "login_id", "full_name", "sortable_name", "email"];
    private static readonly string[] EnrolmentColumns = ["canvas_course_id", "canvas_user_id", "canvas_section_id", "role", "status"];
    private static readonly string[] EnrolmentExtras = ["user_id", "base_role_type", "canvas_enrollment_id"];
    private static readonly string[] GradeColumns = ["student id", "course id", "final score"];
    private static readonly string[] GradeExtras = ["final grade", "override score", "override grade", "unposted final score", "unposted final grade", "section id", "enrollment state"];

    /// <summary>Everybody, by Canvas' id.</summary>
    public async Task<Dictionary<string, CanvasUser>> UsersAsync(BulkReports reports, CancellationToken cancellationToken)
    {
        var users = new Dictionary<string, CanvasUser>(StringComparer.Ordinal);
        var inUse = new HashSet<string>(StringComparer.Ordinal);
        await using var file = await runner.FileAsync(Provisioning, reports.Users, cancellationToken);
        await foreach (var row in BulkTable.ReadAsync(connector, file, "users", UserColumns, UserExtras, cancellationToken))
        {
            if (row[0] is not { } id)
            {
                continue;
            }

            // A person has a row per login: the first that is in use counts, before any that was taken away.
            var user = new CanvasUser { Name = row[4], SortableName = row[5], LoginId = row[3], Email = row[6] };
            if (row[1] == "deleted" ? users.TryAdd(id, user) : inUse.Add(id))
            {
                users[id] = user;
            }
        }

        return users;
    }

    /// <summary>Starts what a pull needs of every term.</summary>
    public async Task<string> StartUsersAsync(CancellationToken cancellationToken) =>
        await runner.StartAsync(Provisioning, new Dictionary<string, string>(StringComparer.Ordinal) { ["users"] = "true", ["include_deleted"] = "true" }, cancellationToken);

    /// <summary>Starts the two reports of a term.</summary>
    public async Task<BulkReports> StartTermAsync(string users, string term, CancellationToken cancellationToken) => new(
        users,
        term,
        await runner.StartAsync(Provisioning, new Dictionary<string, string>(StringComparer.Ordinal) { ["enrollments"] = "true", ["sections"] = "true", ["include_deleted"] = "true", ["enrollment_term_id"] = term }, cancellationToken),
        await runner.StartAsync(Grades, new Dictionary<string, string>(StringComparer.Ordinal) { ["include_deleted"] = "true", ["enrollment_term_id"] = term }, cancellationToken));

    /// <summary>The courses of a term with everything that the reports say of them.</summary>
    public async IAsyncEnumerable<BulkCourse> TermAsync(BulkReports reports, IReadOnlyList<CanvasCourseContext> courses, IReadOnlyDictionary<string, CanvasUser> users, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var grades = await this.GradesAsync(reports, cancellationToken);
        var wanted = courses.Select(context => context.Course.Id).ToHashSet(StringComparer.Ordinal);
        var rows = new Dictionary<string, List<CanvasEnrolment>>(StringComparer.Ordinal);
        var sections = new Dictionary<string, Dictionary<string, string?>>(StringComparer.Ordinal);
        await using var file = await runner.FileAsync(Provisioning, reports.Enrolments, cancellationToken);
        await foreach (var row in BulkTable.ReadAsync(connector, file, "sections", ["canvas_section_id", "canvas_course_id"], ["name", "status"], cancellationToken))
        {
            // course by course Canvas lists no deleted section either
            if (row is [{ } section, { } course, _, not "deleted"] && wanted.Contains(course))
            {
                Of(sections, course)[section] = row[2];
            }
        }

        await foreach (var row in BulkTable.ReadAsync(connector, file, "enrollments", EnrolmentColumns, EnrolmentExtras, cancellationToken))
        {
            if (row is [{ } course, { } user, _, _, { } status, ..] && wanted.Contains(course))
            {
                Of(rows, course).Add(new CanvasEnrolment
                {
                    Id = row[7] ?? $"{course}/{row[2]}/{user}/{row[3]}",
                    UserId = user,
                    CourseSectionId = row[2],
                    Type = Kind(row[6], row[3]),
                    EnrollmentState = State(status),
                    SisUserId = row[5],
                    User = users.GetValueOrDefault(user),
                    Grades = grades.GetValueOrDefault((course, user, row[2])) ?? grades.GetValueOrDefault((course, user, null)),
                });
            }
        }

        foreach (var context in courses)
        {
            yield return new BulkCourse(context, rows.GetValueOrDefault(context.Course.Id) ?? [], sections.GetValueOrDefault(context.Course.Id) ?? []);
        }
    }

    // Somebody who changed the section has a row for either, and the one that was left keeps an old grade. Where the report names no section, the row in the best state counts.
    private async Task<Dictionary<(string Course, string User, string? Section), CanvasGrades>> GradesAsync(BulkReports reports, CancellationToken cancellationToken)
    {
        var grades = new Dictionary<(string, string, string?), CanvasGrades>();
        var ranks = new Dictionary<(string, string, string?), int>();
        await using var file = await runner.FileAsync(Grades, reports.Grades, cancellationToken);
        await foreach (var row in BulkTable.ReadAsync(connector, file, "grades", GradeColumns, GradeExtras, cancellationToken))
        {
            if (row is [{ } user, { } course, ..] && IsBest((course, user, row[8]), CanvasStates.Rank(State(row[9]))))
            {
                var grade = new CanvasGrades { FinalScore = Number(row[2]), FinalGrade = row[3], OverrideScore = Number(row[4]), OverrideGrade = row[5] };
                if (row[6] is not null || row[7] is not null)
                {
                    (grade.UnpostedFinalScore, grade.UnpostedFinalGrade) = (Number(row[6]), row[7]);
                }

                grades[(course, user, row[8])] = grade;
            }
        }

        return grades;

        bool IsBest((string, string, string?) key, int rank)
        {
            if (ranks.TryGetValue(key, out var known) && known < rank)
            {
                return false;
            }

            ranks[key] = rank;
            return true;
        }
    }

    private static string? State(string? written) => written == "concluded" ? "completed" : written;

    private static TValue Of<TValue>(Dictionary<string, TValue> all, string key)
        where TValue : new()
    {
        if (!all.TryGetValue(key, out var value))
        {
            all[key] = value = new TValue();
        }

        return value;
    }

    // "student" in older reports, "StudentEnrollment" in newer ones; a role of the college's own shows what it is based on.
    private static string Kind(string? based, string? role) => based ?? (role is "student" ? "StudentEnrollment" : role ?? string.Empty);

    private static decimal? Number(string? text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>The reports that a pull works with.</summary>
/// <param name="Users">The report of everybody.</param>
/// <param name="Term">The term whose reports the others are; empty before the first.</param>
/// <param name="Enrolments">The report of its enrolments.</param>
/// <param name="Grades">The report of its grades.</param>
internal sealed record BulkReports(string Users, string Term, string Enrolments, string Grades)
{
    /// <summary>The form in which a cursor carries them.</summary>
    public string Text => string.Join(',', this.Users, this.Term, this.Enrolments, this.Grades);

    public static BulkReports? Of(string? text) => text?.Split(',') is [var users, var term, var enrolments, var grades] ? new BulkReports(users, term, enrolments, grades) : null;
}
