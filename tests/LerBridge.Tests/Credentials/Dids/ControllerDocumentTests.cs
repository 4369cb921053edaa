using System.Text.Json;
using LerBridge.Credentials.Dids;
using LerBridge.Credentials.Keys;
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
