using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Credentials.Dids;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Proofs;
using LerBridge.Tests.Credentials.Keys;
using LerBridge.Tests.Credentials.Verifying;
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

    [TestCase("type", null, "name no suite that signs")]
    [TestCase("created", "yesterday", "created is not a date and time with a zone")]
    [TestCase("created", "2026-01-01", "created is not a date and time with a zone")]
    [TestCase("expires", "2026-01-01T00:00:00", "expires is not a date and time with a zone")]
    [TestCase("proofPurpose", null, "lacks a proofPurpose")]
    [TestCase("verificationMethod", null, "verificationMethod is no absolute URL")]
    [TestCase("verificationMethod", "#key-1", "verificationMethod is no absolute URL")]
    [TestCase("@context", "https://www.w3.org/ns/credentials/v1", "does not begin with that of the proof options")]
    public void Options_that_a_verifier_would_refuse_are_not_signed(string member, string? value, string why)
    {
        var keys = Read("vc-di-eddsa/keyPair.json");
        var proof = new JsonObject
        {
            ["type"] = "DataIntegrityProof", ["cryptosuite"] = "eddsa-jcs-2022", ["created"] = "2026-01-01T00:00:00Z", ["proofPurpose"] = "assertionMethod", ["verificationMethod"] = "did:web:x.example#1",
        };
        proof[member] = value;
        if (value is null)
        {
            proof.Remove(member);
        }

        var answer = this.Ask("sign", Shared.Path("suites/vc-di-eddsa/unsigned.json"), JsonSerializer.SerializeToElement(new { proof, key = new { secretKeyMultibase = keys.GetProperty("privateKeyMultibase") } }));

        Assert.That(answer.GetProperty("ok").GetBoolean(), Is.False);
        Assert.That(answer.GetProperty("error").GetString(), Does.StartWith("PROOF_GENERATION_ERROR: ").And.Contain(why));
    }

    [Test]
    public void A_selective_proof_is_not_made_of_malformed_options_and_discloses_nothing_unasked()
    {
        var (publicKey, secretKey) = VectorKeys.Read("vc-di-ecdsa/p256KeyPair.json");
        var badge = this.folder.File("badge.json");
        File.WriteAllText(badge, Signed.Badge().ToJsonString());
        var proof = new JsonObject { ["type"] = "DataIntegrityProof", ["cryptosuite"] = "ecdsa-sd-2023", ["created"] = "2026-01-01T00:00:00Z", ["proofPurpose"] = "assertionMethod", ["verificationMethod"] = $"did:key:{publicKey}#{publicKey}" };
        var secret = new { secretKeyMultibase = secretKey };
        var signed = this.Ask("sign", badge, JsonSerializer.SerializeToElement(new { proof, key = secret }));
        File.WriteAllText(this.folder.File("base.json"), signed.GetProperty("output").GetRawText());
        proof["created"] = 5;

        Assert.That(this.Ask("sign", badge, JsonSerializer.SerializeToElement(new { proof, key = secret })).GetProperty("error").GetString(), Does.StartWith("PROOF_GENERATION_ERROR: "));
        Assert.That(this.Ask("derive", this.folder.File("base.json"), default).GetProperty("error").GetString(), Does.Contain("Nothing is selected for disclosure"));
        Assert.That(this.Ask("derive", this.folder.File("base.json"), JsonSerializer.SerializeToElement(new { selectivePointers = new[] { "/issuer" } })).GetProperty("ok").GetBoolean(), Is.True);
    }

    [Test]
    public void A_key_is_found_by_a_did_jwk_a_did_document_or_a_key_document_before_the_fragment()
    {
        var multibase = Signed.Key.Public.Multibase;
        var ours = Signed.Other.Public.Multibase;
        this.Write("did.json", $$"""{"id":"did:web:x.example","verificationMethod":[{"id":"#1","type":"Multikey","controller":"did:web:x.example","publicKeyMultibase":"{{multibase}}"}]}""");
        this.Write("twisted.json", $$"""{"id":"did:web:x.example","verificationMethod":[{"id":"#{{multibase}}","type":"Multikey","controller":"did:web:x.example","publicKeyMultibase":"{{ours}}"}]}""");
        this.Write("key.json", $$"""{"id":"https://x.example/key","type":"Multikey","controller":"https://x.example","publicKeyMultibase":"{{multibase}}"}""");
        var document = new Dictionary<string, string> { ["did:web:x.example"] = this.folder.File("did.json") };
        var served = new Dictionary<string, string> { ["https://x.example/.well-known/did.json"] = this.folder.File("did.json") };
        var key = new Dictionary<string, string> { ["https://x.example/key"] = this.folder.File("key.json") };
        var twisted = new Dictionary<string, string> { ["did:web:x.example"] = this.folder.File("twisted.json") };
        var other = new Dictionary<string, string> { [Signed.DidOf(Signed.Other)] = this.folder.File("did.json") };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(this.Verified(DidJwk.MethodOf(Signed.Key.Public), null), Is.True, "did:jwk");
            Assert.That(this.Verified(DidJwk.Of(Signed.Key.Public) + "#1", null), Is.False, "another fragment of a did:jwk");
            Assert.That(this.Verified("did:web:x.example#1", document), Is.True, "did:web");
            Assert.That(this.Verified("did:web:x.example#1", served), Is.True, "did:web by where it is served");
            Assert.That(this.Verified("did:web:x.example#1", null), Is.False, "did:web without its document");
            Assert.That(this.Verified("https://x.example/key", key), Is.True, "a key document");
            Assert.That(this.Verified($"did:web:x.example#{multibase}", null), Is.True, "the fragment");
            Assert.That(this.Verified($"did:web:x.example#{multibase}", twisted), Is.False, "the document comes before the fragment");
            Assert.That(this.Verified($"did:web:x.example#{multibase}", document), Is.False, "a document without the method");
            Assert.That(this.Verified($"{Signed.DidOf(Signed.Key)}#{multibase}", other), Is.True, "did:key");
            Assert.That(this.Verified($"{Signed.DidOf(Signed.Other)}#{multibase}", null), Is.False, "another's did:key");
            Assert.That(this.Verified($"{Signed.DidOf(Signed.Other)}#{multibase}", other), Is.False, "no document speaks for a did:key");
        }
    }

    [Test]
    public void A_key_within_the_proof_is_no_key_of_anyone()
    {
        var signed = Signed.Badge().Sign();
        var method = new JsonObject { ["id"] = DidKey.MethodOf(Signed.Key.Public), ["type"] = "Multikey", ["controller"] = Signed.DidOf(Signed.Key), ["publicKeyMultibase"] = Signed.Key.Public.Multibase };
        (signed["proof"] ?? throw new InvalidOperationException("a proof expected"))["verificationMethod"] = method;
        this.Write("badge.json", signed.ToJsonString());

        Assert.That(this.Ask("verifyProof", this.folder.File("badge.json"), default).GetProperty("output").GetProperty("verified").GetBoolean(), Is.False);
        Assert.That(Signed.Verify(signed).Why("proof"), Does.Contain("names its key by a URL"));
    }

    private bool Verified(string method, Dictionary<string, string>? documents)
    {
        this.Write("badge.json", Signed.Badge().Sign(method: method).ToJsonString());
        var answer = this.Ask("verifyProof", this.folder.File("badge.json"), JsonSerializer.SerializeToElement(documents is null ? new Dictionary<string, object>() : new Dictionary<string, object> { ["documents"] = documents }));
        return answer.GetProperty("output").GetProperty("verified").GetBoolean();
    }

    private void Write(string name, string text) => File.WriteAllText(this.folder.File(name), text);

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
