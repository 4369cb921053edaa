using LerBridge.Credentials.Jose;

namespace LerBridge.Credentials;

/// <summary>How an issuer secures its credentials.</summary>
internal enum CredentialFormat
{
    /// <summary>JSON with an embedded proof (VC Data Integrity 1.0).</summary>
    DataIntegrity,

    /// <summary>A compact JWT in the form of Open Badges 3.0, section 8.2.</summary>
    ObJwt,

    /// <summary>A compact JWT in the form of VC-JOSE-COSE 1.0.</summary>
    VcJwt,
}

/// <summary>What belongs to a format.</summary>
internal static class CredentialFormats
{
    /// <summary>Its form of JWT; null for embedded proofs.</summary>
    public static JwtProfile? Profile(this CredentialFormat format) => format switch
    {
        CredentialFormat.ObJwt => JwtProfile.OpenBadges,
        CredentialFormat.VcJwt => JwtProfile.VcJose,
        _ => null,
    };
}
