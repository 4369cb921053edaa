namespace LerBridge.Credentials.Building;

/// <summary>The contexts that our documents begin with.</summary>
internal static class Contexts
{
    public const string Credentials = "https://www.w3.org/ns/credentials/v2";

    public const string OpenBadges = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

    /// <summary>For <c>Ed25519Signature2020</c> in a proof set.</summary>
    public const string Ed25519Signature2020 = "https://w3id.org/security/suites/ed25519-2020/v1";

    /// <summary>True for the Open Badges 3.0 context in any of its published versions.</summary>
    public static bool IsOpenBadges(string url) =>
        url is "https://purl.imsglobal.org/spec/ob/v3p0/context.json"
            or "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"
            or "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"
            or OpenBadges;
}
