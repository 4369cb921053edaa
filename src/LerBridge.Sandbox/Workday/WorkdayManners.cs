using System.Text.Json.Nodes;
using LerBridge.Sandbox.Faults;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Workday;

/// <summary>Faults in the words of Workday. It promises no Retry-After, and a 500 may mean too many requests; the SOAP service says everything with 500 and a fault.</summary>
internal sealed class WorkdayManners(TokenDesk tokens) : SiteManners
{
    public static Task UnauthorizedAsync(HttpContext context) => IsSoap(context)
        ? SoapFault.WriteAsync(context, "Client.authenticationError", "invalid username or password")
        : WriteAsync(context, 401, "invalid username or password");

    public static Task WriteAsync(HttpContext context, int status, string error) =>
        Reply.JsonAsync(context, status, new JsonObject { ["error"] = error, ["errors"] = new JsonArray() }, "application/json;charset=UTF-8");

    public override Task ThrottledAsync(HttpContext context, int? status) => IsSoap(context)
        ? SoapFault.WriteAsync(context, "Server.processingError", "The request was not processed: too many requests.")
        : WriteAsync(context, status ?? 429, "too many requests");

    public override Task ExpiredTokenAsync(HttpContext context)
    {
        tokens.ForgetAll();
        return UnauthorizedAsync(context);
    }

    public override Task RefusedAsync(HttpContext context, int status) => IsSoap(context)
        ? SoapFault.WriteAsync(context, "Client.validationError", "Validation error occurred. The version of the request is not supported.")
        : WriteAsync(context, status, "Validation error occurred. Enter a value for the required prompt.");

    public static bool IsSoap(HttpContext context) => context.Request.Path.Value is { } path
        && (path.Contains("/Human_Resources/", StringComparison.Ordinal) || path.Contains("/Learning/", StringComparison.Ordinal));
}
