using System.Text.Json.Nodes;
using LerBridge.Sandbox.Faults;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Workday;

/// <summary>Faults in the words of Workday. It promises no Retry-After, and a 500 may mean too many requests.</summary>
internal sealed class WorkdayManners : SiteManners
{
    public static Task UnauthorizedAsync(HttpContext context) => WriteAsync(context, 401, "invalid username or password");

    public static Task WriteAsync(HttpContext context, int status, string error) =>
        Reply.JsonAsync(context, status, new JsonObject { ["error"] = error, ["errors"] = new JsonArray() }, "application/json;charset=UTF-8");

    public override Task ThrottledAsync(HttpContext context, int? status) =>
        WriteAsync(context, status ?? 429, "too many requests");

    public override Task ExpiredTokenAsync(HttpContext context) => UnauthorizedAsync(context);

    public override Task RefusedAsync(HttpContext context, int status) =>
        WriteAsync(context, status, "Validation error occurred. Enter a value for the required prompt.");
}
