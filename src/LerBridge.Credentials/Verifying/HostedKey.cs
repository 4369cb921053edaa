using System.Text.Json;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Verifying;

/// <summary>A key that lies at a URL of its own: a bare JWK (Open Badges 3.0, section 8.2.2), or a verification method as a document.</summary>
/// <param name="Key">The key.</param>
/// <param name="Controller">Whose it says it is; null where it does not say.</param>
internal sealed record HostedKey(PublicKey Key, string? Controller)
{
    /// <returns>Null where the document is no key.</returns>
    public static HostedKey? Read(JsonElement document)
    {
        var key = Json.Member(document, "kty") is not null ? Jwk.Parse(document)
            : Json.Text(document, "publicKeyMultibase") is { } multibase ? PublicKey.FromMultibase(multibase)
            : Json.Member(document, "publicKeyJwk") is { } jwk ? Jwk.Parse(jwk)
            : null;
        return key is null ? null : new HostedKey(key, Json.Text(document, "controller"));
    }

    /// <summary>
    /// Whether a URL lies on the issuer's own host: what a host serves over HTTPS, whoever keeps the host says. A key elsewhere must be listed in the issuer's document.
    /// </summary>
    public static bool IsOfHost(string url, string issuer) =>
        Uri.TryCreate(url, UriKind.Absolute, out var place)
        && place.Scheme == Uri.UriSchemeHttps
        && (Dids.DidWeb.TryGetUrl(issuer, out var home) || Uri.TryCreate(issuer, UriKind.Absolute, out home))
        && Uri.Compare(place, home, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
