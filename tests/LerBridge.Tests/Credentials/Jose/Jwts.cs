using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Keys;

namespace LerBridge.Tests.Credentials.Jose;

/// <summary>JWTs made by hand, right and wrong.</summary>
internal static class Jwts
{
    public const string Issuer = "did:web:ler.college.example";

    public static readonly RsaKey Rsa = RsaKey.Create(2048);
    public static readonly SigningKey P256 = SigningKey.Generate(KeyAlgorithm.P256);
    public static readonly SigningKey P384 = SigningKey.Generate(KeyAlgorithm.P384);
    public static readonly SigningKey Ed25519 = SigningKey.Generate(KeyAlgorithm.Ed25519);

    public static SigningKey KeyOf(KeyAlgorithm algorithm) => algorithm switch
    {
        KeyAlgorithm.Rsa => Rsa,
        KeyAlgorithm.P256 => P256,
        KeyAlgorithm.P384 => P384,
        _ => Ed25519,
    };

    public static string MethodOf(SigningKey key) => $"{Issuer}#{key.Public.Id}";

    /// <summary>Those four keys and no others.</summary>
    public static PublicKey? Find(string method) => new[] { Rsa, P256, P384, Ed25519 }.FirstOrDefault(key => MethodOf(key) == method)?.Public;

    public static JsonObject Credential() => new()
    {
        ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"),
        ["id"] = "urn:uuid:6fd4f6a4-55c0-8d3a-9c1e-2b7f1f3f9a10",
        ["type"] = new JsonArray("VerifiableCredential", "OpenBadgeCredential"),
        ["name"] = "Clinical Care II – señor",
        ["issuer"] = new JsonObject { ["id"] = Issuer, ["type"] = new JsonArray("Profile"), ["name"] = "Example College" },
        ["validFrom"] = "2026-06-01T08:30:15Z",
        ["credentialSubject"] = new JsonObject
        {
            ["id"] = "urn:uuid:0d1c2b3a-4958-8776-a5b4-c3d2e1f00112",
            ["type"] = new JsonArray("AchievementSubject"),
            ["achievement"] = new JsonObject
            {
                ["id"] = "https://college.example/achievements/NUR-210",
                ["type"] = new JsonArray("Achievement"),
                ["name"] = "Clinical Care II",
                ["description"] = "A course.",
                ["criteria"] = new JsonObject { ["narrative"] = "Completed." },
            },
        },
    };

    public static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    public static byte[] Signed(JwtProfile profile, SigningKey key, JsonObject? credential = null, string? method = null)
    {
        var (jwt, refusal) = VcJwtSigner.Sign(Bytes(credential ?? Credential()), profile, key, method ?? MethodOf(key));
        return jwt ?? throw new InvalidOperationException(refusal?.Why);
    }

    /// <summary>The parts of a JWT as JSON.</summary>
    public static (JsonObject Header, JsonObject Payload) Parts(byte[] jwt)
    {
        var segments = Encoding.ASCII.GetString(jwt).Split('.');
        return (Object(segments[0]), Object(segments[1]));
    }

    /// <summary>Header and payload as given, whatever they say, signed.</summary>
    public static byte[] Raw(string header, string payload, SigningKey key) => JwsCompact.Write(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(payload), key);

    public static byte[] Raw(JsonObject header, JsonObject payload, SigningKey key) => Raw(header.ToJsonString(), payload.ToJsonString(), key);

    public static VcJwtReport Verify(byte[] jwt) => VcJwtVerifier.Verify(jwt, Find);

    private static JsonObject Object(string segment) =>
        JsonNode.Parse(Base64Url.DecodeFromChars(segment))?.AsObject() ?? throw new InvalidDataException("an object expected");
}
