using System.Text.Json.Nodes;
using LerBridge.Sandbox.Faults;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Registry;

/// <summary>Faults in the words of a registry: problem documents (RFC 9457).</summary>
internal sealed class RegistryManners : SiteManners
{
    public static Task ProblemAsync(HttpContext context, int status, string title, string detail) => Reply.JsonAsync(
        context,
        status,
        new JsonObject { ["type"] = "about:blank", ["title"] = title, ["status"] = status, ["detail"] = detail },
        "application/problem+json");

    public static Task UnauthorizedAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return ProblemAsync(context, 401, "Unauthorized", "The token is missing or no longer good.");
    }

    public override Task ThrottledAsync(HttpContext context, int? status) =>
        ProblemAsync(context, status ?? 429, "Too Many Requests", "Slow down.");

    public override Task ExpiredTokenAsync(HttpContext context) => UnauthorizedAsync(context);

    public override Task RefusedAsync(HttpContext context, int status) =>
        ProblemAsync(context, status, "Bad Request", "The issuer is not known to this registry.");

    public override Task OutageAsync(HttpContext context, int status) =>
        ProblemAsync(context, status, "Service Unavailable", "The registry is being restarted.");
}
