using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Dids;

/// <summary>A key in a controller document (Controlled Identifiers 1.0, section 2.2).</summary>
/// <param name="Id">Its absolute URL.</param>
/// <param name="Controller">Whose it is.</param>
/// <param name="Key">The key; null where it cannot be read, which <see cref="NoKey"/> explains.</param>
/// <param name="Expires">From when on it makes no valid proofs.</param>
/// <param name="Revoked">Since when it is not to be believed.</param>
internal sealed record VerificationMethod(string Id, string Controller, PublicKey? Key, DateTimeOffset? Expires, DateTimeOffset? Revoked)
{
    /// <summary>Why nothing that it signed is to be believed: a member is missing or cannot be read. Null where it is whole.</summary>
    public string? Flaw { get; init; }

    /// <summary>Why there is no key; null where there is one.</summary>
    public string? NoKey { get; init; }
}
