using System.Diagnostics.CodeAnalysis;

namespace LerBridge.Credentials.Dids;

/// <summary>did:web: a DID that a web host answers for (https://w3c-ccg.github.io/did-method-web/).</summary>
internal static class DidWeb
{
    private const string Prefix = "did:web:";
    private const int MaxLength = 1024;

    /// <summary>Where the document of a DID is served.</summary>
    /// <returns>False where the text is no well-formed did:web.</returns>
    public static bool TryGetUrl(string did, [NotNullWhen(true)] out Uri? url)
    {
        url = null;
        if (!did.StartsWith(Prefix, StringComparison.Ordinal) || did.Length > MaxLength)
        {
            return false;
        }

        var parts = did[Prefix.Length..].Split(':');
        var host = parts[0].Replace("%3A", ":", StringComparison.OrdinalIgnoreCase);
        if (!IsHost(host) || !parts.Skip(1).All(IsSegment))
        {
            return false;
        }

        var path = parts.Length == 1 ? "/.well-known" : "/" + string.Join('/', parts.Skip(1));
        return Uri.TryCreate($"https://{host}{path}/did.json", UriKind.Absolute, out url) && url.Host.Length > 0;
    }

    /// <summary>The DID that a base URL answers for: <c>https://host:8443/a/b</c> is <c>did:web:host%3A8443:a:b</c>.</summary>
    public static string FromUrl(Uri baseUrl)
    {
        var host = baseUrl.IsDefaultPort ? baseUrl.Host : $"{baseUrl.Host}%3A{baseUrl.Port}";
        var path = baseUrl.AbsolutePath.Trim('/');
        return path.Length == 0 ? Prefix + host : $"{Prefix}{host}:{path.Replace('/', ':')}";
    }

    private static bool IsHost(string host)
    {
        var colon = host.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? host : host[..colon];
        var port = colon < 0 ? "443" : host[(colon + 1)..];
        return name.Length > 0
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
            && port.Length is > 0 and <= 5
            && port.All(char.IsAsciiDigit);
    }

    // idchar of DID Core 1.0, section 3.1; a segment of dots only would climb
    private static bool IsSegment(string segment) =>
        segment.Trim('.').Length > 0
        && segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '%')
        && !segment.Contains("%2F", StringComparison.OrdinalIgnoreCase)
        && !segment.Contains("%5C", StringComparison.OrdinalIgnoreCase);
}
