using System.Text.Json.Nodes;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Ethos;

/// <summary>Errors of the second version: the message says what happened, the description rarely does.</summary>
internal static class EthosErrors
{
    private const string MediaType = "application/vnd.hedtech.integration.errors.v2+json";

    public static Task WriteAsync(HttpContext context, int status, string code, string message) =>
        Reply.JsonAsync(context, status, Body(code, message), MediaType);

    public static Task NotFoundAsync(HttpContext context, string resource) =>
        WriteAsync(context, 404, "Global.Internal.Error", $"No {resource} was found for the GUID of the request.");

    public static Task UnauthorizedAsync(HttpContext context) =>
        Reply.JsonAsync(context, 401, new JsonObject { ["message"] = "Unauthorized" });

    public static JsonObject Body(string code, string message) => new()
    {
        ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["description"] = "Unknown error code.", ["message"] = message }),
    };
}
