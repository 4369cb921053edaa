using System.Text.Json.Serialization;

namespace LerBridge.Credentials.Keys;

/// <summary>The public side of a key of ours.</summary>
/// <param name="Id">Its short name (<see cref="PublicKey.Id"/>), which is also the fragment of its verification method and the name of its file.</param>
/// <param name="Algorithm">What it signs with.</param>
/// <param name="State">What it may be used for.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Changed">Since when it is in its state.</param>
/// <param name="Use">What it signs.</param>
/// <param name="PublicKeyMultibase">The key as a Multikey where <paramref name="Id"/> is too short for that: of RSA keys only.</param>
/// <param name="TokenLabel">The label of the private key on the issuer's token; null for a key in a file.</param>
internal sealed record KeyEntry(
    string Id, KeyAlgorithm Algorithm, KeyState State, DateTimeOffset Created, DateTimeOffset Changed, KeyUse Use = KeyUse.Proof, string? PublicKeyMultibase = null,
    string? TokenLabel = null)
{
    /// <summary>The key itself as a Multikey.</summary>
    [JsonIgnore]
    public string Multibase => this.PublicKeyMultibase ?? this.Id;

    /// <summary>The entry of a key that was just made.</summary>
    public static KeyEntry Of(PublicKey key, KeyState state, KeyUse use, DateTimeOffset now, string? tokenLabel = null) =>
        new(key.Id, key.Algorithm, state, now, now, use, key.Id == key.Multibase ? null : key.Multibase, tokenLabel);
}
