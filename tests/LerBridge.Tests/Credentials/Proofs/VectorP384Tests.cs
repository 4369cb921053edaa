using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Tests.Conformance;
using LerBridge.Tests.Credentials.Keys;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Proofs;

/// <summary>The P-384 vectors of vc-di-ecdsa, appendix A: the document and the key are files, options, hash and signature stand here. The JCS proof is without a context of its own.</summary>
[Conformance("Data Integrity, ECDSA on P-384", "w3c/vc-di-ecdsa", Vectors = ConformanceAttribute.Tests)]
internal sealed class VectorP384Tests
{
    private const string Key = "z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kujQ";

    private const string Method = $"did:key:{Key}#{Key}";

    private static readonly TestCaseData[] Vectors =
    [
        new(
            "ecdsa-rdfc-2019",
            Method,
            "e32805a26492eac777aa7a138f6d8da3c74e0c7be7b296dcaccf97420c3b92eaad7be6449ca565e165031567f5c7cbc18bf6e01df72c5b62f91b685231915ac4b8c58ea95f002c6b8f6bfafa1b251df476b56b8e01518e317dab099d3ecbff96",
            "z967Mvv5bxtmLNqTzPZ8KmJjFmFXaAKeQNzq7GWnQkMcLtaGSSmuozE5WtJ8PipMe178B1tE28K1vsJur9bGVJhz6jgSJsRHFSQeqgH8hhjcg8gZDFJC1b9FsR5ggNmDBqHv"),
        new(
            "ecdsa-jcs-2019",
            Method,
            "bb8fd231f3f5441c089210bb991ca21910ecb2c62e82111f9d4de1ac0db3e6f2fc5dbe33cffc3a08ec1165b7b3a8bedd3e0be671cc1881035d463158c80921973dab3534d4f8dfacf4ff2725a4115eb718e49d66de0e90e7365cd6062abf2259",
            "zR3krc7pt9Dpn1PY2u8HWPePggtzAG2SuH2ZGNrzw8Ku3QrFLWgDTjS5mCWy65ShixJEtpMwfviAFfh5xTgd5FGN1sSbpPJ5djqSZQLqQkY8KLBPNswuqKtq3bS8f9vEHm8w"),
    ];

    [TestCaseSource(nameof(Vectors))]
    public void The_published_signature_verifies_and_not_once_a_word_is_changed(string suite, string method, string hash, string proofValue)
    {
        _ = hash;
        var document = Unsigned();
        var proof = Options(suite, method);
        proof["proofValue"] = proofValue;
        document["proof"] = proof;
        var verifier = new ProofVerifier(VectorContexts.Canonicalizers, TimeProvider.System);

        var right = verifier.Verify(Element(document), MethodKeys.OfUrl).Single();
        document["name"] = "Alumnus Credential";
        var changed = verifier.Verify(Element(document), MethodKeys.OfUrl).Single();

        Assert.That(right.Verdict, Is.EqualTo(Verdict.Yes), right.Why);
        Assert.That(right.Key?.Algorithm, Is.EqualTo(KeyAlgorithm.P384));
        Assert.That(changed.Verdict, Is.EqualTo(Verdict.No));
    }

    [TestCaseSource(nameof(Vectors))]
    public void Options_and_document_are_hashed_with_SHA_384_as_published(string suite, string method, string hash, string proofValue)
    {
        _ = proofValue;
        var document = Element(Unsigned());
        var options = Element(Options(suite, method));
        var found = SuiteTable.Find(options) as WholeDocumentSuite;
        Assert.That(found, Is.Not.Null);

        var data = new ProofHash(VectorContexts.Canonicalizers).Of(found, KeyAlgorithm.P384, found.Configure(options, document), document);

        Assert.That(Convert.ToHexStringLower(data), Is.EqualTo(hash));
    }

    [TestCaseSource(nameof(Vectors))]
    public void What_the_published_key_signs_here_verifies(string suite, string method, string hash, string proofValue)
    {
        _ = (hash, proofValue);
        using var key = SigningKey.FromMultibase(VectorKeys.Read("vc-di-ecdsa/p384KeyPair.json").Secret);
        Assert.That(key?.Public.Multibase, Is.EqualTo(Key));

        var signed = new ProofSigner(VectorContexts.Canonicalizers).Sign(Element(Unsigned()), Element(Options(suite, method)), key);
        using var json = JsonDocument.Parse(signed);

        Assert.That(new ProofVerifier(VectorContexts.Canonicalizers, TimeProvider.System).Verify(json.RootElement, MethodKeys.OfUrl).Single().Verdict, Is.EqualTo(Verdict.Yes));
    }

    private static JsonObject Unsigned() =>
        JsonNode.Parse(File.ReadAllText(Shared.Path("suites/vc-di-ecdsa/unsigned.json")))?.AsObject() ?? throw new InvalidDataException("an object expected");

    private static JsonObject Options(string suite, string method) => new()
    {
        ["type"] = "DataIntegrityProof",
        ["cryptosuite"] = suite,
        ["created"] = "2023-02-24T23:36:38Z",
        ["verificationMethod"] = method,
        ["proofPurpose"] = "assertionMethod",
    };

    private static JsonElement Element(JsonNode node) => JsonSerializer.SerializeToElement(node);
}
