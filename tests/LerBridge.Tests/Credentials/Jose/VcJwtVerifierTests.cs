using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Jose;

internal sealed class VcJwtVerifierTests
{
    [TestCase(KeyAlgorithm.Rsa)]
    [TestCase(KeyAlgorithm.P256)]
    public void What_is_signed_as_an_Open_Badge_verifies_and_gives_the_credential_back(object algorithm) =>
        AssertRight(JwtProfile.OpenBadges, Jwts.KeyOf((KeyAlgorithm)algorithm));

    [TestCase(KeyAlgorithm.Rsa)]
    [TestCase(KeyAlgorithm.P256)]
    [TestCase(KeyAlgorithm.P384)]
    [TestCase(KeyAlgorithm.Ed25519)]
    public void What_is_signed_in_the_W3C_form_verifies_and_gives_the_credential_back(object algorithm) =>
        AssertRight(JwtProfile.VcJose, Jwts.KeyOf((KeyAlgorithm)algorithm));

    // header, payload, signature; in the last letter of the signature too, where a lenient decoder ignores bits
    [TestCase(KeyAlgorithm.Rsa)]
    [TestCase(KeyAlgorithm.P256)]
    public void No_letter_of_any_segment_can_be_changed(object algorithm)
    {
        var right = Jwts.Signed(JwtProfile.OpenBadges, Jwts.KeyOf((KeyAlgorithm)algorithm));
        var places = Enumerable.Range(0, right.Length).Where(place => right[place] != '.' && (place % 7 == 0 || place > right.Length - 4 || place < 40)).ToArray();

        foreach (var place in places)
        {
            var changed = (byte[])right.Clone();
            changed[place] = changed[place] == 'A' ? (byte)'B' : (byte)'A';
            Assert.That(Jwts.Verify(changed).Proof.Verdict, Is.Not.EqualTo(Verdict.Yes), $"letter {place}");
        }

        Assert.That(places, Has.Length.GreaterThan(150));
    }

    [Test]
    public void Every_other_text_of_the_same_signature_is_refused()
    {
        // 64 bytes leave 4 bits of the last letter over: 16 texts decode alike where a decoder is lenient
        var right = Jwts.Signed(JwtProfile.OpenBadges, Jwts.P256);
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

        var accepted = Letters.Count(letter => Jwts.Verify([.. right.AsSpan(0, right.Length - 1), (byte)letter]).Proof.Verdict == Verdict.Yes);

        Assert.That(accepted, Is.EqualTo(1));
    }

    [TestCase("none")]
    [TestCase("None")]
    [TestCase("nOnE")]
    [TestCase("HS256")]
    [TestCase("HS384")]
    public void An_algorithm_without_a_public_key_is_refused_whatever_the_signature(string algorithm)
    {
        var header = Header(JwtProfile.OpenBadges, Jwts.Rsa);
        header["alg"] = algorithm;
        var jwt = Jwts.Raw(header, Payload(JwtProfile.OpenBadges, Jwts.Rsa), Jwts.Rsa);
        var bare = Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(jwt)[..(Encoding.ASCII.GetString(jwt).LastIndexOf('.') + 1)]);

        AssertRefused(jwt, JoseCode.Unsigned);
        AssertRefused(bare, JoseCode.Unsigned);
    }

    [Test]
    public void The_public_key_is_never_the_secret_of_HMAC()
    {
        var header = Header(JwtProfile.OpenBadges, Jwts.Rsa);
        header["alg"] = "HS256";
        var input = $"{Encode(header)}.{Encode(Payload(JwtProfile.OpenBadges, Jwts.Rsa))}";
        using var rsa = RSA.Create();
        rsa.ImportRSAPublicKey(Multibase.Decode(Jwts.Rsa.Public.Multibase).AsSpan(2), out _);
        foreach (var secret in new[] { Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()), rsa.ExportRSAPublicKey(), Encoding.ASCII.GetBytes(Jwk.Of(Jwts.Rsa.Public).ToJsonString()) })
        {
            var mac = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(input));

            AssertRefused(Encoding.ASCII.GetBytes($"{input}.{Base64Url.EncodeToString(mac)}"), JoseCode.Unsigned);
        }
    }

    [TestCase("RS256", KeyAlgorithm.P256)]
    [TestCase("ES256", KeyAlgorithm.Rsa)]
    [TestCase("ES256", KeyAlgorithm.P384)]
    [TestCase("ES384", KeyAlgorithm.P256)]
    [TestCase("EdDSA", KeyAlgorithm.Rsa)]
    [TestCase("RS256", KeyAlgorithm.Ed25519)]
    public void A_key_of_another_kind_than_the_header_says_is_refused(string algorithm, object keyAlgorithm)
    {
        var key = Jwts.KeyOf((KeyAlgorithm)keyAlgorithm);
        var header = Header(JwtProfile.VcJose, key);
        header["alg"] = algorithm;

        AssertRefused(Jwts.Raw(header, Payload(JwtProfile.VcJose, key), key), JoseCode.KeyMismatch);
    }

    [TestCase("ES384", KeyAlgorithm.P384)]
    [TestCase("EdDSA", KeyAlgorithm.Ed25519)]
    public void An_algorithm_that_Open_Badges_does_not_allow_is_refused_though_the_signature_is_right(string algorithm, object keyAlgorithm)
    {
        var key = Jwts.KeyOf((KeyAlgorithm)keyAlgorithm);
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = Jwts.MethodOf(key) };

        AssertRefused(Jwts.Raw(header, Payload(JwtProfile.OpenBadges, Jwts.Rsa), key), JoseCode.AlgorithmNotAllowed);
    }

    [TestCase("PS256")]
    [TestCase("ES256K")]
    [TestCase("ES512")]
    public void An_algorithm_that_is_not_known_here_leaves_the_answer_open(string algorithm)
    {
        var header = Header(JwtProfile.VcJose, Jwts.Rsa);
        header["alg"] = algorithm;

        var report = Jwts.Verify(Jwts.Raw(header, Payload(JwtProfile.VcJose, Jwts.Rsa), Jwts.Rsa));

        Assert.That(report.Proof.Verdict, Is.EqualTo(Verdict.Unknown));
        Assert.That(report.Refusal?.Code, Is.EqualTo(JoseCode.AlgorithmUnknown));
    }

    [TestCase("""{"alg":"RS256","typ":"JWT","alg":"none"}""", JoseCode.NotJson)]
    [TestCase("""["alg"]""", JoseCode.NotJson)]
    [TestCase("""{"alg":"RS256\ud800","typ":"JWT"}""", JoseCode.NotJson)]
    [TestCase("""{"alg":"RS256","typ":"JWT","crit":["b64"],"b64":false}""", JoseCode.Critical)]
    [TestCase("""{"alg":"RS256","typ":"JWT","crit":[]}""", JoseCode.Critical)]
    [TestCase("""{"alg":"RS256","typ":"JWT","kid":"did:web:x#1","jku":"https://evil.example/jwks"}""", JoseCode.HeaderMember)]
    [TestCase("""{"alg":"RS256","typ":"JWT","kid":"did:web:x#1","x5u":"https://evil.example/c"}""", JoseCode.HeaderMember)]
    [TestCase("""{"alg":"RS256","typ":"vp+jwt"}""", JoseCode.Type)]
    [TestCase("""{"alg":"RS256","typ":"at+jwt"}""", JoseCode.Type)]
    [TestCase("""{"alg":"RS256","typ":1}""", JoseCode.Type)]
    [TestCase("""{"typ":"JWT"}""", JoseCode.Unsigned)]
    [TestCase("""{"alg":256,"typ":"JWT"}""", JoseCode.Unsigned)]
    [TestCase("""{"alg":"RS256","typ":"JWT"}""", JoseCode.KeyUnusable)]
    [TestCase("""{"alg":"RS256","typ":"JWT","jwk":"x"}""", JoseCode.KeyUnusable)]
    [TestCase("""{"alg":"RS256","typ":"JWT","jwk":{"kty":"oct","k":"c2VjcmV0"}}""", JoseCode.KeyUnusable)]
    public void A_header_that_must_not_be_is_refused_and_tells_why(string header, object code) =>
        AssertRefused(Jwts.Raw(header, Payload(JwtProfile.OpenBadges, Jwts.Rsa).ToJsonString(), Jwts.Rsa), (JoseCode)code);

    [TestCase("""{"iss":"a","iss":"b"}""")]
    [TestCase("""{"a":{"b":1,"b":2}}""")]
    [TestCase("""[1]""")]
    [TestCase("""not json""")]
    [TestCase("")]
    [TestCase("""{"a":"\udc00"}""")]
    public void A_payload_that_is_no_JSON_or_has_a_name_twice_is_refused(string payload) =>
        AssertRefused(Jwts.Raw(Header(JwtProfile.OpenBadges, Jwts.Rsa).ToJsonString(), payload, Jwts.Rsa), JoseCode.NotJson);

    [TestCase("e30.e30", JoseCode.NotCompact)]
    [TestCase("e30", JoseCode.NotCompact)]
    [TestCase("", JoseCode.NotCompact)]
    [TestCase("e30.e30.AA.AA.AA", JoseCode.NotCompact)]
    [TestCase("e30=.e30.AA", JoseCode.NotBase64Url)]
    [TestCase("e30 .e30.AA", JoseCode.NotBase64Url)]
    [TestCase("e3+/.e30.AA", JoseCode.NotBase64Url)]
    [TestCase("e30.e30.A", JoseCode.NotBase64Url)]
    [TestCase("e30.e30.AB", JoseCode.NotBase64Url)]
    [TestCase("e30.e30.A\u00e9", JoseCode.NotBase64Url)]
    [TestCase("e31.e30.AA", JoseCode.NotBase64Url)]
    [TestCase("AA.e30.AA", JoseCode.NotJson)]
    public void A_text_that_is_no_JWS_is_refused(string text, object code) => AssertRefused(Encoding.UTF8.GetBytes(text), (JoseCode)code);

    [Test]
    public void Size_is_bounded_of_the_whole_and_of_the_header()
    {
        var header = Header(JwtProfile.VcJose, Jwts.P256);
        header["more"] = new string('x', 20_000);

        AssertRefused(Jwts.Raw(header, Payload(JwtProfile.VcJose, Jwts.P256), Jwts.P256), JoseCode.Oversize);
        AssertRefused([.. "e30."u8, .. Enumerable.Repeat((byte)'A', 1024 * 1024), .. ".AA"u8], JoseCode.Oversize);
    }

    [TestCase("iss", JoseCode.ClaimMissing)]
    [TestCase("sub", JoseCode.ClaimMissing)]
    [TestCase("jti", JoseCode.ClaimMissing)]
    [TestCase("nbf", JoseCode.ClaimMissing)]
    public void An_Open_Badge_that_lacks_a_claim_is_told_so_beside_its_right_signature(string claim, object code)
    {
        var payload = Payload(JwtProfile.OpenBadges, Jwts.Rsa);
        payload.Remove(claim);

        var report = Jwts.Verify(Jwts.Raw(Header(JwtProfile.OpenBadges, Jwts.Rsa), payload, Jwts.Rsa));

        Assert.That(report.Proof.Verdict, Is.EqualTo(Verdict.Yes));
        Assert.That(report.Claims?.Code, Is.EqualTo(code));
    }

    [TestCase("iss", "\"did:web:other.example\"")]
    [TestCase("iss", "5")]
    [TestCase("sub", "\"urn:uuid:other\"")]
    [TestCase("jti", "\"urn:uuid:other\"")]
    [TestCase("nbf", "1")]
    [TestCase("nbf", "\"2026-06-01T08:30:15Z\"")]
    [TestCase("nbf", "1e300")]
    [TestCase("nbf", "-1e300")]
    [TestCase("exp", "null")]
    [TestCase("iat", "{}")]
    public void A_claim_that_says_something_else_than_the_credential_is_told(string claim, string value)
    {
        var payload = Payload(JwtProfile.OpenBadges, Jwts.Rsa);
        payload[claim] = JsonNode.Parse(value);

        var report = Jwts.Verify(Jwts.Raw(Header(JwtProfile.OpenBadges, Jwts.Rsa), payload, Jwts.Rsa));

        Assert.That(report.Claims?.Code, Is.EqualTo(JoseCode.ClaimMismatch), report.Claims?.Why);
    }

    [TestCase("iss", "\"did:web:other.example\"", true)]
    [TestCase("jti", "\"urn:uuid:other\"", true)]
    [TestCase("iss", "\"did:web:ler.college.example\"", false)]
    [TestCase("exp", "1893456000", false)]
    [TestCase("nbf", "1", false)]
    public void In_the_W3C_form_claims_are_not_needed_and_must_not_contradict(string claim, string value, bool contradicts)
    {
        var payload = Payload(JwtProfile.VcJose, Jwts.P384);
        payload[claim] = JsonNode.Parse(value);

        var report = Jwts.Verify(Jwts.Raw(Header(JwtProfile.VcJose, Jwts.P384), payload, Jwts.P384));

        Assert.That(report.Claims is not null, Is.EqualTo(contradicts), report.Claims?.Why);
        Assert.That(JsonElement.DeepEquals(report.Credential ?? default, JsonSerializer.SerializeToElement(Jwts.Credential())), Is.True);
    }

    [Test]
    public void A_vc_claim_is_of_the_older_form_only()
    {
        var payload = new JsonObject { ["vc"] = Jwts.Credential(), ["iss"] = Jwts.Issuer };
        var both = Payload(JwtProfile.OpenBadges, Jwts.Rsa);
        both["vc"] = Jwts.Credential();

        var older = Jwts.Verify(Jwts.Raw(Header(JwtProfile.OpenBadges, Jwts.Rsa), payload, Jwts.Rsa));
        var newer = Jwts.Verify(Jwts.Raw(Header(JwtProfile.VcJose, Jwts.Rsa), payload, Jwts.Rsa));
        var twofold = Jwts.Verify(Jwts.Raw(Header(JwtProfile.OpenBadges, Jwts.Rsa), both, Jwts.Rsa));

        Assert.That(older.Claims, Is.Null);
        Assert.That(older.Credential?.GetProperty("id").GetString(), Is.EqualTo("urn:uuid:6fd4f6a4-55c0-8d3a-9c1e-2b7f1f3f9a10"));
        Assert.That(newer.Claims?.Code, Is.EqualTo(JoseCode.ClaimMismatch));
        Assert.That(twofold.Claims?.Code, Is.EqualTo(JoseCode.ClaimMismatch));
    }

    [Test]
    public void A_kid_and_a_jwk_that_are_two_keys_are_refused()
    {
        var header = Header(JwtProfile.OpenBadges, Jwts.Rsa);
        using var other = RsaKey.Create(2048);
        header["jwk"] = Jwk.Of(other.Public);

        AssertRefused(Jwts.Raw(header, Payload(JwtProfile.OpenBadges, Jwts.Rsa), other), JoseCode.KeyMismatch);
    }

    [TestCase("fragment")]
    [TestCase("bare")]
    public void A_kid_may_be_relative_to_the_issuer(string form)
    {
        var header = Header(JwtProfile.VcJose, Jwts.P256);
        header["kid"] = form == "bare" ? Jwts.P256.Public.Id : "#" + Jwts.P256.Public.Id;

        var report = Jwts.Verify(Jwts.Raw(header, Payload(JwtProfile.VcJose, Jwts.P256), Jwts.P256));

        Assert.That(report.Proof.Verdict, Is.EqualTo(Verdict.Yes), report.Proof.Why);
        Assert.That(report.Proof.Method, Is.EqualTo(Jwts.MethodOf(Jwts.P256)));
    }

    [Test]
    public void A_key_that_is_not_at_hand_leaves_the_answer_open()
    {
        var report = VcJwtVerifier.Verify(Jwts.Signed(JwtProfile.OpenBadges, Jwts.Rsa), _ => null);

        Assert.That(report.Proof.Verdict, Is.EqualTo(Verdict.Unknown));
        Assert.That(report.Refusal?.Code, Is.EqualTo(JoseCode.KeyMissing));
    }

    [TestCase("\"at+jwt\"")]
    [TestCase("5")]
    [TestCase("null")]
    public void A_JWT_of_another_type_is_refused_for_its_type_and_not_held_against_claims_of_open_badges(string type)
    {
        var (_, payload) = Jwts.Parts(Jwts.Signed(JwtProfile.VcJose, Jwts.Rsa));

        var report = Jwts.Verify(Jwts.Raw($$"""{"alg":"RS256","typ":{{type}},"kid":"{{Jwts.MethodOf(Jwts.Rsa)}}"}""", payload.ToJsonString(), Jwts.Rsa));

        Assert.That(report.Refusal?.Code, Is.EqualTo(JoseCode.Type));
        Assert.That(report.Proof.Suite, Does.Not.Contain("Open Badges"));
        Assert.That(report.Claims, Is.Null);
    }

    [TestCase("jwt")]
    [TestCase("application/jwt")]
    [TestCase("JWT")]
    public void The_type_is_a_media_type_in_any_case(string type)
    {
        var header = Header(JwtProfile.OpenBadges, Jwts.Rsa);
        header["typ"] = type;

        Assert.That(Jwts.Verify(Jwts.Raw(header, Payload(JwtProfile.OpenBadges, Jwts.Rsa), Jwts.Rsa)).Refusal, Is.Null);
    }

    private static void AssertRight(JwtProfile profile, SigningKey key)
    {
        var report = Jwts.Verify(Jwts.Signed(profile, key));

        Assert.That(report.Refusal, Is.Null);
        Assert.That(report.Claims, Is.Null);
        Assert.That(report.Proof.Verdict, Is.EqualTo(Verdict.Yes));
        Assert.That(report.Proof.Method, Is.EqualTo(Jwts.MethodOf(key)));
        Assert.That(JsonElement.DeepEquals(report.Credential ?? default, JsonSerializer.SerializeToElement(Jwts.Credential())), Is.True);
    }

    private static void AssertRefused(byte[] jwt, JoseCode code)
    {
        var report = Jwts.Verify(jwt);

        Assert.That(report.Refusal?.Code, Is.EqualTo(code), report.Refusal?.Why);
        Assert.That(report.Proof.Verdict, Is.EqualTo(Verdict.No));
        Assert.That(report.Proof.Why, Is.Not.Empty);
    }

    private static JsonObject Header(JwtProfile profile, SigningKey key) => Jwts.Parts(Jwts.Signed(profile, key)).Header;

    private static JsonObject Payload(JwtProfile profile, SigningKey key) => Jwts.Parts(Jwts.Signed(profile, key)).Payload;

    private static string Encode(JsonObject value) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(value.ToJsonString()));
}
