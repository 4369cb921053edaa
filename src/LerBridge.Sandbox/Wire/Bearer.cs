using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LerBridge.Sandbox.Wire;

/// <summary>The Authorization header.</summary>
internal static class Bearer
{
    public static string? Of(HttpRequest request) => Of(request, "Bearer ");

    public static string? Of(HttpRequest request, string scheme)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;
    }

    public static bool Same(string? given, string wanted) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(wanted));
}
