using System.Text.Json;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Proofs;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Proofs;

internal sealed class LdProofsTests
{
    private readonly LdOperations operations = new(LdProofs.Operations);
    private readonly TempFolder folder = new();

    [TearDown]
    public void Remove() => this.folder.Dispose();

    [TestCase("eddsa-rdfc-2022", "DataInt")]
    [TestCase("eddsa-jcs-2022", "JCS")]
    public void Signing_by_question_gives_the_published_document(string suite, string name)
    {
        var published = Read($"vc-di-eddsa/{suite}/signed{name}.json");
        var proof = JsonSerializer.SerializeToNode(published.GetProperty("proof"))?.AsObject() ?? [];
        proof.Remove("proofValue");
        var keys = JsonSerializer.SerializeToNode(Read("vc-di-eddsa/keyPair.json")) ?? throw new InvalidOperationException("keys expected");
        var options = JsonSerializer.SerializeToElement(new
        {
            proof,
            key = new { publicKeyMultibase = keys["publicKeyMultibase"], secretKeyMultibase = keys["privateKeyMultibase"] },
            documents = Documents,
        });

        var answer = this.Ask("sign", Shared.Path("suites/vc-di-eddsa/unsigned.json"), options);

        Assert.That(JsonElement.DeepEquals(answer.GetProperty("output"), published), Is.True, answer.ToString());
    }

    [TestCase("vc-di-eddsa/eddsa-rdfc-2022/signedDataInt.json")]
    [TestCase("vc-di-ecdsa/ecdsa-jcs-2019-p256/signedJCSECDSAP256.json")]
    public void Verifying_by_question_tells_right_from_wrong(string file)
    {
        var options = JsonSerializer.SerializeToElement(new { documents = Documents });
        File.WriteAllText(
            this.folder.File("changed.json"),
            File.ReadAllText(Shared.Path("suites/" + file)).Replace("School of Examples", "School of Samples", StringComparison.Ordinal));

        var right = this.Ask("verifyProof", Shared.Path("suites/" + file), options);
        var wrong = this.Ask("verifyProof", this.folder.File("changed.json"), options);

        Assert.That(right.GetProperty("output").GetProperty("verified").GetBoolean(), Is.True);
        Assert.That(wrong.GetProperty("output").GetProperty("verified").GetBoolean(), Is.False);
    }

    [Test]
    public void A_document_without_a_proof_is_not_verified()
    {
        var answer = this.Ask("verifyProof", Shared.Path("suites/vc-di-eddsa/unsigned.json"), default);

        Assert.That(answer.GetProperty("output").GetProperty("verified").GetBoolean(), Is.False);
    }

    [TestCase("""{}""")]
    [TestCase("""{"proof":{},"key":{}}""")]
    [TestCase("""{"proof":{"type":"DataIntegrityProof","cryptosuite":"eddsa-rdfc-2022"},"key":{"secretKeyMultibase":"z3u2"}}""")]
    public void A_question_that_lacks_something_is_answered_with_an_error(string options)
    {
        using var json = JsonDocument.Parse(options);

        var answer = this.Ask("sign", Shared.Path("suites/vc-di-eddsa/unsigned.json"), json.RootElement);

        Assert.That(answer.GetProperty("ok").GetBoolean(), Is.False);
    }

    [Test]
    public void A_verification_for_want_of_a_context_is_an_error_and_not_a_false_one()
    {
        var answer = this.Ask("verifyProof", Shared.Path("suites/vc-di-eddsa/eddsa-rdfc-2022/signedDataInt.json"), default);

        Assert.That(answer.GetProperty("ok").GetBoolean(), Is.False);
        Assert.That(answer.GetProperty("code").GetString(), Is.EqualTo("loading remote context failed"));
    }

    [TestCase("""{ "@context": "https://www.w3.org/ns/credentials/v2", "type": "VerifiableCredential", "credentialSubject": { "id": 5 } }""", "invalid @id value")]
    [TestCase("""{ "@context": "https://college.example/unknown", "credentialSubject": { "id": "urn:uuid:1" } }""", "loading remote context failed")]
    [TestCase("""{ "@context": "https://www.w3.org/ns/credentials/v2", "type": "VerifiableCredential", "credentialSubject": { "undefined": "x" } }""", "invalid property")]
    public void Signing_keeps_the_code_of_what_is_wrong_with_the_document(string document, string code)
    {
        var keys = JsonSerializer.SerializeToNode(Read("vc-di-eddsa/keyPair.json")) ?? throw new InvalidOperationException("keys expected");
        var options = JsonSerializer.SerializeToElement(new
        {
            proof = new { type = "DataIntegrityProof", cryptosuite = "eddsa-rdfc-2022", proofPurpose = "assertionMethod", verificationMethod = "did:key:x#x", created = "2026-01-01T00:00:00Z" },
            key = new { secretKeyMultibase = keys["privateKeyMultibase"] },
        });
        File.WriteAllText(this.folder.File("in.json"), document);

        var answer = this.Ask("sign", this.folder.File("in.json"), options);

        Assert.That(answer.GetProperty("ok").GetBoolean(), Is.False);
        Assert.That(answer.GetProperty("code").GetString(), Is.EqualTo(code));
    }

    private static Dictionary<string, string> Documents => new(StringComparer.Ordinal)
    {
        ["https://www.w3.org/ns/credentials/examples/v2"] = Shared.Path("standards/data/contexts/w3c/credentials-examples-v2.jsonld"),
    };

    private static JsonElement Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Shared.Path("suites/" + file)));
        return json.RootElement.Clone();
    }

    private JsonElement Ask(string operation, string file, JsonElement options)
    {
        var line = JsonSerializer.Serialize(new { id = 1, op = operation, file, options = options.ValueKind == JsonValueKind.Undefined ? JsonDocument.Parse("{}").RootElement : options });
        using var json = JsonDocument.Parse(this.operations.AnswerLine(line));
        return json.RootElement.Clone();
    }
}
