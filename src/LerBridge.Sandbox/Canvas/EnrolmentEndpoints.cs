using System.Globalization;
using LerBridge.Sandbox.Population;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Sandbox.Canvas;

/// <summary>Enrolments of a course, of a section or of a user, by bookmark in the order of type, sortable name and id.</summary>
internal sealed class EnrolmentEndpoints(CanvasDesk desk, CourseEndpoints courses)
{
    // only for the enrolments of one user
    private static readonly Dictionary<string, string[]> Synthetic = new(StringComparer.Ordinal)
    {
        ["current_and_invited"] = ["active", "invited"],
        ["current_and_future"] = ["active", "invited", "creation_pending"],
        ["current_future_and_restricted"] = ["active", "invited", "creation_pending"],
        ["current_and_concluded"] = ["active", "completed"],
    };

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, bool> _renamed = new(StringComparer.Ordinal);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/courses/{course}/enrollments", context =>
            courses.WithAsync(context, course => ListAsync(context, row => row.CourseId == course.Id, [])));
        routes.MapGet("/api/v1/sections/{section}/enrollments", SectionAsync);
        routes.MapGet("/api/v1/users/{user}/enrollments", UserAsync);
        routes.MapGet("/api/v1/accounts/{account}/enrollments/{enrolment}", OneAsync);
    }

    private Task SectionAsync(HttpContext context)
    {
        var (sis, id) = CanvasIds.FromPath(context, "section");
        var section = desk.Data.Sections.FirstOrDefault(section => sis is null ? section.Id == id : section.SisId == sis);
        return section is null ? CanvasErrors.NotFoundAsync(context) : ListAsync(context, row => row.SectionId == section.Id, []);
    }

    private Task UserAsync(HttpContext context)
    {
        if (UserEndpoints.Find(context, desk.Data) is not { } user)
        {
            return CanvasErrors.NotFoundAsync(context);
        }

        var term = context.Request.Query["enrollment_term_id"].ToString();
        return ListAsync(
            context,
            row => row.UserId == user.Id && (term.Length == 0 || (desk.Data.Course(row.CourseId) is { } course && AccountEndpoints.Names(term, course.Term))),
            Synthetic);
    }

    private Task OneAsync(HttpContext context)
    {
        var (_, id) = CanvasIds.FromPath(context, "enrolment");
        var row = desk.Data.Enrolments.FirstOrDefault(row => row.Id == id);
        return row is null
            ? CanvasErrors.NotFoundAsync(context)
            : CanvasDesk.OkAsync(context, EnrolmentJson.Row(row, desk.Data, !desk.Switches.CanvasHidesSisIds, email: false));
    }

    private Task ListAsync(HttpContext context, Func<CanvasEnrolment, bool> belongs, Dictionary<string, string[]> synthetic)
    {
        var request = context.Request;
        if (request.Query.ContainsKey("grading_period_id"))
        {
            return CanvasErrors.BadRequestAsync(context, "invalid grading_period_id");
        }

        var data = desk.Data;
        var types = QueryText.Many(request, "type");
        var roles = QueryText.Many(request, "role");
        var sisUsers = QueryText.Many(request, "sis_user_id");
        var sisSections = QueryText.Many(request, "sis_section_id");
        var user = request.Query["user_id"].ToString();
        var states = States(QueryText.Many(request, "state"), synthetic);
        var renamed = Renamed(request);
        var rows = data.Enrolments
            .Where(belongs)
            .Where(row => types.Count == 0 || types.Contains(row.Type))
            .Where(row => roles.Count == 0 || roles.Contains(row.Type))
            .Where(row => states.Contains(row.State))
            .Where(row => user.Length == 0 || user == row.UserId.ToString(CultureInfo.InvariantCulture))
            .Where(row => sisUsers.Count == 0 || (row.SisUserId is { } sis && sisUsers.Contains(sis)))
            .Where(row => sisSections.Count == 0 || (data.Section(row.SectionId)?.SisId is { } sis && sisSections.Contains(sis)))
            .Select(row => (row.UserId == renamed.User ? renamed.Bookmark : Bookmark(row, data), row))
            .OrderBy(line => line.Item1, StringComparer.Ordinal);
        var email = desk.Includes(request).Contains("email");
        return desk.BookmarkedAsync(context, [.. rows], row => EnrolmentJson.Row(row, data, !desk.Switches.CanvasHidesSisIds, email));
    }

    // what is not a state is ignored; nothing asked is active and invited
    private static HashSet<string> States(IReadOnlyList<string> asked, Dictionary<string, string[]> synthetic)
    {
        var states = asked.SelectMany(state => synthetic.TryGetValue(state, out var several) ? several : [state]).ToHashSet(StringComparer.Ordinal);
        return states.Count == 0 ? ["active", "invited"] : states;
    }

    // Last in the list while the first page is read for the first time, and first in it from then on.
    private (long User, string Bookmark) Renamed(HttpRequest request)
    {
        if (!long.TryParse(desk.Switches.CanvasRenamedWhilePaging, NumberStyles.None, CultureInfo.InvariantCulture, out var user))
        {
            return (-1, "");
        }

        return (user, request.Query.ContainsKey("page") || !_renamed.TryAdd(request.Path.ToString(), true) ? "A" : "ZZ");
    }

    private static string Bookmark(CanvasEnrolment row, CanvasWorld data) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.Type}\u0001{data.User(row.UserId)?.Name.Sortable.ToUpperInvariant()}\u0001{row.Id:D12}");
}
