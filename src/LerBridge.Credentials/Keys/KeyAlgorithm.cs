namespace LerBridge.Credentials.Keys;

/// <summary>What a key signs with.</summary>
internal enum KeyAlgorithm
{
    /// <summary>EdDSA on Curve25519 (RFC 8032).</summary>
    Ed25519,

    /// <summary>ECDSA on NIST P-256 with SHA-256 (FIPS 186-5).</summary>
    P256,

    /// <summary>ECDSA on NIST P-384 with SHA-384 (FIPS 186-5).</summary>
    P384,

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, section 8.2), in JWTs only.</summary>
    Rsa,
}
