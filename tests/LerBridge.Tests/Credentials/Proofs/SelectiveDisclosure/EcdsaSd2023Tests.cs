using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Credentials;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Proofs.SelectiveDisclosure;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Proofs.SelectiveDisclosure;

[CancelAfter(120_000)]
internal sealed class EcdsaSd2023Tests
{
    private const string Badge =
        """
        {
          "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
          "id": "urn:uuid:6a0ad0b0-9d5c-4c3e-8d6c-000000000001", "type": ["VerifiableCredential", "OpenBadgeCredential"],
          "issuer": { "id": "did:web:college.example", "type": ["Profile"], "name": "Example College" },
          "validFrom": "2026-05-08T00:00:00Z", "awardedDate": "2026-05-08T00:00:00Z",
          "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{ "type": "IdentityObject", "hashed": false, "identityHash": "a@b.example", "identityType": "emailAddress" }],
            "result": [
              { "type": ["Result"], "resultDescription": "urn:uuid:6a0ad0b0-9d5c-4c3e-8d6c-000000000003", "value": "A" },
              { "type": ["Result"], "resultDescription": "urn:uuid:6a0ad0b0-9d5c-4c3e-8d6c-000000000003", "value": "93/100" }
            ],
            "achievement": {
              "id": "urn:uuid:6a0ad0b0-9d5c-4c3e-8d6c-000000000002", "type": ["Achievement"], "name": "Statistics", "description": "…",
              "criteria": { "narrative": "Pass." },
              "resultDescription": [
                { "id": "urn:uuid:6a0ad0b0-9d5c-4c3e-8d6c-000000000003", "type": ["ResultDescription"], "name": "Grade", "resultType": "LetterGrade", "allowedValue": ["A", "B", "C"] }
              ]
            }
          }
        }
        """;

    private static readonly EcdsaSd2023 Suite = new(Canonicalizers.Shared);

    private SigningKey key = null!;

    [SetUp]
    public void MakeKey() => this.key = SigningKey.Generate(KeyAlgorithm.P256);

    [TearDown]
    public void FreeKey() => this.key.Dispose();

    [Test]
    public void The_holder_shows_one_grade_and_neither_the_other_nor_the_address()
    {
        var (document, proof) = this.Sign("/issuer", "/validFrom");

        var shown = Suite.Derive(document, proof, ["/credentialSubject/result/1", "/credentialSubject/achievement/name"]);

        var text = shown.GetRawText();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Judge(shown).Verdict, Is.EqualTo(Verdict.Yes), Judge(shown).Why);
            Assert.That(text, Does.Contain("93/100").And.Contain("Statistics").And.Contain("Example College"));
            Assert.That(text, Does.Not.Contain("a@b.example").And.Not.Contain("\"A\"").And.Not.Contain("awardedDate"));
        }
    }

    [Test]
    public void Two_results_that_are_alike_but_for_one_word_cannot_be_exchanged()
    {
        var (document, proof) = this.Sign("/issuer");
        var shown = Suite.Derive(document, proof, ["/credentialSubject/result/1"]).GetRawText();

        using var forged = JsonDocument.Parse(shown.Replace("93/100", "A", StringComparison.Ordinal));

        Assert.That(Judge(forged.RootElement).Verdict, Is.EqualTo(Verdict.No));
    }

    [Test]
    public void What_is_mandatory_cannot_be_left_out()
    {
        var (document, proof) = this.Sign("/issuer", "/validFrom");
        var shown = JsonNode.Parse(Suite.Derive(document, proof, ["/awardedDate"]).GetRawText())!.AsObject();
        shown.Remove("validFrom");

        using var cut = JsonDocument.Parse(shown.ToJsonString());

        Assert.That(Judge(cut.RootElement).Verdict, Is.EqualTo(Verdict.No));
    }

    [Test]
    public void A_list_keeps_its_order_when_it_is_shown()
    {
        var (document, proof) = this.Sign("/issuer");

        var shown = Suite.Derive(document, proof, ["/credentialSubject/achievement/resultDescription"]);

        Assert.That(Judge(shown).Verdict, Is.EqualTo(Verdict.Yes), Judge(shown).Why);
    }

    [Test]
    public void The_base_proof_itself_verifies_and_another_key_does_not_verify_it()
    {
        var (document, proof) = this.Sign("/issuer");
        using var other = SigningKey.Generate(KeyAlgorithm.P256);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Suite.Refuse(document, proof, this.key.Public), Is.Null);
            Assert.That(Suite.Refuse(document, proof, other.Public), Does.Contain("issuer's signature"));
        }
    }

    [TestCase("/nothing")]
    [TestCase("/credentialSubject/result/2")]
    [TestCase("/credentialSubject/result/01")]
    [TestCase("issuer")]
    public void A_pointer_to_nothing_is_refused(string pointer)
    {
        var (document, proof) = this.Sign("/issuer");

        Assert.That(() => Suite.Derive(document, proof, [pointer]), Throws.ArgumentException.With.Message.Contains("JSON pointer"));
    }

    [Test]
    public void A_document_that_says_something_undefined_is_not_signed()
    {
        using var document = JsonDocument.Parse(Badge.Replace("\"awardedDate\"", "\"awardedOn\"", StringComparison.Ordinal));

        Assert.That(
            () => Suite.MakeBaseProof(document.RootElement, this.Options(), ["/issuer"], this.key),
            Throws.TypeOf<CanonicalizationException>().With.Message.Contains("awardedOn"));
    }

    [Test]
    public void An_Ed25519_key_does_not_sign_it()
    {
        using var document = JsonDocument.Parse(Badge);
        using var other = SigningKey.Generate(KeyAlgorithm.Ed25519);

        Assert.That(() => Suite.MakeBaseProof(document.RootElement, this.Options(), [], other), Throws.ArgumentException);
    }

    [Test]
    public void The_official_sample_verifies()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Shared.Path("standards/data/samples/ob3/sd/derivedcredential.json")));

        var report = new ProofVerifier(Canonicalizers.Shared, TimeProvider.System).Verify(document.RootElement, MethodKeys.OfUrl).Single();

        Assert.That(report.Verdict, Is.EqualTo(Verdict.Yes), report.Why);
    }

    [Test]
    public void Proof_values_that_were_cut_or_changed_are_refused_and_never_throw()
    {
        var (document, proof) = this.Sign("/issuer");
        var shown = Suite.Derive(document, proof, ["/awardedDate"]);
        var value = Multibase.Decode(shown.GetProperty("proof").GetProperty("proofValue").GetString() ?? string.Empty) ?? [];
        var random = new Random(20261122);
        using (Assert.EnterMultipleScope())
        {
            for (var round = 0; round < 300; round++)
            {
                var changed = value.AsSpan(0, round % 3 == 0 ? random.Next(value.Length) : value.Length).ToArray();
                if (changed.Length > 3 && round % 3 != 0)
                {
                    changed[random.Next(3, changed.Length)] ^= (byte)random.Next(1, 256);
                }

                var forged = JsonNode.Parse(shown.GetRawText())!.AsObject();
                forged["proof"]!["proofValue"] = Multibase.EncodeBase64Url(changed);
                using var parsed = JsonDocument.Parse(forged.ToJsonString());
                Assert.That(Judge(parsed.RootElement).Verdict, Is.EqualTo(Verdict.No), $"round {round}");
            }
        }
    }

    private (JsonElement Document, JsonElement Proof) Sign(params string[] mandatory)
    {
        using var document = JsonDocument.Parse(Badge);
        var unsigned = document.RootElement.Clone();
        return (unsigned, Suite.MakeBaseProof(unsigned, this.Options(), mandatory, this.key));
    }

    private static ProofReport Judge(JsonElement document) => new ProofVerifier(Canonicalizers.Shared, TimeProvider.System).Verify(document, MethodKeys.OfUrl).Single();

    private JsonElement Options() => LerBridge.Credentials.Proofs.Json.Written(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "DataIntegrityProof");
        json.WriteString("cryptosuite", "ecdsa-sd-2023");
        json.WriteString("created", "2026-05-08T00:00:00Z");
        json.WriteString("verificationMethod", $"did:key:{this.key.Public.Multibase}#{this.key.Public.Multibase}");
        json.WriteString("proofPurpose", "assertionMethod");
        json.WriteEndObject();
    });
}
