using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.Credentials;
using LerBridge.Credentials.Dids;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Proofs;

internal sealed class ProofVerifierTests
{
    private const string Document = """
        {
          "@context": ["https://www.w3.org/ns/credentials/v2"],
          "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
          "type": ["VerifiableCredential"],
          "name": "A name",
          "issuer": "did:web:ler.college.example",
          "validFrom": "2026-01-01T00:00:00Z",
          "credentialSubject": { "id": "urn:uuid:68172aac-d8ba-11ed-83dd-0b3aef56cc33" }
        }
        """;

    private static readonly DateTimeOffset Then = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly ProofSigner signer = new(Canonicalizers.Shared);
    private readonly ProofVerifier verifier = new(Canonicalizers.Shared, TimeProvider.System);

    [TestCase(KeyAlgorithm.Ed25519)]
    [TestCase(KeyAlgorithm.P256)]
    [TestCase(KeyAlgorithm.P384)]
    public void Every_algorithm_signs_with_its_default_suite_and_verifies(object algorithm)
    {
        using var key = SigningKey.Generate((KeyAlgorithm)algorithm);

        var report = this.Verify(this.Signed(key)).Single();

        Assert.That(report.Verdict, Is.EqualTo(Verdict.Yes), report.Why);
        Assert.That(report.Method, Is.EqualTo(DidKey.MethodOf(key.Public)));
        Assert.That(report.Created, Is.EqualTo(Then));
        Assert.That(report.Purpose, Is.EqualTo("assertionMethod"));
    }

    [TestCase("name", "\"Another name\"")]
    [TestCase("validFrom", "\"2026-01-01T00:00:01Z\"")]
    [TestCase("description", "\"added\"")]
    [TestCase("id", "null")]
    public void Any_change_of_the_document_is_found(string member, string value)
    {
        using var key = SigningKey.Generate(KeyAlgorithm.Ed25519);
        var signed = this.Signed(key);

        signed[member] = JsonNode.Parse(value);

        Assert.That(this.Verify(signed).Single().Verdict, Is.EqualTo(Verdict.No));
    }

    [TestCase("created", "2026-06-01T08:00:01Z")]
    [TestCase("proofPurpose", "authentication")]
    public void Any_change_of_the_options_is_found(string member, string value)
    {
        using var key = SigningKey.Generate(KeyAlgorithm.Ed25519);
        var signed = this.Signed(key);

        Proof(signed)[member] = value;

        Assert.That(this.Verify(signed).Single().Verdict, Is.EqualTo(Verdict.No));
    }

    [Test]
    public void An_undefined_term_added_after_signing_is_found_though_plain_JSON_LD_would_drop_it()
    {
        using var key = SigningKey.Generate(KeyAlgorithm.Ed25519);
        var signed = this.Signed(key);

        signed["undefinedTerm"] = "dropped by others";

        Assert.That(this.Verify(signed).Single().Verdict, Is.EqualTo(Verdict.No));
    }

    [TestCase("created", "yesterday", Verdict.No)]
    [TestCase("created", "2026-06-01T08:00:00", Verdict.No)]
    [TestCase("expires", "2026-06-02T08:00:00Z", Verdict.No)]
    [TestCase("proofValue", "not multibase", Verdict.No)]
    [TestCase("proofValue", "zzzz", Verdict.No)]
    [TestCase("verificationMethod", "did:web:elsewhere.example#key-1", Verdict.Unknown)]
    [TestCase("cryptosuite", "eddsa-rdfc-2099", Verdict.Unknown)]
    [TestCase("cryptosuite", "ecdsa-rdfc-2019", Verdict.No)]
    [TestCase("type", "SomeProofType", Verdict.Unknown)]
    [TestCase("previousProof", "urn:uuid:none", Verdict.No)]
    public void A_malformed_or_foreign_proof_is_said_so(string member, string value, object verdict)
    {
        using var key = SigningKey.Generate(KeyAlgorithm.Ed25519);
        var signed = this.Signed(key);

        Proof(signed)[member] = value;

        Assert.That(this.Verify(signed).Single().Verdict, Is.EqualTo(verdict));
    }

    [Test]
    public void A_proof_without_purpose_or_method_is_no_proof()
    {
        using var key = SigningKey.Generate(KeyAlgorithm.Ed25519);
        var purposeless = this.Signed(key);
        var keyless = this.Signed(key);

        Proof(purposeless).Remove("proofPurpose");
        Proof(keyless).Remove("verificationMethod");

        Assert.That(this.Verify(purposeless).Single().Verdict, Is.EqualTo(Verdict.No));
        Assert.That(this.Verify(keyless).Single().Verdict, Is.EqualTo(Verdict.No));
    }

    [Test]
    public void A_set_is_judged_proof_by_proof()
    {
        using var first = SigningKey.Generate(KeyAlgorithm.Ed25519);
        using var second = SigningKey.Generate(KeyAlgorithm.P256);
        var signed = this.Signed(first);
        signed["proof"] = new JsonArray(Proof(signed).DeepClone(), Proof(this.Signed(second)).DeepClone(), new JsonObject { ["type"] = "SomeProofType" });

        var before = this.Verify(signed).Select(report => report.Verdict).ToArray();
        signed["proof"]?[0]?.AsObject().Remove("created");
        var after = this.Verify(signed).Select(report => report.Verdict).ToArray();

        Assert.That(before, Is.EqualTo(new[] { Verdict.Yes, Verdict.Yes, Verdict.Unknown }));
        Assert.That(after, Is.EqualTo(new[] { Verdict.No, Verdict.Yes, Verdict.Unknown }));
    }

    [Test]
    public void A_chained_proof_covers_the_proof_before_it()
    {
        using var first = SigningKey.Generate(KeyAlgorithm.Ed25519);
        using var second = SigningKey.Generate(KeyAlgorithm.P256);
        var one = this.Sign(JsonNode.Parse(Document), Options(first, "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544", null), first);
        var both = this.Sign(one, Options(second, "urn:uuid:8cc9022b-6b14-4cf3-8571-74972c5feb54", "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544"), second);

        var right = this.Verify(both).Select(report => report.Verdict).ToArray();
        both["proof"]?[0]?["created"]?.ReplaceWith("2026-06-01T08:00:05Z");
        var changed = this.Verify(both).Select(report => report.Verdict).ToArray();

        Assert.That(right, Is.EqualTo(new[] { Verdict.Yes, Verdict.Yes }));
        Assert.That(changed, Is.EqualTo(new[] { Verdict.No, Verdict.No }));
    }

    [Test]
    public void A_JCS_proof_whose_context_is_not_the_documents_is_refused()
    {
        using var key = SigningKey.Generate(KeyAlgorithm.Ed25519);
        var signed = this.Sign(JsonNode.Parse(Document), new ProofOptions(SuiteTable.EddsaJcs2022, Then, DidKey.MethodOf(key.Public)).ToJson(), key);

        var right = this.Verify(signed).Single();
        Proof(signed)["@context"] = new JsonArray("https://www.w3.org/ns/credentials/v2", "https://example.org/other");
        var changed = this.Verify(signed).Single();

        Assert.That(right.Verdict, Is.EqualTo(Verdict.Yes), right.Why);
        Assert.That(changed.Verdict, Is.EqualTo(Verdict.No));
    }

    [Test]
    public void A_key_does_not_sign_with_the_suite_of_another_kind()
    {
        using var key = SigningKey.Generate(KeyAlgorithm.P256);

        Assert.That(
            () => this.Sign(JsonNode.Parse(Document), new ProofOptions(SuiteTable.EddsaRdfc2022, Then, DidKey.MethodOf(key.Public)).ToJson(), key),
            Throws.ArgumentException);
    }

    [Test]
    public void More_proofs_than_anyone_needs_are_refused_without_work()
    {
        var signed = JsonNode.Parse(Document)?.AsObject() ?? [];
        signed["proof"] = new JsonArray([.. Enumerable.Range(0, 33).Select(_ => new JsonObject { ["type"] = "SomeProofType" })]);

        Assert.That(this.Verify(signed).Single().Verdict, Is.EqualTo(Verdict.No));
    }

    private static JsonElement Options(SigningKey key, string id, string? previous)
    {
        var options = JsonNode.Parse(new ProofOptions(SuiteTable.DefaultFor(key.Algorithm), Then, DidKey.MethodOf(key.Public)).ToJson().GetRawText())?.AsObject() ?? [];
        options["id"] = id;
        if (previous is not null)
        {
            options["previousProof"] = previous;
        }

        return JsonSerializer.SerializeToElement(options);
    }

    private static JsonObject Proof(JsonObject signed) => signed["proof"]?.AsObject() ?? throw new InvalidOperationException("a proof was expected");

    private JsonObject Signed(SigningKey key) =>
        this.Sign(JsonNode.Parse(Document), new ProofOptions(SuiteTable.DefaultFor(key.Algorithm), Then, DidKey.MethodOf(key.Public)).ToJson(), key);

    private JsonObject Sign(JsonNode? document, JsonElement options, SigningKey key) =>
        JsonNode.Parse(this.signer.Sign(JsonSerializer.SerializeToElement(document), options, key))?.AsObject() ?? [];

    private IReadOnlyList<ProofReport> Verify(JsonObject signed) => this.verifier.Verify(JsonSerializer.SerializeToElement(signed), MethodKeys.OfUrl);
}
