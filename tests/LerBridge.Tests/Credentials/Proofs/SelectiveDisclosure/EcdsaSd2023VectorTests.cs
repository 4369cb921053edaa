using System.Text;
using System.Text.Json;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Proofs.SelectiveDisclosure;
using LerBridge.Tests.Conformance;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Proofs.SelectiveDisclosure;

/// <summary>The published vectors of ecdsa-sd-2023 (https://www.w3.org/TR/vc-di-ecdsa/#test-vectors), step by step.</summary>
[Conformance("Data Integrity, selective disclosure", "w3c/vc-di-ecdsa, ecdsa-sd-2023")]
[TestFixture("prc", "prCred")]
[TestFixture("employ", "employ")]
internal sealed class EcdsaSd2023VectorTests(string folder, string prefix)
{
    private static readonly EcdsaSd2023 Suite = new(CitizenshipContext.Canonicalizers);

    [Test]
    public void Statements_carry_the_published_labels_in_the_published_order_and_the_mandatory_ones_are_found()
    {
        var hmacKey = Convert.FromHexString(Read("SDKeyMaterial.json").GetProperty("hmacKeyString").GetString() ?? string.Empty);
        var statements = SignedStatements.Of(
            Unsecured(Read($"{folder}/addSignedSDBase.json")),
            new CitizenshipContext(),
            canonical => Multibase.EncodeBase64Url(System.Security.Cryptography.HMACSHA256.HashData(hmacKey, Encoding.UTF8.GetBytes(canonical))));

        var mandatory = statements.Group(Texts(ReadSuite($"{prefix}Mandatory.json")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(statements.Lines, Is.EqualTo(Texts(Read($"{folder}/addBaseDocHMACCanon.json"))));
            Assert.That(mandatory.Indexes, Is.EqualTo(Read($"{folder}/derivedGroupIndexes.json").GetProperty("mandatoryIndexes").EnumerateArray().Select(index => index.GetInt32())));
        }
    }

    [Test]
    public void A_base_proof_has_the_published_key_label_key_and_pointers_and_verifies()
    {
        var signed = Read($"{folder}/addSignedSDBase.json");
        var material = Read("SDKeyMaterial.json");
        using var key = Secret(material.GetProperty("baseKeyPair"));
        using var proofKey = Secret(material.GetProperty("proofKeyPair"));
        var hmacKey = Convert.FromHexString(material.GetProperty("hmacKeyString").GetString() ?? string.Empty);
        var published = Value(signed);

        var proof = Suite.MakeBaseProof(Unsecured(signed), Without(signed.GetProperty("proof"), "proofValue"), Texts(ReadSuite($"{prefix}Mandatory.json")), key, proofKey, hmacKey);

        var made = Value(proof.GetProperty("proofValue").GetString() ?? string.Empty);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(made.PublicKey, Is.EqualTo(published.PublicKey));
            Assert.That(made.HmacKey, Is.EqualTo(published.HmacKey));
            Assert.That(made.MandatoryPointers, Is.EqualTo(published.MandatoryPointers));
            Assert.That(made.Signatures, Has.Count.EqualTo(published.Signatures.Count));
            Assert.That(Suite.Refuse(Unsecured(signed), proof, key.Public), Is.Null, "what we made");
            Assert.That(Suite.Refuse(Unsecured(signed), signed.GetProperty("proof"), key.Public), Is.Null, "what was published");
        }
    }

    [Test]
    public void A_base_proof_value_is_written_as_it_was_read()
    {
        var text = Read($"{folder}/addSignedSDBase.json").GetProperty("proof").GetProperty("proofValue").GetString() ?? string.Empty;

        Assert.That(Value(text).Write(), Is.EqualTo(text));
    }

    [Test]
    public void Deriving_gives_the_published_document_to_the_last_byte_of_its_proof()
    {
        var signed = Read($"{folder}/addSignedSDBase.json");

        var derived = Suite.Derive(Unsecured(signed), signed.GetProperty("proof"), Texts(ReadSuite($"{prefix}Selective.json")));

        Assert.That(JsonElement.DeepEquals(derived, Read($"{folder}/derivedRevealDocument.json")), Is.True, derived.ToString());
    }

    [Test]
    public void The_published_derived_document_verifies_and_not_once_a_word_is_changed_or_left_out()
    {
        var text = File.ReadAllText(Shared.Path($"suites/vc-di-ecdsa/ecdsa-sd-2023/{folder}/derivedRevealDocument.json"));
        var verifier = new ProofVerifier(CitizenshipContext.Canonicalizers, TimeProvider.System);
        ProofReport Judge(string document) => verifier.Verify(Parse(document), MethodKeys.OfUrl).Single();
        var country = folder == "prc" ? "Arcadia" : "Bahamas";

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Judge(text).Verdict, Is.EqualTo(Verdict.Yes), Judge(text).Why);
            Assert.That(Judge(text.Replace(country, "Utopia", StringComparison.Ordinal)).Why, Does.Contain("statement's signature"));
            Assert.That(Judge(text.Replace("\"image\"", "\"name\"", StringComparison.Ordinal)).Verdict, Is.EqualTo(Verdict.No));
            Assert.That(Judge(text.Replace($"\"birthCountry\": \"{country}\"", "\"type\": []", StringComparison.Ordinal)).Verdict, Is.EqualTo(Verdict.No));
            Assert.That(Judge(text.Replace("2023-08-15T23:36:38Z", "2023-08-15T23:36:39Z", StringComparison.Ordinal)).Why, Does.Contain("issuer's signature"));
        }
    }

    private static BaseProofValue Value(JsonElement signed) => Value(signed.GetProperty("proof").GetProperty("proofValue").GetString() ?? string.Empty);

    private static BaseProofValue Value(string text) => BaseProofValue.TryParse(Multibase.Decode(text), out var value) ? value : throw new AssertionException("no base proof");

    private static SigningKey Secret(JsonElement pair) => SigningKey.FromMultibase(pair.GetProperty("secretKeyMultibase").GetString() ?? string.Empty) ?? throw new AssertionException("no key");

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(one => one.GetString() ?? string.Empty)];

    private static JsonElement Read(string file) => ReadSuite("ecdsa-sd-2023/" + file);

    private static JsonElement ReadSuite(string file) => Parse(File.ReadAllText(Shared.Path("suites/vc-di-ecdsa/" + file)));

    private static JsonElement Unsecured(JsonElement document) => Without(document, "proof");

    private static JsonElement Parse(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    private static JsonElement Without(JsonElement element, string member) => LerBridge.Credentials.Proofs.Json.Written(json =>
    {
        json.WriteStartObject();
        LerBridge.Credentials.Proofs.Json.WriteMembersBut(json, element, member);
        json.WriteEndObject();
    });
}
