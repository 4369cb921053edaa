using System.Text.Json.Serialization;

namespace LerBridge.Credentials.Keys;

/// <summary>
/// What a key of ours signs. Two, because verifiers read two forms of a key: <c>publicKeyMultibase</c> for embedded proofs, <c>publicKeyJwk</c> for JWTs,
/// and a verification method has one of them (Controlled Identifiers 1.0, section 2.2).
/// </summary>
internal enum KeyUse
{
    /// <summary>Embedded proofs: credentials and status lists. An issuer has always one such key.</summary>
    [JsonStringEnumMemberName("proof")]
    Proof,

    /// <summary>JWTs.</summary>
    [JsonStringEnumMemberName("jwt")]
    Jwt,
}
