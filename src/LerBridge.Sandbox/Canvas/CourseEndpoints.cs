using System.Globalization;
using System.Text.Json.Nodes;
using LerBridge.Sandbox.Population;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Sandbox.Canvas;

/// <summary>Courses and sections. An account lists the courses of every account below it; nothing can be asked by "updated since".</summary>
internal sealed class CourseEndpoints(CanvasDesk desk)
{
    private bool Sis => !desk.Switches.CanvasHidesSisIds;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/accounts/{account}/courses", context => AccountEndpoints.WithAsync(context, account => ListAsync(context, account)));
        routes.MapGet("/api/v1/courses/{course}", context =>
            WithAsync(context, course => CanvasDesk.OkAsync(context, Show(course, desk.Includes(context.Request)))));
        routes.MapGet("/api/v1/courses/{course}/sections", context => WithAsync(context, course => desk.PageAsync(
            context,
            [.. desk.Data.Sections.Where(section => section.CourseId == course.Id && !section.IsDeleted)],
            section => CanvasJson.Section(section, course, Sis))));
        routes.MapGet("/api/v1/sections/{section}", SectionAsync);
    }

    public Task WithAsync(HttpContext context, Func<CanvasCourse, Task> found)
    {
        var (sis, id) = CanvasIds.FromPath(context, "course");
        var course = sis is null ? desk.Data.Course(id) : desk.Data.Courses.FirstOrDefault(course => course.SisId == sis);
        return course is null ? CanvasErrors.NotFoundAsync(context) : found(course);
    }

    private Task ListAsync(HttpContext context, CanvasAccount account)
    {
        var request = context.Request;
        var includes = desk.Includes(request);
        var wanted = AccountEndpoints.Below(account.Id);
        var subaccounts = QueryText.Many(request, "by_subaccounts");
        var states = QueryText.Many(request, "state");
        var found = desk.Data.Courses
            .Where(course => wanted.Contains(course.AccountId))
            .Where(course => subaccounts.Count == 0 || subaccounts.Contains(course.AccountId.ToString(CultureInfo.InvariantCulture)))
            .Where(course => HasState(course, states))
            .Where(course => request.Query["enrollment_term_id"] is not [{ } term] || AccountEndpoints.Names(term, course.Term))
            .Where(course => request.Query["with_enrollments"] is not [{ } with] || (with is "true" or "1") == IsPopulated(course))
            .Where(course =>
                request.Query["search_term"] is not [{ } text] || $"{course.Name} {course.Code}".Contains(text, StringComparison.OrdinalIgnoreCase))
            .Where(course => request.Query["published"] is not [{ } published] || (published is "true" or "1") == (course.State is "available" or "completed"))
            .Where(course => IsBetween(course, request));
        return desk.PageAsync(context, [.. found], course => Show(course, includes), lastIsKnown: false);
    }

    private Task SectionAsync(HttpContext context)
    {
        var (sis, id) = CanvasIds.FromPath(context, "section");
        var section = desk.Data.Sections.FirstOrDefault(section => !section.IsDeleted && (sis is null ? section.Id == id : section.SisId == sis));
        return section is not null && desk.Data.Course(section.CourseId) is { } course
            ? CanvasDesk.OkAsync(context, CanvasJson.Section(section, course, Sis))
            : CanvasErrors.NotFoundAsync(context);
    }

    // the API's words for what the table calls created and claimed
    private static bool HasState(CanvasCourse course, IReadOnlyList<string> states) => states.Count == 0
        ? !course.IsDeleted
        : states.Contains("all") || states.Contains(course.State)
            || (course.State == "unpublished" && (states.Contains("created") || states.Contains("claimed")));

    private bool IsPopulated(CanvasCourse course) => desk.Data.Enrolments.Any(row => row.CourseId == course.Id && row.State != "deleted");

    private static bool IsBetween(CanvasCourse course, HttpRequest request)
    {
        var (start, end) = Dates(course);
        return (Instant(request, "starts_before") is not { } before || start is null || start < before)
            && (Instant(request, "ends_after") is not { } after || end is null || end > after);
    }

    private static DateTimeOffset? Instant(HttpRequest request, string name) =>
        DateTimeOffset.TryParse(request.Query[name], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    private static (DateTimeOffset? Start, DateTimeOffset? End) Dates(CanvasCourse course) => (
        course.Start ?? (course.Term.Start is { } start ? CentralTime.StartOfDay(start) : null),
        course.End ?? (course.Term.End is { } end ? CentralTime.EndOfDay(end) : null));

    private JsonObject Show(CanvasCourse course, IReadOnlyList<string> includes)
    {
        var row = CanvasJson.Course(course, Sis);
        if (includes.Contains("term"))
        {
            row["term"] = CanvasJson.Term(course.Term, Sis);
        }

        if (includes.Contains("concluded"))
        {
            row["concluded"] = course.State == "completed" || Dates(course).End < CentralTime.StartOfDay(desk.World.Today);
        }

        if (includes.Contains("account_name"))
        {
            row["account_name"] = CanvasAccounts.All.First(account => account.Id == course.AccountId).Name;
        }

        if (includes.Contains("account"))
        {
            row["account"] = CanvasJson.Account(CanvasAccounts.All.First(account => account.Id == course.AccountId), Sis);
        }

        if (includes.Contains("total_students"))
        {
            row["total_students"] = desk.Data.Enrolments
                .Where(line => line.CourseId == course.Id && line.Type == "StudentEnrollment" && line.State is "active" or "completed")
                .DistinctBy(line => line.UserId)
                .Count();
        }

        return row;
    }
}
