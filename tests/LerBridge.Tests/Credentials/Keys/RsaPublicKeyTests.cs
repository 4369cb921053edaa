using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Credentials.Keys;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Keys;

internal sealed class RsaPublicKeyTests
{
    // RFC 7515, appendix A.2.1: a key, and a signature over the signing input of section A.2.2
    private const string N = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
    private const string Input = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    private const string Signature = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

    [Test]
    public void The_published_RS256_example_verifies_and_not_once_a_byte_is_changed()
    {
        using var key = RsaPublicKey.From(Base64Url.DecodeFromChars(N), [1, 0, 1]);
        var signature = Base64Url.DecodeFromChars(Signature);

        Assert.That(key?.Verify(Encoding.ASCII.GetBytes(Input), signature), Is.True);
        Assert.That(key?.Verify(Encoding.ASCII.GetBytes(Input.Replace('A', 'B')), signature), Is.False);
        Assert.That(key?.Verify(Encoding.ASCII.GetBytes(Input), signature.AsSpan(1)), Is.False);
        Assert.That(key?.Verify(Encoding.ASCII.GetBytes(Input), [0, .. signature]), Is.False);
        Assert.That(key?.Verify(Encoding.ASCII.GetBytes(Input), []), Is.False);
    }

    // RFC 7638, section 3.1
    [Test]
    public void The_published_thumbprint_comes_out()
    {
        const string Modulus = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        using var json = JsonDocument.Parse($$"""{"kty":"RSA","n":"{{Modulus}}","e":"AQAB","alg":"RS256","kid":"2011-04-29"}""");
        using var key = Jwk.Parse(json.RootElement);

        Assert.That(key?.Id, Is.EqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"));
    }

    [TestCase(2048)]
    [TestCase(3072)]
    [TestCase(4096)]
    public void The_Multikey_is_the_published_header_and_the_key_in_DER_and_names_the_same_key(int bits)
    {
        using var rsa = RSA.Create(bits);
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        using var key = RsaPublicKey.From(parameters.Modulus, parameters.Exponent);

        using var back = PublicKey.FromMultibase(key?.Multibase ?? string.Empty);

        Assert.That(Multibase.Decode(key?.Multibase ?? string.Empty), Is.EqualTo((byte[])[0x85, 0x24, .. rsa.ExportRSAPublicKey()]));
        Assert.That(back?.Id, Is.EqualTo(key?.Id));
    }

    [Test]
    public void DER_that_is_not_the_shortest_is_refused()
    {
        using var rsa = RSA.Create(2048);
        var der = rsa.ExportRSAPublicKey();

        using var right = PublicKey.From(KeyAlgorithm.Rsa, der);
        Assert.That(right, Is.Not.Null);
        Assert.That(PublicKey.From(KeyAlgorithm.Rsa, [.. der, 0]), Is.Null);
        Assert.That(PublicKey.From(KeyAlgorithm.Rsa, der.AsSpan(0, der.Length - 1)), Is.Null);
        Assert.That(PublicKey.From(KeyAlgorithm.Rsa, []), Is.Null);
    }

    [TestCase(1024, "AQAB")]
    [TestCase(2047, "AQAB")]
    [TestCase(8200, "AQAB")]
    [TestCase(2048, "AQ")]
    [TestCase(2048, "Ag")]
    [TestCase(2048, "AAEAAQ")]
    [TestCase(2048, "AQAAAAE")]
    public void A_key_too_weak_too_long_or_written_otherwise_is_refused(int bits, string exponent)
    {
        var jwk = Of(BigInteger.Pow(2, bits - 1) + 1, exponent);

        Assert.That(Jwk.Parse(jwk), Is.Null);
    }

    [Test]
    public void The_shortest_and_the_longest_key_are_read()
    {
        using var shortest = Jwk.Parse(Of(BigInteger.Pow(2, 2047) + 1, "AQAB"));
        using var longest = Jwk.Parse(Of(BigInteger.Pow(2, 8191) + 1, "Aw"));
        using var back = PublicKey.FromMultibase(longest?.Multibase ?? string.Empty);

        Assert.That(shortest?.Algorithm, Is.EqualTo(KeyAlgorithm.Rsa));
        Assert.That(back?.Id, Is.EqualTo(longest?.Id));
    }

    [Test]
    public void A_modulus_with_a_leading_zero_or_an_even_one_is_refused()
    {
        var right = Base64Url.DecodeFromChars(N);

        Assert.That(RsaPublicKey.From([0, .. right], [1, 0, 1]), Is.Null);
        Assert.That(RsaPublicKey.From([.. right.AsSpan(0, 255), 2], [1, 0, 1]), Is.Null);
    }

    [TestCase("d")]
    [TestCase("p")]
    [TestCase("qi")]
    [TestCase("oth")]
    public void A_JWK_with_any_private_part_is_refused_and_the_reason_has_nothing_of_it(string member)
    {
        var jwk = new JsonObject { ["kty"] = "RSA", ["n"] = N, ["e"] = "AQAB", [member] = "c2VjcmV0" };

        var (key, refusal) = Jwk.Read(JsonSerializer.SerializeToElement(jwk));

        Assert.That(key, Is.Null);
        Assert.That(refusal, Does.Contain("private").And.Not.Contain("c2VjcmV0"));
    }

    [TestCase("""{"use":"enc"}""")]
    [TestCase("""{"use":1}""")]
    [TestCase("""{"key_ops":["sign"]}""")]
    [TestCase("""{"key_ops":"verify"}""")]
    [TestCase("""{"alg":"RSA-OAEP"}""")]
    [TestCase("""{"alg":"PS256"}""")]
    [TestCase("""{"alg":"HS256"}""")]
    [TestCase("""{"alg":null}""")]
    public void A_JWK_that_says_it_is_for_something_else_is_refused(string more)
    {
        var jwk = JsonNode.Parse(more)?.AsObject() ?? [];
        (jwk["kty"], jwk["n"], jwk["e"]) = ("RSA", N, "AQAB");

        Assert.That(Jwk.Parse(JsonSerializer.SerializeToElement(jwk)), Is.Null);
    }

    [Test]
    public void A_short_private_key_is_not_taken_up()
    {
        using var rsa = RSA.Create(1024);
        var pkcs8 = rsa.ExportPkcs8PrivateKey();

        Assert.That(() => RsaKey.FromPkcs8(pkcs8), Throws.InstanceOf<CryptographicException>());
    }

    private static JsonElement Of(BigInteger modulus, string exponent) => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["kty"] = "RSA",
        ["n"] = Base64Url.EncodeToString(modulus.ToByteArray(isUnsigned: true, isBigEndian: true)),
        ["e"] = exponent,
    });
}
