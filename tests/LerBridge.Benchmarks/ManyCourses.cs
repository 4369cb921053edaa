using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LerBridge.Benchmarks;

/// <summary>
/// A Canvas of as many courses as are wanted, with thirty students each, written without being held: a server that costs so little that the reader is what is measured. It runs in a process of its
/// own, so that nothing of it counts as the reader's memory or time.
/// </summary>
internal static class ManyCourses
{
    public const int Students = 30;
    private const int PageSize = 100;

    /// <summary>Serves until standard input ends; prints its address first.</summary>
    public static async Task ServeAsync(int courses)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        await using var app = builder.Build();
        app.MapGet("/api/v1/accounts/{id}", context => SendAsync(context, """{"id":"1","name":"College","root_account_id":null,"default_time_zone":"America/Chicago"}"""));
        app.MapGet("/api/v1/accounts/{id}/sub_accounts", context => SendAsync(context, "[]"));
        app.MapGet("/api/v1/accounts/{id}/terms", context => SendAsync(context, """{"enrollment_terms":[{"id":"118","sis_term_id":"202620","name":"Spring 2026","start_at":"2026-01-12T06:00:00Z","end_at":"2026-05-16T04:59:59Z"}]}"""));
        app.MapGet("/api/v1/accounts/{id}/courses", context => CoursesAsync(context, courses));
        app.MapGet("/api/v1/courses/{id}/enrollments", EnrolmentsAsync);
        app.MapGet("/api/v1/courses/{id}/sections", context => SendAsync(context, """[{"id":"9001","name":"01"}]"""));
        app.MapGet("/api/v1/courses/{id}/bulk_user_progress", ProgressAsync);
        await app.StartAsync();
        await Console.Out.WriteLineAsync(app.Urls.First());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }

    private static Task CoursesAsync(HttpContext context, int courses)
    {
        var page = int.TryParse(context.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 1;
        var text = new StringBuilder("[");
        for (var course = (page - 1) * PageSize; course < Math.Min(courses, page * PageSize); course++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{(text.Length > 1 ? "," : "")}{{\"id\":\"{100_000 + course}\",\"name\":\"Course {course}\",\"course_code\":\"NUR-{course % 900}\",\"account_id\":\"1\",\"enrollment_term_id\":\"118\",\"sis_course_id\":\"202620-{course}\",\"workflow_state\":\"available\",\"concluded\":true,\"time_zone\":\"America/Chicago\",\"account_name\":\"College\"}}");
        }

        if (page * PageSize < courses)
        {
            context.Response.Headers.Link = string.Create(CultureInfo.InvariantCulture, $"<{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}?page={page + 1}&per_page=100>; rel=\"next\"");
        }

        return SendAsync(context, text.Append(']').ToString());
    }

    private static Task EnrolmentsAsync(HttpContext context)
    {
        var course = long.Parse(context.Request.RouteValues["id"] as string ?? "0", CultureInfo.InvariantCulture);
        var text = new StringBuilder("[");
        for (var student = 0; student < Students; student++)
        {
            var user = ((course * 7) + (student * 131)) % 30_000;
            text.Append(
                CultureInfo.InvariantCulture,
                $"{(student > 0 ? "," : "")}{{\"id\":\"{(course * 100) + student}\",\"user_id\":\"{user}\",\"course_id\":\"{course}\",\"type\":\"StudentEnrollment\",\"created_at\":\"2026-01-05T10:00:00Z\",\"updated_at\":\"2026-05-20T10:00:00Z\",\"start_at\":null,\"end_at\":null,\"course_section_id\":\"9001\",\"enrollment_state\":\"completed\",\"role\":\"StudentEnrollment\",\"sis_user_id\":\"A{user:00000000}\",\"grades\":{{\"current_score\":91.5,\"current_grade\":\"A\",\"final_score\":91.5,\"final_grade\":\"A\",\"unposted_final_score\":91.5,\"unposted_final_grade\":\"A\"}},\"user\":{{\"id\":\"{user}\",\"name\":\"Ana Ruiz {user}\",\"sortable_name\":\"Ruiz {user}, Ana\",\"login_id\":\"ana{user}\",\"email\":\"ana{user}@college.example\"}}}}");
        }

        return SendAsync(context, text.Append(']').ToString());
    }

    private static Task ProgressAsync(HttpContext context)
    {
        var course = long.Parse(context.Request.RouteValues["id"] as string ?? "0", CultureInfo.InvariantCulture);
        var text = new StringBuilder("[");
        for (var student = 0; student < Students; student++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(student > 0 ? "," : "")}{{\"id\":\"{((course * 7) + (student * 131)) % 30_000}\",\"progress\":{{\"requirement_count\":4,\"requirement_completed_count\":4,\"next_requirement_url\":null,\"completed_at\":\"2026-05-01T17:20:00Z\"}}}}");
        }

        return SendAsync(context, text.Append(']').ToString());
    }

    private static async Task SendAsync(HttpContext context, string body)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(body);
    }
}
