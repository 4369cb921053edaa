using System.Text.Json.Nodes;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Keys;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Jose;

internal sealed class VcJwtSignerTests
{
    private static readonly string[] OpenBadgeHeader = ["alg", "kid", "typ"];

    [TestCase(KeyAlgorithm.Rsa, "RS256")]
    [TestCase(KeyAlgorithm.P256, "ES256")]
    public void An_Open_Badge_is_the_payload_with_the_registered_claims_that_repeat_it(object algorithm, string name)
    {
        var key = Jwts.KeyOf((KeyAlgorithm)algorithm);
        var credential = Jwts.Credential();
        credential["validUntil"] = "2031-06-01T00:00:00+02:00";

        var (header, payload) = Jwts.Parts(Jwts.Signed(JwtProfile.OpenBadges, key, credential));

        Assert.That(header.Select(member => member.Key), Is.EquivalentTo(OpenBadgeHeader));
        Assert.That((string?)header["alg"], Is.EqualTo(name));
        Assert.That((string?)header["typ"], Is.EqualTo("JWT"));
        Assert.That((string?)header["kid"], Is.EqualTo(Jwts.MethodOf(key)));
        Assert.That((string?)payload["iss"], Is.EqualTo(Jwts.Issuer));
        Assert.That((string?)payload["jti"], Is.EqualTo("urn:uuid:6fd4f6a4-55c0-8d3a-9c1e-2b7f1f3f9a10"));
        Assert.That((string?)payload["sub"], Is.EqualTo("urn:uuid:0d1c2b3a-4958-8776-a5b4-c3d2e1f00112"));
        Assert.That((long?)payload["nbf"], Is.EqualTo(new DateTimeOffset(2026, 6, 1, 8, 30, 15, TimeSpan.Zero).ToUnixTimeSeconds()));
        Assert.That((long?)payload["exp"], Is.EqualTo(new DateTimeOffset(2031, 5, 31, 22, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds()));
        Assert.That(payload.ContainsKey("vc"), Is.False);
        Array.ForEach(RegisteredClaims.Names, claim => payload.Remove(claim));
        Assert.That(JsonNode.DeepEquals(payload, credential), Is.True);
    }

    [TestCase(KeyAlgorithm.Rsa, "RS256")]
    [TestCase(KeyAlgorithm.P256, "ES256")]
    [TestCase(KeyAlgorithm.P384, "ES384")]
    [TestCase(KeyAlgorithm.Ed25519, "EdDSA")]
    public void In_the_W3C_form_the_payload_is_the_credential_and_nothing_else(object algorithm, string name)
    {
        var (header, payload) = Jwts.Parts(Jwts.Signed(JwtProfile.VcJose, Jwts.KeyOf((KeyAlgorithm)algorithm)));

        Assert.That((string?)header["alg"], Is.EqualTo(name));
        Assert.That((string?)header["typ"], Is.EqualTo("vc+jwt"));
        Assert.That((string?)header["cty"], Is.EqualTo("vc"));
        Assert.That(JsonNode.DeepEquals(payload, Jwts.Credential()), Is.True);
    }

    [Test]
    public void The_key_may_come_along_and_is_public_only()
    {
        var (jwt, _) = VcJwtSigner.Sign(Jwts.Bytes(Jwts.Credential()), JwtProfile.OpenBadges, Jwts.Rsa, method: null);

        var (header, _) = Jwts.Parts(jwt ?? []);

        Assert.That(header["jwk"]?.AsObject().Select(member => member.Key), Is.EquivalentTo(new[] { "kty", "n", "e" }));
        Assert.That(header.ContainsKey("kid"), Is.False);
    }

    [Test]
    public void A_subject_without_an_id_cannot_be_an_Open_Badge_JWT_and_says_so()
    {
        var credential = Jwts.Credential();
        credential["credentialSubject"]?.AsObject().Remove("id");

        var (jwt, refusal) = VcJwtSigner.Sign(Jwts.Bytes(credential), JwtProfile.OpenBadges, Jwts.Rsa, "did:web:x#1");
        var (other, _) = VcJwtSigner.Sign(Jwts.Bytes(credential), JwtProfile.VcJose, Jwts.Rsa, "did:web:x#1");

        Assert.That(jwt, Is.Null);
        Assert.That(refusal?.Code, Is.EqualTo(JoseCode.NoSubjectId));
        Assert.That(refusal?.Why, Does.Contain("embedded proof"));
        Assert.That(other, Is.Not.Null, "the W3C form has no sub to repeat it");
    }

    [Test]
    public void Two_subjects_have_no_one_id()
    {
        var credential = Jwts.Credential();
        credential["credentialSubject"] = new JsonArray(credential["credentialSubject"]?.DeepClone(), credential["credentialSubject"]?.DeepClone());

        Assert.That(Refusal(credential), Is.EqualTo(JoseCode.NoSubjectId));
    }

    [TestCase("validFrom", "2026-06-01T08:30:15.25Z", JoseCode.ClaimMissing)]
    [TestCase("validFrom", "2026-06-01", JoseCode.ClaimMissing)]
    [TestCase("validUntil", "2026-07-01T00:00:00.5Z", JoseCode.ClaimMissing)]
    [TestCase("validFrom", null, JoseCode.ClaimMissing)]
    [TestCase("id", null, JoseCode.ClaimMissing)]
    [TestCase("issuer", null, JoseCode.ClaimMissing)]
    [TestCase("iss", "did:web:other.example", JoseCode.ClaimMismatch)]
    [TestCase("vc", "x", JoseCode.ClaimMismatch)]
    public void What_the_claims_cannot_repeat_is_refused(string member, string? value, object code)
    {
        var credential = Jwts.Credential();
        credential[member] = value;
        if (value is null)
        {
            credential.Remove(member);
        }

        Assert.That(Refusal(credential), Is.EqualTo(code));
    }

    [TestCase(KeyAlgorithm.Ed25519)]
    [TestCase(KeyAlgorithm.P384)]
    public void A_key_that_Open_Badges_verifiers_refuse_signs_none(object algorithm)
    {
        var (jwt, refusal) = VcJwtSigner.Sign(Jwts.Bytes(Jwts.Credential()), JwtProfile.OpenBadges, Jwts.KeyOf((KeyAlgorithm)algorithm), "did:web:x#1");

        Assert.That(jwt, Is.Null);
        Assert.That(refusal?.Code, Is.EqualTo(JoseCode.AlgorithmNotAllowed));
    }

    [Test]
    public void What_is_no_JSON_object_or_too_large_is_refused()
    {
        Assert.That(VcJwtSigner.Sign("[]"u8.ToArray(), JwtProfile.VcJose, Jwts.Rsa, null).Refusal?.Code, Is.EqualTo(JoseCode.NotJson));
        Assert.That(VcJwtSigner.Sign(new byte[2_000_000], JwtProfile.VcJose, Jwts.Rsa, null).Refusal?.Code, Is.EqualTo(JoseCode.NotJson));
    }

    private static JoseCode? Refusal(JsonObject credential) => VcJwtSigner.Sign(Jwts.Bytes(credential), JwtProfile.OpenBadges, Jwts.Rsa, "did:web:x#1").Refusal?.Code;
}
