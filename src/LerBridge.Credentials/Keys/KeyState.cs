using System.Text.Json.Serialization;

namespace LerBridge.Credentials.Keys;

/// <summary>What a key of ours may be used for.</summary>
internal enum KeyState
{
    /// <summary>Made and published, so that verifiers know it before it signs.</summary>
    [JsonStringEnumMemberName("next")]
    Next,

    /// <summary>The one that signs.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>Signs no more; what it signed stands, and it stays in the DID document.</summary>
    [JsonStringEnumMemberName("verify-only")]
    VerifyOnly,

    /// <summary>Not to be believed any more, whatever it signed.</summary>
    [JsonStringEnumMemberName("revoked")]
    Revoked,
}
