using System.Globalization;
using System.Text.Json.Nodes;
using LerBridge.Sandbox.Population;

namespace LerBridge.Sandbox.Canvas;

/// <summary>Rows of Canvas as JSON: null where a value is empty, no key where the caller may not see it.</summary>
internal static class CanvasJson
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static string? Time(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", Plain);

    /// <summary>Ruby writes a float with at least one decimal.</summary>
    public static JsonNode? Score(decimal? score) => score is { } value ? JsonValue.Create(decimal.Parse(value.ToString("0.0#", Plain), Plain)) : null;

    public static JsonObject Account(CanvasAccount account, bool sis)
    {
        var row = new JsonObject
        {
            ["id"] = account.Id,
            ["name"] = account.Name,
            ["workflow_state"] = account.State,
            ["parent_account_id"] = account.ParentId,
            ["root_account_id"] = account.ParentId is null ? null : CanvasAccounts.Root,
            ["uuid"] = MadeUpGuid.Letters("account", account.Id),
            ["default_storage_quota_mb"] = 500,
            ["default_user_storage_quota_mb"] = 50,
            ["default_group_storage_quota_mb"] = 50,
            ["default_time_zone"] = account.TimeZone,
        };
        if (sis)
        {
            row["sis_account_id"] = account.SisId;
            row["sis_import_id"] = account.SisId is null ? null : 8_001;
            row["integration_id"] = null;
        }

        return row;
    }

    public static JsonObject Term(Term term, bool sis)
    {
        var row = new JsonObject
        {
            ["id"] = term.CanvasId,
            ["name"] = term.Name,
            ["start_at"] = term.Start is { } start ? Time(CentralTime.StartOfDay(start)) : null,
            ["end_at"] = term.End is { } end ? Time(CentralTime.EndOfDay(end)) : null,
            ["created_at"] = Time(CentralTime.At((term.Start ?? new DateOnly(2025, 5, 1)).AddDays(-120), new TimeOnly(11, 0, 0))),
            ["workflow_state"] = term.Deleted ? "deleted" : "active",
            ["grading_period_group_id"] = null,
        };
        if (sis)
        {
            row["sis_term_id"] = term.Code;
            row["sis_import_id"] = term.Code is null ? null : 8_001;
        }

        return row;
    }

    public static JsonObject Course(CanvasCourse course, bool sis)
    {
        var row = new JsonObject
        {
            ["id"] = course.Id,
            ["name"] = course.Name,
            ["account_id"] = course.AccountId,
            ["uuid"] = MadeUpGuid.Letters("course", course.Id),
            ["start_at"] = Time(course.Start),
            ["grading_standard_id"] = course.GradingStandardId,
            ["is_public"] = false,
            ["created_at"] = Time(course.CreatedAt),
            ["course_code"] = course.Code,
            ["default_view"] = "modules",
            ["root_account_id"] = CanvasAccounts.Root,
            ["enrollment_term_id"] = course.Term.CanvasId,
            ["license"] = "private",
            ["end_at"] = Time(course.End),
            ["public_syllabus"] = false,
            ["is_public_to_auth_users"] = false,
            ["storage_quota_mb"] = 500,
            ["hide_final_grades"] = false,
            ["apply_assignment_group_weights"] = true,
            ["time_zone"] = course.TimeZone,
            ["blueprint"] = false,
            ["course_format"] = course.Modules > 0 ? "online" : null,
            ["restrict_enrollments_to_course_dates"] = course.RestrictDates,
            ["workflow_state"] = course.State,
        };
        if (sis)
        {
            row["sis_course_id"] = course.SisId;
            row["sis_import_id"] = course.SisId is null ? null : 8_102;
            row["integration_id"] = null;
        }

        return row;
    }

    public static JsonObject Section(CanvasSection section, CanvasCourse course, bool sis)
    {
        var row = new JsonObject
        {
            ["id"] = section.Id,
            ["course_id"] = section.CourseId,
            ["name"] = section.Name,
            ["start_at"] = Time(section.Start),
            ["end_at"] = Time(section.End),
            ["created_at"] = Time(course.CreatedAt),
            ["restrict_enrollments_to_section_dates"] = null,
            ["nonxlist_course_id"] = section.NonXlistCourseId,
        };
        if (sis)
        {
            row["sis_section_id"] = section.SisId;
            row["sis_course_id"] = course.SisId;
            row["integration_id"] = null;
            row["sis_import_id"] = section.SisId is null ? null : 8_102;
        }

        return row;
    }
}
