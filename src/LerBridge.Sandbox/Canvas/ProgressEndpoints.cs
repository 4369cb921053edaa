using System.Globalization;
using System.Text.Json.Nodes;
using LerBridge.Sandbox.Population;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Sandbox.Canvas;

/// <summary>How far learners are in module-based courses, one by one or all at once, and the modules of one learner.</summary>
internal sealed class ProgressEndpoints(CanvasDesk desk, CourseEndpoints courses)
{
    private const string NotModuleBased = "no progress available because this course is not module based (has modules and module completion requirements)";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/courses/{course}/users/{user}/progress", context => courses.WithAsync(context, course => OneAsync(context, course)));
        routes.MapGet("/api/v1/courses/{course}/bulk_user_progress", context => courses.WithAsync(context, course => AllAsync(context, course)));
        routes.MapGet("/api/v1/courses/{course}/modules", context => courses.WithAsync(context, course => ModulesAsync(context, course)));
    }

    private Task OneAsync(HttpContext context, CanvasCourse course)
    {
        if (UserEndpoints.Find(context, desk.Data) is not { } user || !desk.Data.Enrolments.Any(row => row.CourseId == course.Id && row.UserId == user.Id))
        {
            return CanvasErrors.NotFoundAsync(context);
        }

        // status 200, and an error inside
        return CanvasDesk.OkAsync(context, course.Modules == 0 ? Error() : Show(course, desk.Data.Progress.GetValueOrDefault((course.Id, user.Id))));
    }

    private Task AllAsync(HttpContext context, CanvasCourse course)
    {
        if (course.Modules == 0)
        {
            return Wire.Reply.JsonAsync(context, desk.Switches.CanvasBulkProgressStatus, Error());
        }

        var data = desk.Data;
        var users = data.Enrolments
            .Where(row => row.CourseId == course.Id && row.Type == "StudentEnrollment" && row.State is "active" or "invited" or "completed" or "inactive")
            .Select(row => row.UserId)
            .Distinct()
            .Select(id => data.User(id))
            .OfType<CanvasUser>()
            .OrderBy(user => user.Name.Sortable, StringComparer.OrdinalIgnoreCase)
            .ThenBy(user => user.Id);
        return desk.PageAsync(context, [.. users], user => new JsonObject
        {
            ["id"] = user.Id,
            ["display_name"] = user.Name.Display,
            ["avatar_image_url"] = null,
            ["html_url"] = string.Create(CultureInfo.InvariantCulture, $"https://canvas.college.example/courses/{course.Id}/users/{user.Id}"),
            ["progress"] = Show(course, data.Progress.GetValueOrDefault((course.Id, user.Id))),
        });
    }

    private Task ModulesAsync(HttpContext context, CanvasCourse course)
    {
        var asked = context.Request.Query["student_id"].ToString();
        var progress = long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var student)
            ? desk.Data.Progress.GetValueOrDefault((course.Id, student)) : null;
        return desk.PageAsync(context, [.. Enumerable.Range(1, course.Modules)], number => Module(course, number, asked.Length > 0 && !desk.Switches.CanvasHidesModuleStates, progress));
    }

    private static JsonObject Module(CanvasCourse course, int number, bool forStudent, CanvasProgress? progress)
    {
        var row = new JsonObject
        {
            ["id"] = (course.Id * 100) + number,
            ["name"] = $"Module {number}",
            ["position"] = number,
            ["unlock_at"] = null,
            ["require_sequential_progress"] = true,
            ["requirement_type"] = "all",
            ["published"] = true,
            ["items_count"] = 1,
            ["prerequisite_module_ids"] = new JsonArray(),
        };
        if (forStudent)
        {
            var done = progress?.Done ?? 0;
            row["state"] = number <= done ? "completed" : number == done + 1 ? "started" : "locked";
            row["completed_at"] = number <= done && progress?.CompletedAt is { } at ? CanvasJson.Time(at.AddDays(number - done)) : null;
        }

        return row;
    }

    private static JsonObject Show(CanvasCourse course, CanvasProgress? progress) => new()
    {
        ["requirement_count"] = course.Modules,
        ["requirement_completed_count"] = progress?.Done ?? 0,
        ["next_requirement_url"] = progress?.CompletedAt is null ? Item(course, (progress?.Done ?? 0) + 1) : null,
        ["completed_at"] = CanvasJson.Time(progress?.CompletedAt),
    };

    private static string Item(CanvasCourse course, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"https://canvas.college.example/courses/{course.Id}/modules/items/{(course.Id * 1000) + number}");

    private static JsonObject Error() => new() { ["error"] = new JsonObject { ["message"] = NotModuleBased } };
}
