using System.Text;
using System.Text.Json;
using LerBridge.Credentials.Compiled;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Rdf;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Compiled;

/// <summary>The general processor is the judge: whatever the compiled shapes give has to be its very bytes.</summary>
public sealed class ShapeCacheTests
{
    private const int ValuesPerShape = 12;

    [TestCase(RdfcHash.Sha256)]
    [TestCase(RdfcHash.Sha384)]
    public void Thousands_of_credentials_in_hundreds_of_shapes_have_the_bytes_of_the_general_processor(object hash)
    {
        var cache = new ShapeCache(EmbeddedContexts.Shared, (RdfcHash)hash);
        var shapes = (RdfcHash)hash == RdfcHash.Sha256 ? 200 : 20;
        for (var shape = 0; shape < shapes; shape++)
        {
            for (var value = 0; value < ValuesPerShape; value++)
            {
                var json = Encoding.UTF8.GetBytes(new CredentialVariants(shape, (shape * 1000) + value).Json());
                using var document = JsonDocument.Parse(json);
                var expected = SafeCanonicalizer.Canonicalize(document.RootElement, (RdfcHash)hash, EmbeddedContexts.Shared);

                var actual = value % 2 == 0 ? cache.Canonicalize(json) : cache.Canonicalize(document.RootElement);

                Assert.That(Encoding.UTF8.GetString(actual), Is.EqualTo(Encoding.UTF8.GetString(expected)), $"shape {shape}, values {value}");
            }
        }

        // the first two of a shape go the general way; a value now and then does not qualify, or makes another shape of it
        Assert.That(cache.FromShapes, Is.GreaterThan(shapes * ValuesPerShape / 2));
    }

    [Test]
    public void Proof_configurations_are_shapes_as_well()
    {
        var cache = new ShapeCache(EmbeddedContexts.Shared, RdfcHash.Sha256);
        for (var i = 0; i < 10; i++)
        {
            var json = Encoding.UTF8.GetBytes($$"""
                {"type":"DataIntegrityProof","cryptosuite":"eddsa-rdfc-2022","created":"2025-01-0{{1 + (i % 9)}}T00:00:00Z",
                "verificationMethod":"did:key:z6Mk{{i}}#z6Mk{{i}}","proofPurpose":"assertionMethod",
                "@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]}
                """);

            Assert.That(cache.Canonicalize(json), Is.EqualTo(General(json)));
        }

        Assert.That(cache.FromShapes, Is.EqualTo(8));
    }

    [Test]
    public void Every_document_of_the_safe_mode_suite_keeps_its_canonical_form_when_it_comes_again()
    {
        foreach (var file in Directory.EnumerateFiles(Shared.Path("suites/ob3-safe-mode"), "*-out.nq"))
        {
            var cache = new ShapeCache(EmbeddedContexts.Shared, RdfcHash.Sha256);
            var json = File.ReadAllBytes(file.Replace("-out.nq", "-in.jsonld", StringComparison.Ordinal));
            cache.Canonicalize(json);
            cache.Canonicalize(json);

            Assert.That(Encoding.UTF8.GetString(cache.Canonicalize(json)), Is.EqualTo(File.ReadAllText(file)), file);
            Assert.That(cache.FromShapes, Is.EqualTo(1), file);
        }
    }

    [Test]
    public void Hash_is_that_of_the_canonical_bytes()
    {
        var cache = new ShapeCache(EmbeddedContexts.Shared, RdfcHash.Sha256);
        var json = Encoding.UTF8.GetBytes(new CredentialVariants(1, 1).Json());
        var expected = System.Security.Cryptography.SHA256.HashData(General(json));
        for (var i = 0; i < 3; i++)
        {
            var actual = new byte[32];
            cache.Hash(json, actual);
            Assert.That(actual, Is.EqualTo(expected));
        }
    }

    [Test]
    public void Small_documents_have_the_hash_of_their_own_bytes_and_not_of_the_last_one()
    {
        var cache = new ShapeCache(EmbeddedContexts.Shared, RdfcHash.Sha256);
        foreach (var value in (string[])["a", "a", "b", "a", "b", "b"])
        {
            var json = Encoding.UTF8.GetBytes($$"""{"@id":"urn:x","urn:p":"{{value}}"}""");
            var actual = new byte[32];
            cache.Hash(json, actual);
            Assert.That(actual, Is.EqualTo(System.Security.Cryptography.SHA256.HashData(General(json))));
        }
    }

    [TestCase("relative/reference", TestName = "a relative reference")]
    [TestCase("_:blank", TestName = "a blank node")]
    [TestCase("with space:x", TestName = "a space in the scheme")]
    [TestCase("urn:with space", TestName = "a space")]
    [TestCase("urn:<x>", TestName = "angle brackets")]
    [TestCase("urn:a#b#c", TestName = "two fragments")]
    [TestCase("name:x", TestName = "a term for a scheme")]
    [TestCase("@keyword", TestName = "the form of a keyword")]
    [TestCase("", TestName = "an empty reference")]
    [TestCase("urn:x\\u0041", TestName = "an escape in the JSON")]
    [TestCase("\\ud800", TestName = "half of a surrogate pair")]
    [TestCase("URN:x", TestName = "another case of the scheme")]
    [TestCase("urn:é", TestName = "a letter beyond ASCII")]
    public void A_reference_is_treated_as_the_general_processor_treats_it(string reference)
    {
        var cache = new ShapeCache(EmbeddedContexts.Shared, RdfcHash.Sha256);
        static byte[] Json(string id) => Encoding.UTF8.GetBytes($$"""
            {"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:uuid:1","type":"VerifiableCredential","issuer":"{{id}}",
            "credentialSubject":{"id":"{{id}}","type":"VerifiablePresentation"} }
            """);
        for (var i = 0; i < 3; i++)
        {
            cache.Canonicalize(Json("did:example:" + i));
        }

        Assert.That(cache.FromShapes, Is.EqualTo(1));
        Assert.That(Outcome(() => cache.Canonicalize(Json(reference))), Is.EqualTo(Outcome(() => General(Json(reference)))));
    }

    [Test]
    public void A_literal_with_half_of_a_surrogate_pair_is_refused()
    {
        var cache = new ShapeCache(EmbeddedContexts.Shared, RdfcHash.Sha256);
        static byte[] Json(string name) =>
            Encoding.UTF8.GetBytes($$"""{"@context":"https://www.w3.org/ns/credentials/v2","id":"urn:x","type":"VerifiableCredential","name":"{{name}}"}""");
        for (var i = 0; i < 3; i++)
        {
            cache.Canonicalize(Json("n" + i));
        }

        Assert.That(() => cache.Canonicalize(Json("\\udc00")), Throws.TypeOf<JsonLdException>().With.Property("Code").EqualTo("not Unicode text"));
        Assert.That(cache.Canonicalize(Json("\\ud83d\\ude00")), Is.EqualTo(General(Json("😀"))));
    }

    [TestCase("""{"@context":{"kind":"@type","Thing":"urn:Thing","p":"urn:p"},"@id":"urn:x","kind":"Thing","p":"VALUE"}""")]
    [TestCase("""{"@context":{"p":{"@id":"urn:p","@type":"@json"}},"@id":"urn:x","p":{"a":["VALUE",1.5]}}""")]
    [TestCase("""{"@context":{"p":{"@id":"urn:p","@container":"@language"}},"@id":"urn:x","p":{"en":"VALUE","de":["VALUE","x"]}}""")]
    [TestCase("""{"@context":{"p":{"@id":"urn:p","@container":"@index"}},"@id":"urn:x","p":{"a":{"@id":"urn:y","urn:q":"VALUE"}}}""")]
    [TestCase("""{"@context":{"p":{"@id":"urn:p","@container":"@id"}},"@id":"urn:x","p":{"urn:y":{"urn:q":"VALUE"}}}""")]
    [TestCase("""{"@context":{"p":{"@id":"urn:p","@type":"@vocab"},"t":"urn:t"},"@id":"urn:x","p":"t","urn:q":"VALUE"}""")]
    [TestCase("""{"@context":{"p":{"@reverse":"urn:p","@type":"@id"}},"@id":"urn:x","p":"urn:y","urn:q":"VALUE"}""")]
    [TestCase("""{"@context":{"@language":"en"},"@id":"urn:x","urn:q":["VALUE",{"@value":"v","@language":"de"},{"@value":"w","@type":"urn:d"}]}""")]
    [TestCase("""{"@id":"urn:g","@graph":[{"@id":"urn:x","urn:q":"VALUE"}]}""")]
    [TestCase("""{"@id":"urn:x","urn:q":[1,2.5,1e30,true,false,"VALUE",{"@value":7,"@type":"http://www.w3.org/2001/XMLSchema#double"}]}""")]
    [TestCase("""{"@id":"urn:x","urn:q":{"@list":["VALUE","VALUE",{"@list":["VALUE"]}]}}""")]
    [TestCase("""[{"@id":"urn:x","urn:q":"VALUE"},{"@id":"urn:x","urn:q":"VALUE"}]""")]
    [TestCase("""{"urn:q":[{"urn:r":"VALUE"},{"urn:r":"VALUE"},{"urn:r":[{"urn:s":"VALUE"}]}]}""")]
    public void Documents_that_use_more_of_the_language_have_the_bytes_of_the_general_processor(string template)
    {
        var cache = new ShapeCache(EmbeddedContexts.Shared, RdfcHash.Sha256);
        foreach (var value in (string[])["a", "b", "", "a", "t", "urn:y", "é\\n", "x"])
        {
            var json = Encoding.UTF8.GetBytes(template.Replace("VALUE", value, StringComparison.Ordinal));
            Assert.That(Encoding.UTF8.GetString(cache.Canonicalize(json)), Is.EqualTo(Encoding.UTF8.GetString(General(json))));
        }
    }

    [Test]
    public void Numbers_of_every_form_have_the_bytes_of_the_general_processor()
    {
        var cache = new ShapeCache(EmbeddedContexts.Shared, RdfcHash.Sha256);
        string[] numbers = ["1", "2", "3", "3.5", "-0", "0.1", "1e21", "1e-7", "123456789012345678901", "1.0", "9007199254740993", "7340000000000001", "5E3", "-2.50"];
        foreach (var number in numbers)
        {
            var json = Encoding.UTF8.GetBytes($$"""
                {"@context":{"f":{"@id":"urn:f","@type":"http://www.w3.org/2001/XMLSchema#float"},"d":{"@id":"urn:d","@type":"http://www.w3.org/2001/XMLSchema#double"},
                "i":{"@id":"urn:i","@type":"http://www.w3.org/2001/XMLSchema#integer"} },"@id":"urn:x","f":{{number}},"d":{{number}},"i":{{number}},"urn:n":{{number}} }
                """);

            Assert.That(Encoding.UTF8.GetString(cache.Canonicalize(json)), Is.EqualTo(Encoding.UTF8.GetString(General(json))), number);
        }

        Assert.That(cache.FromShapes, Is.GreaterThan(4));
    }

    [Test]
    public void Shapes_can_be_used_by_many_threads()
    {
        var cache = new ShapeCache(EmbeddedContexts.Shared, RdfcHash.Sha256);
        var documents = Enumerable.Range(0, 400).Select(i => Encoding.UTF8.GetBytes(new CredentialVariants(i % 10, i).Json())).ToArray();
        var wrong = 0;

        Parallel.ForEach(documents, json =>
        {
            if (!cache.Canonicalize(json).AsSpan().SequenceEqual(General(json)))
            {
                Interlocked.Increment(ref wrong);
            }
        });

        Assert.That(wrong, Is.Zero);
    }

    private static byte[] General(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return SafeCanonicalizer.Canonicalize(document.RootElement, RdfcHash.Sha256, EmbeddedContexts.Shared);
    }

    private static string Outcome(Func<byte[]> canonicalize)
    {
        try
        {
            return Encoding.UTF8.GetString(canonicalize());
        }
        catch (JsonLdException e)
        {
            return e.Code;
        }
    }
}
