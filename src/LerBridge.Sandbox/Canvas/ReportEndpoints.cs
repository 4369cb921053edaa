using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using LerBridge.Sandbox.Population;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Sandbox.Canvas;

/// <summary>Account reports: started, then looked at until complete, then fetched from a signed address that wants no token and is good for one fetch.</summary>
internal sealed class ReportEndpoints(CanvasDesk desk)
{
    private readonly ConcurrentDictionary<long, Started> _reports = new();
    private readonly ConcurrentDictionary<string, long> _signed = new(StringComparer.Ordinal);
    private long _last = 700;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/accounts/{account}/reports/{name}", context => AccountEndpoints.WithAsync(context, _ => StartAsync(context)));
        routes.MapGet("/api/v1/accounts/{account}/reports/{name}", context => AccountEndpoints.WithAsync(context, _ => CanvasDesk.OkAsync(
            context, new JsonArray([.. _reports.Values.Where(one => one.Name == Name(context)).OrderByDescending(one => one.Id).Select(one => (JsonNode)Show(context, one))]))));
        routes.MapGet("/api/v1/accounts/{account}/reports/{name}/{report}", context => AccountEndpoints.WithAsync(context, _ => StatusAsync(context)));
        routes.MapGet("/files/{ticket}", FileAsync);
    }

    private static string Name(HttpContext context) => context.Request.RouteValues["name"] as string ?? "";

    private async Task StartAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var parameters = form.Where(pair => pair.Key.StartsWith("parameters[", StringComparison.Ordinal)).ToDictionary(pair => pair.Key[11..^1], pair => pair.Value.ToString(), StringComparer.Ordinal);
        var report = new Started(Interlocked.Increment(ref _last), Name(context), parameters, desk.Now);
        _reports[report.Id] = report;
        await CanvasDesk.OkAsync(context, Show(context, report));
    }

    private Task StatusAsync(HttpContext context)
    {
        if (!long.TryParse(context.Request.RouteValues["report"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !_reports.TryGetValue(id, out var report))
        {
            return CanvasErrors.NotFoundAsync(context);
        }

        Interlocked.Increment(ref report.Looks);
        return CanvasDesk.OkAsync(context, Show(context, report));
    }

    private JsonObject Show(HttpContext context, Started report)
    {
        var state = desk.Switches.CanvasReportState.Length > 0 ? desk.Switches.CanvasReportState : report.Looks > desk.Switches.CanvasReportLooks ? "complete" : report.Looks == 0 ? "created" : "running";
        var row = new JsonObject
        {
            ["id"] = report.Id,
            ["report"] = report.Name,
            ["file_url"] = null,
            ["status"] = state,
            ["created_at"] = CanvasJson.Time(report.CreatedAt),
            // a number, and at times a text
            ["progress"] = state == "complete" ? "100" : 10,
            ["parameters"] = new JsonObject(report.Parameters.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        };
        if (state == "complete" && !desk.Switches.CanvasReportWithoutFile)
        {
            var ticket = string.Create(CultureInfo.InvariantCulture, $"{report.Id}-{Interlocked.Increment(ref _last)}-signed");
            _signed[ticket] = report.Id;
            row["attachment"] = new JsonObject { ["id"] = 1, ["url"] = $"{context.Request.Scheme}://{context.Request.Host}/files/{ticket}", ["content-type"] = "application/zip" };
        }

        return row;
    }

    private Task FileAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization.Count > 0)
        {
            // as the stores behind signed addresses do: one way of signing in, not two
            return Reply.TextAsync(context, 400, "application/xml", "<Error><Code>InvalidArgument</Code></Error>");
        }

        if (!_signed.TryRemove(context.Request.RouteValues["ticket"] as string ?? "", out var id) || !_reports.TryGetValue(id, out var report))
        {
            return Reply.TextAsync(context, 403, "application/xml", "<Error><Code>AccessDenied</Code></Error>");
        }

        var tables = Tables(report).ToList();
        return tables.Count == 1
            ? Reply.BytesAsync(context, 200, "text/csv", Encoding.UTF8.GetBytes(tables[0].Csv))
            : Reply.BytesAsync(context, 200, "application/zip", Zip(tables));
    }

    private static byte[] Zip(List<(string Name, string Csv)> tables)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, csv) in tables)
            {
                using var entry = zip.CreateEntry($"{name}.csv").Open();
                entry.Write(Encoding.UTF8.GetBytes(csv));
            }
        }

        return buffer.ToArray();
    }

    private IEnumerable<(string Name, string Csv)> Tables(Started report)
    {
        var data = desk.Data;
        var deleted = report.Parameters.ContainsKey("include_deleted");
        var term = report.Parameters.GetValueOrDefault("enrollment_term_id") ?? "";
        var courses = data.Courses.Where(course => (term.Length == 0 || AccountEndpoints.Names(term, course.Term)) && (deleted || !course.IsDeleted)).ToDictionary(course => course.Id);
        var rows = data.Enrolments.Where(row => courses.ContainsKey(row.CourseId) && (deleted || row.State is not ("completed" or "deleted"))).ToList();
        if (report.Name == "grade_export_csv")
        {
            yield return ("grades", Csv(
                ["student name", "student id", "student sis", "course", "course id", "course sis", "section", "section id", "section sis", "term", "term id", "term sis", "current score", "final score", "enrollment state", "unposted current score", "unposted final score", "override score", "current grade", "final grade", "unposted current grade", "unposted final grade", "override grade"],
                rows.Where(row => row.Grades is not null && row.Type == "StudentEnrollment").Select(row =>
                {
                    var (grade, course) = (row.Grades!, courses[row.CourseId]);
                    return new[] { data.User(row.UserId)?.Name.Display, Id(row.UserId), row.SisUserId, course.Name, Id(course.Id), course.SisId, null, Id(row.SectionId), null, course.Term.Name, null, null, Score(grade.CurrentScore), Score(grade.FinalScore), row.State == "completed" ? "concluded" : row.State, Score(grade.UnpostedCurrentScore), Score(grade.UnpostedFinalScore), Score(grade.OverrideScore), grade.CurrentGrade, grade.FinalGrade, grade.UnpostedCurrentGrade, grade.UnpostedFinalGrade, grade.OverrideGrade };
                })));
            yield break;
        }

        if (report.Parameters.ContainsKey("users"))
        {
            yield return ("users", Csv(
                ["canvas_user_id", "user_id", "integration_id", "login_id", "first_name", "last_name", "full_name", "sortable_name", "short_name", "email", "status", "created_by_sis"],
                data.Users.Select(user => new[] { Id(user.Id), user.SisUserId, null, user.LoginId, user.Name.Given, user.Name.Family, user.Name.Full, user.Name.Sortable, user.Name.Display, user.Email, "active", "true" })));
        }

        if (report.Parameters.ContainsKey("sections"))
        {
            yield return ("sections", Csv(
                ["canvas_section_id", "section_id", "canvas_course_id", "course_id", "name", "status"],
                data.Sections.Where(section => courses.ContainsKey(section.CourseId) && (deleted || !section.IsDeleted)).Select(section => new[] { Id(section.Id), section.SisId, Id(section.CourseId), courses[section.CourseId].SisId, section.Name, section.IsDeleted ? "deleted" : "active" })));
        }

        if (report.Parameters.ContainsKey("enrollments"))
        {
            yield return ("enrollments", Csv(
                ["canvas_course_id", "course_id", "canvas_user_id", "user_id", "role", "role_id", "canvas_section_id", "section_id", "status", "canvas_associated_user_id", "associated_user_id", "created_by_sis", "base_role_type"],
                rows.Select(row => new[] { Id(row.CourseId), courses[row.CourseId].SisId, Id(row.UserId), row.SisUserId, row.Type == "StudentEnrollment" ? "student" : row.Type, "3", Id(row.SectionId), data.Section(row.SectionId)?.SisId, State(row, courses[row.CourseId]), null, null, "true", row.Type })));
        }
    }

    // rewritten, as everywhere, when what it hangs on is gone
    private string State(CanvasEnrolment row, CanvasCourse course) =>
        course.IsDeleted || desk.Data.Section(row.SectionId)?.IsDeleted == true ? "deleted" : row.State == "completed" ? "concluded" : row.State;

    private string Csv(IEnumerable<string> header, IEnumerable<string?[]> rows) =>
        string.Concat(rows.Prepend([.. desk.Switches.CanvasReportLanguage == "es" ? header.Select(name => $"{name} (es)") : header]).Select(row => string.Join(',', row.Select(Quote)) + "\n"));

    private static string Quote(string? cell) => cell is null ? "" : cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string? Score(decimal? score) => score?.ToString("0.0#", CultureInfo.InvariantCulture);

    private sealed class Started(long id, string name, Dictionary<string, string> parameters, DateTimeOffset createdAt)
    {
        public int Looks;

        public long Id => id;

        public string Name => name;

        public Dictionary<string, string> Parameters => parameters;

        public DateTimeOffset CreatedAt => createdAt;
    }
}
