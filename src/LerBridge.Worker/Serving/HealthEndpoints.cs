using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LerBridge.Worker.Serving;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work; 503 with the reason where it cannot.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, Health health)
    {
        routes.MapGet("/health/live", context => WriteAsync(context, new HealthDocument("live", [])));
        routes.MapGet("/health/ready", async context =>
        {
            var findings = await health.LookAsync(context.RequestAborted);
            var ready = findings.All(finding => finding.Well);
            context.Response.StatusCode = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            await WriteAsync(context, new HealthDocument(ready ? "ready" : "not ready", findings));
        });
    }

    private static Task WriteAsync(HttpContext context, HealthDocument document)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(document, HealthJsonContext.Default.HealthDocument), context.RequestAborted);
    }
}

/// <summary>The answer of a health endpoint.</summary>
internal sealed record HealthDocument(string Status, IReadOnlyList<HealthFinding> Checks);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HealthDocument))]
internal sealed partial class HealthJsonContext : JsonSerializerContext;
