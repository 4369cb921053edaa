using System.Globalization;
using System.Text.Json.Nodes;
using LerBridge.Sandbox.Population;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Sandbox.Canvas;

/// <summary>Outcomes and their results. The ids within links are text, whatever the others are; what is linked comes only where it is asked for.</summary>
internal sealed class OutcomeEndpoints(CanvasDesk desk, CourseEndpoints courses)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/courses/{course}/outcome_results", context => courses.WithAsync(context, course => ResultsAsync(context, course)));
        routes.MapGet("/api/v1/outcomes/{outcome}", OneAsync);
    }

    private Task ResultsAsync(HttpContext context, CanvasCourse course)
    {
        var outcome = CanvasOutcome.Of(course);
        var results = outcome is null ? [] : desk.Data.Enrolments
            .Where(row => row.CourseId == course.Id && row.Type == "StudentEnrollment" && row.Grades?.FinalScore is not null)
            .DistinctBy(row => row.UserId)
            .OrderBy(row => row.Id)
            .Select(row => Result(course, outcome, row))
            .ToList();
        var linked = new JsonObject();
        if (outcome is not null && desk.Includes(context.Request).Contains("outcomes"))
        {
            linked["outcomes"] = new JsonArray(Show(outcome));
        }

        return desk.PageAsync(context, results, row => row, "outcome_results", linked: linked.Count > 0 ? linked : null);
    }

    private Task OneAsync(HttpContext context)
    {
        var (_, id) = CanvasIds.FromPath(context, "outcome");
        return CanvasOutcome.Find(id) is { } outcome ? CanvasDesk.OkAsync(context, Show(outcome)) : CanvasErrors.NotFoundAsync(context);
    }

    // as good as the course's own score, on a scale to five
    private static JsonObject Result(CanvasCourse course, CanvasOutcome outcome, CanvasEnrolment row)
    {
        var percent = Math.Round((row.Grades?.FinalScore ?? 0m) / 100m, 4);
        var score = Math.Round(percent * CanvasOutcome.Possible, 2);
        var assignment = string.Create(CultureInfo.InvariantCulture, $"assignment_{(course.Id * 10) + 7}");
        return new JsonObject
        {
            ["id"] = (row.Id * 10) + 3,
            ["mastery"] = row.Id % 41 == 0 ? null : score >= CanvasOutcome.Mastery,
            ["score"] = score,
            ["possible"] = CanvasOutcome.Possible,
            ["percent"] = percent,
            ["hide_points"] = false,
            ["hidden"] = row.Id % 37 == 0,
            ["submitted_or_assessed_at"] = CanvasJson.Time(CentralTime.At(course.Term.End ?? default, new TimeOnly(14, 6, 10))),
            ["links"] = new JsonObject
            {
                ["user"] = row.UserId.ToString(CultureInfo.InvariantCulture),
                ["learning_outcome"] = outcome.Id.ToString(CultureInfo.InvariantCulture),
                ["alignment"] = assignment,
                ["assignment"] = assignment,
            },
        };
    }

    private static JsonObject Show(CanvasOutcome outcome) => new()
    {
        ["id"] = outcome.Id,
        ["context_id"] = 1,
        ["context_type"] = "Account",
        ["vendor_guid"] = outcome.Guid,
        ["display_name"] = outcome.Display,
        ["title"] = outcome.Title,
        ["description"] = outcome.Description,
        ["points_possible"] = CanvasOutcome.Possible,
        ["mastery_points"] = CanvasOutcome.Mastery,
        ["calculation_method"] = "latest",
    };
}
