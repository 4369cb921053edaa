using System.Text.Json;
using LerBridge.Credentials.Dids;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Rdf;
using LerBridge.Tests.Credentials.Keys;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Dids;

internal sealed class ControllerDocumentTests
{
    private const string Did = "did:web:ler.college.example";
    private static readonly DateTimeOffset Then = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public void The_written_document_lists_every_key_and_trusts_all_but_the_revoked_one()
    {
        using var active = SigningKey.Generate(KeyAlgorithm.Ed25519);
        using var old = SigningKey.Generate(KeyAlgorithm.P256);
        using var stolen = SigningKey.Generate(KeyAlgorithm.Ed25519);
        using var next = SigningKey.Generate(KeyAlgorithm.Ed25519);
        var ring = KeyRing.Of([Entry(active, KeyState.Active), Entry(old, KeyState.VerifyOnly), Entry(stolen, KeyState.Revoked), Entry(next, KeyState.Next)]);
        Assert.That(ring, Is.Not.Null);

        using var json = JsonDocument.Parse(DidDocumentWriter.Write(Did, ring));
        var document = ControllerDocument.Parse(json.RootElement);

        Assert.That(document?.Id, Is.EqualTo(Did));
        Assert.That(document?.Methods.Select(method => method.Key?.Multibase), Is.EquivalentTo(ring.Keys.Select(key => key.Id)));
        Assert.That(document?.Methods.Select(method => method.Id), Is.EquivalentTo(ring.Keys.Select(key => $"{Did}#{key.Id}")));
        Assert.That(document?.AssertionMethods, Is.EquivalentTo(ring.Keys.Where(key => key.State != KeyState.Revoked).Select(key => $"{Did}#{key.Id}")));
        Assert.That(document?.Method($"{Did}#{stolen.Public.Multibase}")?.Revoked, Is.EqualTo(Then));
        Assert.That(document?.Method($"{Did}#{old.Public.Multibase}")?.Revoked, Is.Null);
    }

    [Test]
    public void Assertion_methods_are_strings_and_ids_are_absolute_as_the_1EdTech_checker_requires()
    {
        using var key = SigningKey.Generate(KeyAlgorithm.Ed25519);
        var ring = KeyRing.Of([Entry(key, KeyState.Active)]);
        Assert.That(ring, Is.Not.Null);

        using var json = JsonDocument.Parse(DidDocumentWriter.Write(Did, ring));

        Assert.That(json.RootElement.GetProperty("assertionMethod").EnumerateArray().Select(item => item.ValueKind), Is.All.EqualTo(JsonValueKind.String));
        Assert.That(json.RootElement.GetProperty("verificationMethod")[0].GetProperty("id").GetString(), Is.EqualTo($"{Did}#{key.Public.Multibase}"));
    }

    [Test]
    public void Keys_for_JWTs_are_written_as_JWKs_under_the_context_that_defines_them()
    {
        using var proof = SigningKey.Generate(KeyAlgorithm.Ed25519);
        using var rsa = RsaKey.Create(2048);
        using var ec = SigningKey.Generate(KeyAlgorithm.P256);
        var ring = KeyRing.Of([Entry(proof, KeyState.Active), KeyEntry.Of(rsa.Public, KeyState.Active, KeyUse.Jwt, Then), KeyEntry.Of(ec.Public, KeyState.VerifyOnly, KeyUse.Jwt, Then)]);
        Assert.That(ring, Is.Not.Null);

        using var json = JsonDocument.Parse(DidDocumentWriter.Write(Did, ring));
        var document = ControllerDocument.Parse(json.RootElement);
        var method = json.RootElement.GetProperty("verificationMethod").EnumerateArray().Single(one => one.GetProperty("id").GetString() == $"{Did}#{rsa.Public.Id}");

        Assert.That(json.RootElement.GetProperty("@context").EnumerateArray().Select(one => one.GetString()), Has.Member("https://w3id.org/security/jwk/v1"));
        Assert.That(method.GetProperty("type").GetString(), Is.EqualTo("JsonWebKey"));
        Assert.That(method.GetProperty("publicKeyJwk").EnumerateObject().Select(one => one.Name), Is.EquivalentTo(new[] { "kty", "n", "e", "alg" }));
        Assert.That(method.TryGetProperty("publicKeyMultibase", out _), Is.False);
        Assert.That(document?.Method($"{Did}#{rsa.Public.Id}")?.Key?.Multibase, Is.EqualTo(rsa.Public.Multibase));
        Assert.That(document?.Method($"{Did}#{ec.Public.Id}")?.Key?.Multibase, Is.EqualTo(ec.Public.Multibase));
        Assert.That(document?.AssertionMethods, Has.Count.EqualTo(3));
    }

    [Test]
    public void The_written_document_says_nothing_undefined()
    {
        using var proof = SigningKey.Generate(KeyAlgorithm.Ed25519);
        using var rsa = RsaKey.Create(2048);
        var ring = KeyRing.Of([Entry(proof, KeyState.Active), KeyEntry.Of(rsa.Public, KeyState.Revoked, KeyUse.Jwt, Then)]);
        Assert.That(ring, Is.Not.Null);
        var loader = new EmbeddedContexts(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["https://w3id.org/security/jwk/v1"] = Shared.Path("standards/data/contexts/w3c/jwk-v1.jsonld"),
            ["https://w3id.org/security/multikey/v1"] = Shared.Path("standards/data/contexts/w3c/multikey-v1.jsonld"),
            ["https://www.w3.org/ns/did/v1"] = Shared.Path("standards/data/contexts/did-v1.jsonld"),
        });

        using var json = JsonDocument.Parse(DidDocumentWriter.Write(Did, ring));
        var quads = System.Text.Encoding.UTF8.GetString(SafeCanonicalizer.Canonicalize(json.RootElement, RdfcHash.Sha256, loader));

        Assert.That(quads, Does.Contain("https://w3id.org/security#publicKeyJwk").And.Contain("https://w3id.org/security#publicKeyMultibase"));
    }

    [TestCase(KeyAlgorithm.Ed25519)]
    [TestCase(KeyAlgorithm.P256)]
    [TestCase(KeyAlgorithm.P384)]
    [TestCase(KeyAlgorithm.Rsa)]
    public void A_did_jwk_and_a_did_key_of_a_key_resolve_to_it(object algorithm)
    {
        using var key = SigningKey.Generate((KeyAlgorithm)algorithm);

        var jwk = DidJwk.Resolve(DidJwk.Of(key.Public));
        var multikey = DidKey.Resolve(DidKey.Of(key.Public));

        Assert.That(jwk?.Method(DidJwk.MethodOf(key.Public))?.Key?.Multibase, Is.EqualTo(key.Public.Multibase));
        Assert.That(multikey?.Method(DidKey.MethodOf(key.Public))?.Key?.Multibase, Is.EqualTo(key.Public.Multibase));
    }

    [Test]
    public void Relative_ids_embedded_methods_and_JWKs_of_others_are_read()
    {
        using var key = SigningKey.Generate(KeyAlgorithm.Ed25519);
        using var ec = SigningKey.Generate(KeyAlgorithm.P256);
        using var json = JsonDocument.Parse($$"""
            {
              "id": "{{Did}}",
              "verificationMethod": { "id": "#one", "type": "JsonWebKey", "controller": "{{Did}}", "publicKeyJwk": {{Jwk.Of(ec.Public).ToJsonString()}} },
              "assertionMethod": [ "#one", { "id": "{{Did}}#two", "type": "Ed25519VerificationKey2020", "controller": "{{Did}}", "publicKeyMultibase": "{{key.Public.Multibase}}" } ]
            }
            """);

        var document = ControllerDocument.Parse(json.RootElement);

        Assert.That(document?.Method(Did + "#one")?.Key?.Multibase, Is.EqualTo(ec.Public.Multibase));
        Assert.That(document?.Method(Did + "#two")?.Key?.Multibase, Is.EqualTo(key.Public.Multibase));
        Assert.That(document?.AssertionMethods, Is.EqualTo(new[] { Did + "#one", Did + "#two" }));
    }

    [TestCase("\"revoked\": \"soon\"", "its revoked is no date and time with a zone")]
    [TestCase("\"revoked\": 5", "its revoked is no date and time with a zone")]
    [TestCase("\"revoked\": null", "its revoked is no date and time with a zone")]
    [TestCase("\"expires\": \"2026-01-01\"", "its expires is no date and time with a zone")]
    [TestCase("\"expires\": \"2026-01-01T00:00:00\"", "its expires is no date and time with a zone")]
    [TestCase("\"expires\": [ \"2026-01-01T00:00:00Z\" ]", "its expires is no date and time with a zone")]
    [TestCase("\"controller\": 5", "it names no controller")]
    [TestCase(null, "it names no controller")]
    public void A_method_whose_members_cannot_be_read_says_so(string? member, string flaw)
    {
        var controller = member is null || member.StartsWith("\"controller", StringComparison.Ordinal) ? string.Empty : $"\"controller\": \"{Did}\",";
        using var json = JsonDocument.Parse($$"""{ "id": "{{Did}}", "verificationMethod": [ { "id": "#one", {{controller}} {{(member is null ? string.Empty : member + ",")}} "type": "Multikey", "publicKeyMultibase": "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi" } ] }""");

        Assert.That(ControllerDocument.Parse(json.RootElement)?.Method(Did + "#one")?.Flaw, Is.EqualTo(flaw));
    }

    [Test]
    public void Of_two_methods_with_one_id_neither_is_relied_on()
    {
        using var json = JsonDocument.Parse($$"""
            {
              "id": "{{Did}}",
              "verificationMethod": [
                { "id": "#one", "controller": "{{Did}}", "type": "Multikey", "publicKeyMultibase": "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi" },
                { "id": "#two", "controller": "{{Did}}", "type": "Multikey", "publicKeyMultibase": "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi" } ],
              "assertionMethod": { "id": "{{Did}}#one", "controller": "{{Did}}", "type": "Multikey", "publicKeyMultibase": "zDnaekGZTbQBerwcehBSXLqAg6s55hVEBms1zFy89VHXtJSa9" }
            }
            """);

        var document = ControllerDocument.Parse(json.RootElement);

        Assert.That(document?.Methods.Where(method => method.Id == Did + "#one").Select(method => method.Flaw), Is.EqualTo(new[] { "two methods have its id", "two methods have its id" }));
        Assert.That(document?.Method(Did + "#two")?.Flaw, Is.Null);
    }

    [TestCase("\"publicKeyBase58\": \"H3C2AVvLMv6gmMNam3uVAjZpfkcJCwDwnZn6z3wXmqPV\"", "publicKeyBase58")]
    [TestCase("\"publicKeyJwk\": { \"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\", \"d\": \"AA\" }", "private part")]
    [TestCase("\"publicKeyJwk\": { \"kty\": \"OKP\", \"crv\": \"X25519\", \"x\": \"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\" }", "not a well-formed")]
    [TestCase("\"publicKeyMultibase\": \"z6Mk\"", "no public key of a kind that is known")]
    [TestCase("\"type\": \"Multikey\"", "neither publicKeyMultibase nor publicKeyJwk")]
    public void A_method_without_a_usable_key_says_why(string member, string why)
    {
        using var json = JsonDocument.Parse($$"""{ "id": "{{Did}}", "verificationMethod": [ { "id": "#one", "controller": "{{Did}}", {{member}} } ] }""");

        var method = ControllerDocument.Parse(json.RootElement)?.Method(Did + "#one");

        Assert.That(method?.Key, Is.Null);
        Assert.That(method?.NoKey, Does.Contain(why));
    }

    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"id":5}""")]
    public void What_is_no_controller_document_is_refused(string text)
    {
        using var json = JsonDocument.Parse(text);

        Assert.That(ControllerDocument.Parse(json.RootElement), Is.Null);
    }

    [Test]
    public void A_did_key_is_its_own_document()
    {
        var (publicKey, _) = VectorKeys.Read("vc-di-ecdsa/p256KeyPair.json");

        var document = DidKey.Resolve("did:key:" + publicKey);

        Assert.That(document?.AssertionMethods, Is.EqualTo(new[] { $"did:key:{publicKey}#{publicKey}" }));
        Assert.That(document?.Methods[0].Key?.Multibase, Is.EqualTo(publicKey));
        Assert.That(DidKey.Resolve("did:key:z6Mk"), Is.Null);
    }

    // the example of the did:jwk specification
    [Test]
    public void A_did_jwk_is_its_own_document()
    {
        const string Example = "did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAiLCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9";

        var document = DidJwk.Resolve(Example);

        Assert.That(document?.AssertionMethods, Is.EqualTo(new[] { Example + "#0" }));
        Assert.That(document?.Methods[0].Key?.Algorithm, Is.EqualTo(KeyAlgorithm.P256));
        Assert.That(DidJwk.Resolve("did:jwk:e30"), Is.Null);
        Assert.That(DidJwk.Resolve("did:jwk:!"), Is.Null);
    }

    private static KeyEntry Entry(SigningKey key, KeyState state) => new(key.Public.Multibase, key.Algorithm, state, Then, Then);
}
