using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LerBridge.Credentials.Keys;

/// <summary>Public keys as JSON Web Keys (RFC 7517; RFC 7518, section 6.2 for EC; RFC 8037, section 2 for Ed25519).</summary>
internal static class Jwk
{
    public static JsonObject Of(PublicKey key) => key switch
    {
        EcdsaPublicKey ec => new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = ec.Algorithm == KeyAlgorithm.P384 ? "P-384" : "P-256",
            ["x"] = System.Buffers.Text.Base64Url.EncodeToString(ec.Point.X),
            ["y"] = System.Buffers.Text.Base64Url.EncodeToString(ec.Point.Y),
        },
        _ => new JsonObject
        {
            ["kty"] = "OKP",
            ["crv"] = "Ed25519",
            ["x"] = System.Buffers.Text.Base64Url.EncodeToString(Multikey.DecodePublic(key.Multibase)?.Key),
        },
    };

    /// <returns>Null where it is no public key of a kind that we know, or carries a private part.</returns>
    public static PublicKey? Parse(JsonElement jwk)
    {
        if (jwk.ValueKind != JsonValueKind.Object || jwk.TryGetProperty("d", out _))
        {
            return null;
        }

        return (Text(jwk, "kty"), Text(jwk, "crv")) switch
        {
            ("OKP", "Ed25519") => Bytes(jwk, "x") is { Length: 32 } x ? PublicKey.From(KeyAlgorithm.Ed25519, x) : null,
            ("EC", "P-256") => Point(jwk, KeyAlgorithm.P256),
            ("EC", "P-384") => Point(jwk, KeyAlgorithm.P384),
            _ => null,
        };
    }

    private static EcdsaPublicKey? Point(JsonElement jwk, KeyAlgorithm algorithm)
    {
        var size = EcdsaPublicKey.SizeOf(algorithm);
        return Bytes(jwk, "x") is { } x && Bytes(jwk, "y") is { } y && x.Length == size && y.Length == size
            ? EcdsaPublicKey.FromPoint(algorithm, new ECPoint { X = x, Y = y })
            : null;
    }

    private static byte[]? Bytes(JsonElement jwk, string name) => Text(jwk, name) is { Length: < 128 } text ? Multibase.DecodeBase64Url(text) : null;

    private static string? Text(JsonElement jwk, string name) =>
        jwk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
