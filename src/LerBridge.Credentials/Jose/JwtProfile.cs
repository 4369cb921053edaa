using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Jose;

/// <summary>A way of putting a credential into a JWT, as a sentence: what its header may say, which keys sign, and what is written beside the credential.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Type">The header's <c>typ</c>.</param>
/// <param name="ContentType">The header's <c>cty</c>; null where it has none.</param>
/// <param name="MediaType">What a signed credential is sent as.</param>
/// <param name="Keys">The keys that may sign.</param>
/// <param name="HeaderMembers">All that the header may have; null where more is ignored (RFC 7515, section 4).</param>
/// <param name="RepeatsMembers">True where registered claims repeat members of the credential and all of them must be there.</param>
/// <param name="Specification">The section that defines it.</param>
internal sealed record JwtProfile(
    string Name,
    string Type,
    string? ContentType,
    string MediaType,
    IReadOnlyList<KeyAlgorithm> Keys,
    IReadOnlyList<string>? HeaderMembers,
    bool RepeatsMembers,
    string Specification)
{
    /// <summary>RS256 is what every verifier must take; the 1EdTech checker takes ES256 besides, and refuses EdDSA.</summary>
    public static readonly JwtProfile OpenBadges = new(
        "Open Badges 3.0 JWT",
        "JWT",
        null,
        "application/jwt",
        [KeyAlgorithm.Rsa, KeyAlgorithm.P256],
        ["alg", "kid", "jwk", "typ"],
        RepeatsMembers: true,
        "https://www.imsglobal.org/spec/ob/v3p0/#jwt-proof");

    /// <summary>The payload is the credential itself; registered claims may stand beside it.</summary>
    public static readonly JwtProfile VcJose = new(
        "VC-JOSE-COSE JWT",
        "vc+jwt",
        "vc",
        "application/vc+jwt",
        [KeyAlgorithm.Ed25519, KeyAlgorithm.P256, KeyAlgorithm.P384, KeyAlgorithm.Rsa],
        null,
        RepeatsMembers: false,
        "https://www.w3.org/TR/vc-jose-cose/#with-jose");

    /// <summary>A presentation by its holder; registered claims may stand beside it.</summary>
    public static readonly JwtProfile VpJose = VcJose with { Name = "presentation JWT", Type = "vp+jwt", ContentType = "vp", MediaType = "application/vp+jwt" };

    /// <summary>The older presentation, in a <c>vp</c> claim (VC Data Model 1.1, section 6.3.1), whose <c>typ</c> is that of any JWT.</summary>
    public static readonly JwtProfile OlderPresentation = VpJose with
    {
        Name = "presentation JWT 1.1",
        Type = "JWT",
        ContentType = null,
        MediaType = "application/jwt",
        Specification = "https://www.w3.org/TR/vc-data-model/#json-web-token",
    };

    private static readonly JwtProfile[] All = [OpenBadges, VcJose, VpJose];

    /// <summary>By the header's <c>typ</c>, which is a media type whose <c>application/</c> may be left out (RFC 7515, section 4.1.9).</summary>
    /// <param name="type">Null where the header has none, which only Open Badges allows.</param>
    /// <returns>Null where it is no type of a credential.</returns>
    public static JwtProfile? OfType(string? type)
    {
        const string Application = "application/";
        var bare = type is not null && type.StartsWith(Application, StringComparison.OrdinalIgnoreCase) ? type[Application.Length..] : type;
        return bare is null ? OpenBadges : Array.Find(All, profile => profile.Type.Equals(bare, StringComparison.OrdinalIgnoreCase));
    }
}
