using System.Text.Json;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Jose;

/// <summary>
/// The key of a JWT, by its <c>kid</c> or <c>jwk</c> (VC-JOSE-COSE 1.0, section 4.1; RFC 7515, sections 4.1.3 and 4.1.4). What else a header may point to
/// (<c>jku</c>, <c>x5u</c>, <c>x5c</c>) is never looked at.
/// </summary>
internal static class JwtKeys
{
    /// <param name="header">The header.</param>
    /// <param name="profile">The form of the JWT.</param>
    /// <param name="issuer">The credential's issuer, for a <c>kid</c> that is relative to it.</param>
    /// <param name="findKey">The key of a verification method; null where it cannot be had.</param>
    /// <param name="whyNoKey">More of why a key cannot be had, as a sentence; asked only where it cannot.</param>
    /// <returns>The key with its method where it has one; or why there is none.</returns>
    public static (string? Method, PublicKey? Key, JoseRefusal? Refusal) Find(JsonElement header, JwtProfile? profile, string? issuer, Func<string, PublicKey?> findKey, Func<string, string?>? whyNoKey)
    {
        var method = Method(Json.Text(header, "kid"), issuer);
        var named = method is null ? null : findKey(method);
        if (Json.Member(header, "jwk") is not { } jwk)
        {
            return named is not null ? (method, named, null) : (method, null, Missing(method, profile, whyNoKey));
        }

        var (own, unusable) = Jwk.Read(jwk);
        if (own is null)
        {
            return (method, null, new JoseRefusal(JoseCode.KeyUnusable, unusable ?? "The JWK in its header cannot be used."));
        }

        return named is not null && named.Multibase != own.Multibase
            ? (method, null, new JoseRefusal(JoseCode.KeyMismatch, "Its kid and its jwk are two keys."))
            : (method, named ?? own, null);
    }

    private static JoseRefusal Missing(string? method, JwtProfile? profile, Func<string, string?>? whyNoKey)
    {
        if (method is not null)
        {
            if (MethodKeys.IsForeign(method))
            {
                return new JoseRefusal(JoseCode.KeyUnusable, "Its kid is none of its DID, which is its own document.");
            }

            return new JoseRefusal(JoseCode.KeyMissing, whyNoKey?.Invoke(method) ?? "The key of its kid is not at hand.");
        }

        return profile == JwtProfile.OpenBadges
            ? new JoseRefusal(JoseCode.KeyUnusable, "Its header has neither kid nor jwk.")
            : new JoseRefusal(JoseCode.KeyMissing, "Its header names no key.");
    }

    /// <summary>An absolute URL stays; a fragment, and a bare name, are the issuer's.</summary>
    private static string? Method(string? kid, string? issuer) => kid switch
    {
        null or "" => null,
        _ when AbsoluteUri.IsOne(kid) => kid,
        ['#', ..] => issuer + kid,
        _ => $"{issuer}#{kid}",
    };
}
