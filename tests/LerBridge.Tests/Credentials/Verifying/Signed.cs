using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;

namespace LerBridge.Tests.Credentials.Verifying;

/// <summary>Credentials of an issuer that is its own key, so that a verifier needs nothing else.</summary>
internal static class Signed
{
    public const string AchievementId = "https://college.example/achievements/NUR-210";

    public static readonly DateTimeOffset From = new(2026, 6, 1, 8, 30, 15, TimeSpan.Zero);
    public static readonly DateTimeOffset Now = From.AddDays(1);
    public static readonly SigningKey Key = SigningKey.Generate(KeyAlgorithm.Ed25519);
    public static readonly SigningKey Other = SigningKey.Generate(KeyAlgorithm.P256);

    public static string DidOf(SigningKey key) => "did:key:" + key.Public.Multibase;

    public static JsonObject Badge(SigningKey? by = null, string? issuer = null) => new()
    {
        ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"),
        ["id"] = "urn:uuid:6fd4f6a4-55c0-8d3a-9c1e-2b7f1f3f9a10",
        ["type"] = new JsonArray("VerifiableCredential", "OpenBadgeCredential"),
        ["name"] = "Clinical Care II",
        ["issuer"] = new JsonObject { ["id"] = issuer ?? DidOf(by ?? Key), ["type"] = new JsonArray("Profile"), ["name"] = "Example College" },
        ["validFrom"] = "2026-06-01T08:30:15Z",
        ["credentialSubject"] = new JsonObject
        {
            ["id"] = "urn:uuid:0d1c2b3a-4958-8776-a5b4-c3d2e1f00112",
            ["type"] = new JsonArray("AchievementSubject"),
            ["achievement"] = new JsonObject
            {
                ["id"] = AchievementId,
                ["type"] = new JsonArray("Achievement"),
                ["name"] = "Clinical Care II",
                ["description"] = "A course.",
                ["criteria"] = new JsonObject { ["narrative"] = "Completed." },
            },
        },
    };

    public static JsonObject Endorsement(string endorsed, SigningKey? by = null) => new()
    {
        ["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"),
        ["id"] = "urn:uuid:f0a1b2c3-0000-4000-8000-000000000001",
        ["type"] = new JsonArray("VerifiableCredential", "EndorsementCredential"),
        ["name"] = "In good standing",
        ["issuer"] = new JsonObject { ["id"] = DidOf(by ?? Other), ["type"] = new JsonArray("Profile"), ["name"] = "Example Accreditor" },
        ["validFrom"] = "2026-06-01T08:30:15Z",
        ["credentialSubject"] = new JsonObject { ["id"] = endorsed, ["type"] = new JsonArray("EndorsementSubject"), ["endorsementComment"] = "A sound course." },
    };

    public static JsonObject Record(params JsonNode[] embedded) => new()
    {
        ["@context"] = new JsonArray(
            "https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"),
        ["id"] = "urn:uuid:aaaaaaaa-0000-4000-8000-000000000001",
        ["type"] = new JsonArray("VerifiableCredential", "ClrCredential"),
        ["name"] = "Transcript",
        ["issuer"] = new JsonObject { ["id"] = DidOf(Key), ["type"] = new JsonArray("Profile"), ["name"] = "Example College" },
        ["validFrom"] = "2026-06-01T08:30:15Z",
        ["credentialSubject"] = new JsonObject
        {
            ["id"] = "urn:uuid:0d1c2b3a-4958-8776-a5b4-c3d2e1f00112",
            ["type"] = new JsonArray("ClrSubject"),
            ["verifiableCredential"] = new JsonArray(embedded),
        },
    };

    public static JsonObject Sign(this JsonObject unsigned, SigningKey? by = null, string? method = null)
    {
        var key = by ?? Key;
        using var json = JsonDocument.Parse(unsigned.ToJsonString());
        var options = new ProofOptions(SuiteTable.DefaultFor(key.Algorithm), From, method ?? $"{DidOf(key)}#{key.Public.Multibase}").ToJson();
        return JsonNode.Parse(new ProofSigner(LerBridge.Credentials.Canonicalizers.Shared).Sign(json.RootElement, options, key))?.AsObject()
            ?? throw new InvalidOperationException("an object expected");
    }

    /// <summary>With a member set, before it is signed.</summary>
    public static JsonObject With(this JsonObject credential, string name, JsonNode? value)
    {
        credential[name] = value;
        return credential;
    }

    public static byte[] Bytes(this JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    public static VerificationReport Verify(ReadOnlyMemory<byte> credential, VerificationMaterial? material = null, DateTimeOffset? now = null) =>
        new CredentialVerifier(material ?? new VerificationMaterial(), new StoppedClock(now ?? Now)).Verify(credential);

    public static VerificationReport Verify(JsonNode credential, VerificationMaterial? material = null) => Verify(credential.Bytes(), material);

    public static Verdict Result(this VerificationReport report, string check) => report.Checks.Single(one => one.Check == check).Result;

    public static string Why(this VerificationReport report, string check) => report.Checks.Single(one => one.Check == check).Why;

    public static string Text(this VerificationReport report) => string.Join("\n", report.Checks);
}
