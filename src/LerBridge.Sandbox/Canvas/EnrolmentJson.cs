using System.Globalization;
using System.Text.Json.Nodes;
using LerBridge.Sandbox.Population;

namespace LerBridge.Sandbox.Canvas;

/// <summary>An enrolment row. There is no completed_at in it, and its updated_at does not move when a grade does.</summary>
internal static class EnrolmentJson
{
    public static JsonObject Row(CanvasEnrolment enrolment, CanvasWorld data, bool sis, bool email)
    {
        var course = data.Course(enrolment.CourseId) ?? throw new InvalidOperationException("The course of an enrolment is missing.");
        var section = data.Section(enrolment.SectionId) ?? throw new InvalidOperationException("The section of an enrolment is missing.");
        var user = data.User(enrolment.UserId) ?? throw new InvalidOperationException("The user of an enrolment is missing.");
        var row = new JsonObject
        {
            ["id"] = enrolment.Id,
            ["user_id"] = enrolment.UserId,
            ["course_id"] = enrolment.CourseId,
            ["type"] = enrolment.Type,
            ["created_at"] = CanvasJson.Time(enrolment.CreatedAt),
            ["updated_at"] = CanvasJson.Time(enrolment.UpdatedAt),
            ["associated_user_id"] = enrolment.AssociatedUserId,
            ["start_at"] = CanvasJson.Time(enrolment.Start),
            ["end_at"] = CanvasJson.Time(enrolment.End),
            ["course_section_id"] = enrolment.SectionId,
            ["root_account_id"] = CanvasAccounts.Root,
            ["limit_privileges_to_course_section"] = enrolment.Type == "StudentEnrollment",
            // rewritten when what it hangs on is gone
            ["enrollment_state"] = course.IsDeleted || section.IsDeleted ? "deleted" : enrolment.State,
            ["role"] = enrolment.Type == "StudentViewEnrollment" ? "StudentEnrollment" : enrolment.Type,
            ["role_id"] = Role(enrolment.Type),
            ["last_activity_at"] = CanvasJson.Time(enrolment.LastActivity),
            ["last_attended_at"] = null,
            ["total_activity_time"] = enrolment.ActivitySeconds,
        };
        if (sis)
        {
            row["sis_import_id"] = enrolment.SisImportId;
            row["sis_account_id"] = CanvasAccounts.All.First(account => account.Id == course.AccountId).SisId;
            row["sis_course_id"] = course.SisId;
            row["course_integration_id"] = null;
            row["sis_section_id"] = section.SisId;
            row["section_integration_id"] = null;
            row["sis_user_id"] = enrolment.SisUserId;
        }

        row["html_url"] = Url(enrolment);
        if (enrolment.Grades is { } grades)
        {
            row["grades"] = Grades(grades, enrolment);
        }

        row["user"] = UserJson.User(user, sis, email);
        return row;
    }

    private static JsonObject Grades(CanvasGrades grades, CanvasEnrolment enrolment)
    {
        var row = new JsonObject
        {
            ["html_url"] = Url(enrolment).Replace("/users/", "/grades/", StringComparison.Ordinal),
            ["current_grade"] = grades.CurrentGrade,
            ["current_score"] = CanvasJson.Score(grades.CurrentScore),
            ["final_grade"] = grades.FinalGrade,
            ["final_score"] = CanvasJson.Score(grades.FinalScore),
            ["unposted_current_grade"] = grades.UnpostedCurrentGrade,
            ["unposted_current_score"] = CanvasJson.Score(grades.UnpostedCurrentScore),
            ["unposted_final_grade"] = grades.UnpostedFinalGrade,
            ["unposted_final_score"] = CanvasJson.Score(grades.UnpostedFinalScore),
        };
        if (grades.HasOverride)
        {
            row["override_grade"] = grades.OverrideGrade;
            row["override_score"] = CanvasJson.Score(grades.OverrideScore);
        }

        return row;
    }

    private static string Url(CanvasEnrolment enrolment) =>
        string.Create(CultureInfo.InvariantCulture, $"https://canvas.college.example/courses/{enrolment.CourseId}/users/{enrolment.UserId}");

    private static int Role(string type) => type switch
    {
        "TeacherEnrollment" => 4,
        "TaEnrollment" => 5,
        "ObserverEnrollment" => 7,
        _ => 3,
    };
}
