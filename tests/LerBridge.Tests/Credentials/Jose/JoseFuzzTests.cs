using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Credentials.Dids;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Jose;

/// <summary>Whatever comes in, an answer comes out, and nothing but what was signed is believed. Every run tries the same.</summary>
[CancelAfter(120_000)]
internal sealed class JoseFuzzTests
{
    private const string Seed = "20260601,7919";

    private static readonly string[] Pieces =
    [
        ".", "..", "e30", "e30.", "bnVsbA", "W10", "=", "-", "_", "A", "\0", " ", "\u00e9", "\ud83d\ude00", "eyJhbGciOiJub25lIn0", "eyJhbGciOiJIUzI1NiJ9", "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9", "eyJ2YyI6e319",
        "eyJhbGciOiJFUzI1NiIsInR5cCI6InZjK2p3dCIsImtpZCI6IiMifQ",
    ];

    private static readonly string[] Names = ["kty", "crv", "x", "y", "n", "e", "d", "alg", "use", "key_ops", "kid", "k"];

    private static readonly string[] Values =
        ["OKP", "EC", "RSA", "oct", "Ed25519", "P-256", "P-384", "secp256k1", "AQAB", "AA", "", "sig", "verify", "RS256", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0", "_KcyLj9vWMptnmKtm46GqDz8wf74I5LKgrl2GzH3nSE"];

    [TestCase(11)]
    [TestCase(12)]
    public void Texts_of_the_parts_of_a_JWT_are_refused_with_a_reason(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 5000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var report = Jwts.Verify(Encoding.UTF8.GetBytes(text));

            Assert.That(report.Proof.Verdict, Is.Not.EqualTo(Verdict.Yes), text);
            Assert.That(report.Refusal?.Why, Is.Not.Empty, text);
        }
    }

    [TestCase(21)]
    [TestCase(22)]
    public void A_right_JWT_with_bytes_changed_taken_out_or_put_in_is_never_believed(int seed)
    {
        var random = new Random(seed);
        byte[][] right = [Jwts.Signed(JwtProfile.OpenBadges, Jwts.P256), Jwts.Signed(JwtProfile.VcJose, Jwts.Rsa), Jwts.Signed(JwtProfile.VcJose, Jwts.Ed25519)];
        for (var i = 0; i < 3000; i++)
        {
            var original = right[random.Next(right.Length)];
            var bytes = original.ToList();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var place = random.Next(bytes.Count);
                switch (random.Next(3))
                {
                    case 0: bytes[place] = (byte)random.Next(256); break;
                    case 1: bytes.RemoveAt(place); break;
                    default: bytes.Insert(place, (byte)random.Next(256)); break;
                }
            }

            if (!bytes.SequenceEqual(original))
            {
                Assert.That(Jwts.Verify([.. bytes]).Proof.Verdict, Is.Not.EqualTo(Verdict.Yes), Encoding.Latin1.GetString([.. bytes]));
            }
        }
    }

    [TestCase(31)]
    [TestCase(32)]
    public void Nonsense_in_the_form_of_a_JWK_is_a_key_that_names_itself_or_is_refused_with_a_reason(int seed)
    {
        var random = new Random(seed);
        var keys = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var jwk = new JsonObject();
            foreach (var name in Names.Take(random.Next(4, 7)).Concat(Names.Where(_ => random.Next(12) == 0)))
            {
                jwk[name] = random.Next(20) switch
                {
                    0 => JsonNode.Parse("[\"verify\"]"),
                    1 => 5,
                    2 => null,
                    _ => Values[random.Next(Values.Length)],
                };
            }

            if (random.Next(2) == 0)
            {
                // near to a right one
                (jwk["kty"], jwk["crv"], jwk["x"]) = ("OKP", "Ed25519", Values[14]);
            }

            var (key, refusal) = Jwk.Read(JsonSerializer.SerializeToElement(jwk));
            Assert.That(key is null, Is.EqualTo(refusal is not null), jwk.ToJsonString());
            if (key is not null)
            {
                keys++;
                Assert.That(Jwk.Parse(JsonSerializer.SerializeToElement(Jwk.Of(key)))?.Id, Is.EqualTo(key.Id));
            }
        }

        Assert.That(keys, Is.GreaterThan(100));
    }

    [TestCase(41)]
    [TestCase(42)]
    public void A_Multikey_with_letters_changed_is_a_key_of_that_very_text_or_none(int seed)
    {
        const string Letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0OIl+/=zu";
        var random = new Random(seed);
        string[] right = [Jwts.Ed25519.Public.Multibase, Jwts.P256.Public.Multibase, Jwts.P384.Public.Multibase, Jwts.Rsa.Public.Multibase];
        for (var i = 0; i < 2000; i++)
        {
            var letters = right[random.Next(right.Length)].ToCharArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                letters[random.Next(letters.Length)] = Letters[random.Next(Letters.Length)];
            }

            var text = new string(letters, 0, random.Next(4) == 0 ? random.Next(letters.Length + 1) : letters.Length);
            using var key = PublicKey.FromMultibase(text);
            if (key is not null)
            {
                Assert.That(key.Multibase, Is.EqualTo(text));
            }
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 1000, Replay = Seed)]
    public bool Any_text_as_multibase_Multikey_and_DID_gets_an_answer(string? text)
    {
        var given = text ?? string.Empty;
        foreach (var start in new[] { string.Empty, "z", "u", "z4MX", "zDn" })
        {
            _ = Multibase.Decode(start + given);
            using var key = PublicKey.FromMultibase(start + given);
            using var secret = SigningKey.FromMultibase(start + given);
        }

        return (DidJwk.Resolve("did:jwk:" + given) ?? DidKey.Resolve("did:key:" + given)) is not { Methods.Count: 0 };
    }

    [FsCheck.NUnit.Property(MaxTest = 1000, Replay = Seed)]
    public bool Bytes_come_back_from_every_base(byte[]? bytes)
    {
        var given = bytes ?? [];
        return given.Length == 0
            || (Multibase.Decode(Multibase.EncodeBase58(given))?.AsSpan().SequenceEqual(given) == true
                && Multibase.Decode(Multibase.EncodeBase64Url(given))?.AsSpan().SequenceEqual(given) == true);
    }

    [FsCheck.NUnit.Property(MaxTest = 1000, Replay = Seed)]
    public bool Any_three_segments_get_an_answer_and_no_belief(byte[]? header, byte[]? payload, byte[]? signature)
    {
        var text = string.Join('.', new[] { header, payload, signature }.Select(part => Base64Url.EncodeToString(part ?? [])));
        return Jwts.Verify(Encoding.ASCII.GetBytes(text)) is { Proof.Verdict: not Verdict.Yes, Refusal: not null };
    }
}
