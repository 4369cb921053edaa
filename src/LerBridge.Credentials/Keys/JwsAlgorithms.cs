namespace LerBridge.Credentials.Keys;

/// <summary>The <c>alg</c> of a JWS (RFC 7518, section 3.1; RFC 8037, section 3.1; RFC 9864, section 2.2). A key of ours signs with exactly one.</summary>
internal static class JwsAlgorithms
{
    /// <summary>What a key writes into the header.</summary>
    public static string NameOf(KeyAlgorithm algorithm) => algorithm switch
    {
        KeyAlgorithm.Ed25519 => "EdDSA",
        KeyAlgorithm.P256 => "ES256",
        KeyAlgorithm.P384 => "ES384",
        KeyAlgorithm.Rsa => "RS256",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    /// <returns>Null for what we do not verify: <c>none</c>, everything symmetric, and the rest.</returns>
    public static KeyAlgorithm? Find(string name) => name switch
    {
        "EdDSA" or "Ed25519" => KeyAlgorithm.Ed25519,
        "ES256" => KeyAlgorithm.P256,
        "ES384" => KeyAlgorithm.P384,
        "RS256" => KeyAlgorithm.Rsa,
        _ => null,
    };
}
