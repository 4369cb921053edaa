using System.Security.Cryptography;
using System.Text;
using LerBridge.Core.Settings;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Worker.Serving;

/// <summary>
/// Stands before everything on the admin listener. The host must be one of its own names, so that a page in a browser cannot reach it under a name that was
/// pointed here (DNS rebinding); an origin, where one is sent, must be the listener itself; and every request carries the API token, on loopback too.
/// </summary>
internal sealed class AdminGuard(Secret token)
{
    private const string Scheme = "Bearer ";

    private readonly byte[] expected = SHA256.HashData(token.RevealBytes());

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsOwnHost(context) || !IsOwnOrigin(context))
        {
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status403Forbidden, null, "This address is served under its own name only.");
        }
        else if (!this.HasToken(context.Request))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status401Unauthorized, null, "Send the API token: Authorization: Bearer …");
        }
        else
        {
            context.Response.Headers.CacheControl = "no-store";
            await next(context);
        }
    }

    private static bool IsOwnHost(HttpContext context) =>
        context.Request.Host is { Host: "localhost" or "127.0.0.1" or "[::1]" } host && (host.Port ?? 80) == context.Connection.LocalPort;

    private static bool IsOwnOrigin(HttpContext context)
    {
        var origins = context.Request.Headers.Origin;
        return origins.Count == 0 || (origins.Count == 1 && string.Equals(origins[0], $"http://{context.Request.Host}", StringComparison.OrdinalIgnoreCase));
    }

    private bool HasToken(HttpRequest request)
    {
        var sent = request.Headers.Authorization;
        return sent.Count == 1
            && sent[0] is { } value
            && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(value[Scheme.Length..].Trim())), this.expected);
    }
}
