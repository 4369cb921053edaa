using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Tests.Conformance;
using LerBridge.Tests.Credentials.Keys;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Proofs;

/// <summary>The vectors of vc-di-eddsa and vc-di-ecdsa: every intermediate value, the signature, and the signed document.</summary>
[Conformance("Data Integrity, EdDSA and ECDSA", "w3c/vc-di-eddsa, w3c/vc-di-ecdsa")]
internal sealed class VectorTests
{
    private static readonly TestCaseData[] Signed =
    [
        new("vc-di-eddsa/eddsa-rdfc-2022", "DataInt", "vc-di-eddsa/unsigned.json", "vc-di-eddsa/keyPair.json"),
        new("vc-di-eddsa/eddsa-jcs-2022", "JCS", "vc-di-eddsa/unsigned.json", "vc-di-eddsa/keyPair.json"),
        new("vc-di-eddsa/Ed25519Signature2020", "EdSig", null, "vc-di-eddsa/keyPair.json"),
        new("vc-di-ecdsa/ecdsa-rdfc-2019-p256", "ECDSAP256", "vc-di-ecdsa/unsigned.json", "vc-di-ecdsa/p256KeyPair.json"),
        new("vc-di-ecdsa/ecdsa-jcs-2019-p256", "JCSECDSAP256", "vc-di-ecdsa/unsigned.json", "vc-di-ecdsa/p256KeyPair.json"),
    ];

    private static readonly string[] ForeignContext = ["vc-di-eddsa/eddsa-rdfc-2022/employ/signedDataInt.json", "vc-di-ecdsa/ecdsa-rdfc-2019-p256/employ/signedECDSAP256.json"];

    [TestCaseSource(nameof(Signed))]
    public void Document_and_options_canonicalize_and_hash_as_published(string folder, string name, string? unsigned, string keyFile)
    {
        _ = (unsigned, keyFile);
        var signed = Read($"{folder}/signed{name}.json");
        var proof = signed.GetProperty("proof");
        var suite = SuiteTable.Find(proof) as WholeDocumentSuite;
        Assert.That(suite, Is.Not.Null);
        var secured = ProofChain.Secured(signed, proof);
        Assert.That(secured, Is.Not.Null);
        var hash = new ProofHash(VectorContexts.Canonicalizers);

        var configuration = suite.Configure(proof, signed);
        var algorithm = suite.Keys[0];

        Assert.That(Encoding.UTF8.GetString(suite.Transform(VectorContexts.Canonicalizers, secured.Value, HashAlgorithmName.SHA256)), Is.EqualTo(Text($"{folder}/canonDoc{name}.txt")));
        Assert.That(Encoding.UTF8.GetString(suite.Transform(VectorContexts.Canonicalizers, configuration, HashAlgorithmName.SHA256)), Is.EqualTo(Text($"{folder}/proofCanon{name}.txt")));
        Assert.That(JsonElement.DeepEquals(configuration, Read($"{folder}/proofConfig{name}.json")), Is.True);
        Assert.That(
            Convert.ToHexStringLower(hash.Of(suite, algorithm, configuration, secured.Value)),
            Is.EqualTo(Text($"{folder}/combinedHash{name}.txt")).And.EqualTo(Text($"{folder}/proofHash{name}.txt") + Text($"{folder}/docHash{name}.txt")));
        Assert.That(
            Convert.ToHexStringLower(Multibase.Decode(proof.GetProperty("proofValue").GetString() ?? string.Empty) ?? []),
            Is.EqualTo(Text($"{folder}/sigHex{name}.txt")));
    }

    [TestCaseSource(nameof(Signed))]
    public void The_signed_document_verifies_and_not_once_a_word_is_changed(string folder, string name, string? unsigned, string keyFile)
    {
        _ = (unsigned, keyFile);
        var text = Text($"{folder}/signed{name}.json");
        var verifier = new ProofVerifier(VectorContexts.Canonicalizers, TimeProvider.System);

        var right = verifier.Verify(Parse(text), MethodKeys.OfUrl);
        var changed = verifier.Verify(Parse(text.Replace("School of Examples", "School of Samples", StringComparison.Ordinal)), MethodKeys.OfUrl);
        var redated = verifier.Verify(Parse(text.Replace("2023-02-24T23:36:38Z", "2023-02-24T23:36:39Z", StringComparison.Ordinal)), MethodKeys.OfUrl);

        Assert.That(right.Single().Verdict, Is.EqualTo(Verdict.Yes), right.Single().Why);
        Assert.That(changed.Single().Verdict, Is.EqualTo(Verdict.No));
        Assert.That(redated.Single().Verdict, Is.EqualTo(Verdict.No));
    }

    [TestCaseSource(nameof(Signed))]
    public void Signing_the_same_again_gives_the_published_signature_where_it_is_deterministic_and_verifies_always(
        string folder, string name, string? unsigned, string keyFile)
    {
        var published = Read($"{folder}/signed{name}.json");
        var document = unsigned is null ? Without(published, "proof") : Read(unsigned);
        var options = Without(published.GetProperty("proof"), "proofValue");
        var canonicalizers = VectorContexts.Canonicalizers;
        using var key = SigningKey.FromMultibase(VectorKeys.Read(keyFile).Secret);
        Assert.That(key, Is.Not.Null);

        var signed = Parse(Encoding.UTF8.GetString(new ProofSigner(canonicalizers).Sign(document, options, key)));
        var report = new ProofVerifier(canonicalizers, TimeProvider.System).Verify(signed, MethodKeys.OfUrl);

        Assert.That(report.Single().Verdict, Is.EqualTo(Verdict.Yes), report.Single().Why);
        if (key.Algorithm == KeyAlgorithm.Ed25519)
        {
            Assert.That(JsonElement.DeepEquals(signed, published), Is.True, signed.ToString());
        }
    }

    [TestCaseSource(nameof(ForeignContext))]
    public void A_document_whose_context_is_not_at_hand_is_left_open(string file)
    {
        var report = new ProofVerifier(VectorContexts.Canonicalizers, TimeProvider.System).Verify(Read(file), MethodKeys.OfUrl);

        Assert.That(report.Single().Verdict, Is.EqualTo(Verdict.Unknown));
        Assert.That(report.Single().Why, Does.Contain("https://w3id.org/citizenship/v4rc1"));
    }

    /// <summary>The vectors over a context that is not at hand still hold the hash and the signature.</summary>
    [TestCase("vc-di-eddsa/eddsa-rdfc-2022/employ", "DataInt")]
    [TestCase("vc-di-ecdsa/ecdsa-rdfc-2019-p256/employ", "ECDSAP256")]
    public void The_published_canonical_forms_hash_and_verify_with_the_published_key(string folder, string name)
    {
        var document = SHA256.HashData(Encoding.UTF8.GetBytes(Text($"{folder}/canonDoc{name}.txt")));
        var options = SHA256.HashData(Encoding.UTF8.GetBytes(Text($"{folder}/proofCanon{name}.txt")));
        var method = Read($"{folder}/signed{name}.json").GetProperty("proof").GetProperty("verificationMethod").GetString() ?? string.Empty;
        using var key = MethodKeys.OfUrl(method);

        Assert.That(Convert.ToHexStringLower([.. options, .. document]), Is.EqualTo(Text($"{folder}/combinedHash{name}.txt")));
        Assert.That(key?.Verify([.. options, .. document], Convert.FromHexString(Text($"{folder}/sigHex{name}.txt"))), Is.True);
    }

    private static string Text(string file) => File.ReadAllText(Shared.Path("suites/" + file));

    private static JsonElement Read(string file) => Parse(Text(file));

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
