using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LerBridge.Credentials.Keys;

/// <summary>Public keys as JSON Web Keys (RFC 7517; RFC 7518, sections 6.2 for EC and 6.3 for RSA; RFC 8037, section 2 for Ed25519).</summary>
internal static class Jwk
{
    /// <summary>The private members of every kind: n and e alone are public of an RSA key.</summary>
    private static readonly string[] Private = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    /// <summary>The members that name the key, and no others.</summary>
    public static JsonObject Of(PublicKey key) => key switch
    {
        EcdsaPublicKey ec => new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = ec.Algorithm == KeyAlgorithm.P384 ? "P-384" : "P-256",
            ["x"] = Base64Url.EncodeToString(ec.Point.X),
            ["y"] = Base64Url.EncodeToString(ec.Point.Y),
        },
        RsaPublicKey rsa => new JsonObject
        {
            ["kty"] = "RSA",
            ["n"] = Base64Url.EncodeToString(rsa.Modulus),
            ["e"] = Base64Url.EncodeToString(rsa.Exponent),
        },
        _ => new JsonObject
        {
            ["kty"] = "OKP",
            ["crv"] = "Ed25519",
            ["x"] = Base64Url.EncodeToString(Multikey.DecodePublic(key.Multibase)?.Key),
        },
    };

    /// <summary>The name of a key that everyone computes alike (RFC 7638, section 3): 43 characters of base64url.</summary>
    public static string Thumbprint(PublicKey key)
    {
        // none of the values has a character that JSON escapes
        var members = Of(key).OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"\"{member.Key}\":\"{member.Value}\"");
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($"{{{string.Join(',', members)}}}")));
    }

    /// <returns>Null where it is no public key of a kind that we know.</returns>
    public static PublicKey? Parse(JsonElement jwk) => Read(jwk).Key;

    /// <returns>The key; or why there is none, in words without anything of the key.</returns>
    public static (PublicKey? Key, string? Refusal) Read(JsonElement jwk)
    {
        if (jwk.ValueKind != JsonValueKind.Object)
        {
            return (null, "The JWK is no JSON object.");
        }

        if (Array.Exists(Private, name => jwk.TryGetProperty(name, out _)))
        {
            return (null, "The JWK carries a private part: it must be replaced, whoever uses it.");
        }

        PublicKey? key = (Text(jwk, "kty"), Text(jwk, "crv")) switch
        {
            ("OKP", "Ed25519") => Bytes(jwk, "x") is { Length: 32 } x ? PublicKey.From(KeyAlgorithm.Ed25519, x) : null,
            ("EC", "P-256") => Point(jwk, KeyAlgorithm.P256),
            ("EC", "P-384") => Point(jwk, KeyAlgorithm.P384),
            ("RSA", _) => Bytes(jwk, "n") is { } n && Bytes(jwk, "e") is { } e ? RsaPublicKey.From(n, e) : null,
            _ => null,
        };
        if (key is null)
        {
            return (null, "The JWK is not a well-formed Ed25519, P-256, P-384 or RSA key (2,048 to 8,192 bits).");
        }

        if (Restriction(jwk, key.Algorithm) is { } restriction)
        {
            key.Dispose();
            return (null, restriction);
        }

        return (key, null);
    }

    /// <summary>What the key says of its own use (RFC 7517, sections 4.2 to 4.4); null where it lets signatures be verified.</summary>
    private static string? Restriction(JsonElement jwk, KeyAlgorithm algorithm)
    {
        if (jwk.TryGetProperty("use", out _) && Text(jwk, "use") != "sig")
        {
            return "The JWK is not for signatures.";
        }

        if (jwk.TryGetProperty("key_ops", out var operations)
            && !(operations.ValueKind == JsonValueKind.Array && operations.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.ValueEquals("verify"))))
        {
            return "The JWK is not for verifying.";
        }

        return jwk.TryGetProperty("alg", out _) && JwsAlgorithms.Find(Text(jwk, "alg") ?? string.Empty) != algorithm
            ? "The JWK is for another algorithm than those verified here."
            : null;
    }

    private static EcdsaPublicKey? Point(JsonElement jwk, KeyAlgorithm algorithm)
    {
        var size = EcdsaPublicKey.SizeOf(algorithm);
        return Bytes(jwk, "x") is { } x && Bytes(jwk, "y") is { } y && x.Length == size && y.Length == size
            ? EcdsaPublicKey.FromPoint(algorithm, new ECPoint { X = x, Y = y })
            : null;
    }

    private static byte[]? Bytes(JsonElement jwk, string name) => Text(jwk, name) is { Length: < 1536 } text ? Multibase.DecodeBase64Url(text) : null;

    private static string? Text(JsonElement jwk, string name) =>
        jwk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
