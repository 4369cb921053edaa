using System.Text.Json.Nodes;
using LerBridge.Sandbox.Wire;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Canvas;

/// <summary>The error bodies of Canvas.</summary>
internal static class CanvasErrors
{
    public static Task NotFoundAsync(HttpContext context) =>
        Reply.JsonAsync(context, 404, new JsonObject { ["errors"] = Messages("The specified resource does not exist.") });

    /// <summary>The token is dead: only this 401 carries WWW-Authenticate.</summary>
    public static Task InvalidTokenAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"canvas-lms\"";
        return Reply.JsonAsync(context, 401, new JsonObject { ["errors"] = Messages("Invalid access token.") });
    }

    public static Task UnauthenticatedAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"canvas-lms\"";
        return Reply.JsonAsync(context, 401, new JsonObject { ["status"] = "unauthenticated", ["errors"] = Messages("user authorization required") });
    }

    /// <summary>The token is fine, its user may not see this.</summary>
    public static Task UnauthorizedAsync(HttpContext context, int status) => Reply.JsonAsync(context, status, new JsonObject
    {
        ["status"] = "unauthorized",
        ["errors"] = Messages("user not authorized to perform that action"),
    });

    public static Task BadRequestAsync(HttpContext context, string message) => Reply.JsonAsync(context, 400, new JsonObject { ["error"] = message });

    public static Task BadBookmarkAsync(HttpContext context) => Reply.JsonAsync(context, 400, new JsonObject { ["errors"] = Messages("page is invalid") });

    private static JsonArray Messages(string message) => [new JsonObject { ["message"] = message }];
}
