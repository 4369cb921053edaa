using System.Text;
using System.Text.Json;
using LerBridge.Credentials.Compiled;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Rdf;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.JsonLd;

/// <summary>Whatever comes in: a result, or an error of the declared kinds.</summary>
[CancelAfter(120_000)]
public sealed class JsonLdFuzzTests
{
    private static readonly string[] Names =
    [
        "@context", "@id", "@type", "@value", "@language", "@direction", "@index", "@list", "@set", "@graph", "@included", "@reverse", "@nest", "@json", "@vocab",
        "@base", "@container", "@prefix", "@protected", "@propagate", "@import", "@version", "@none", "a", "b", "a:b", "urn:p", "_:x", "", "@foo", "term",
    ];

    private static readonly string[] Texts =
        ["@id", "@type", "@vocab", "@json", "@none", "@list", "@set", "@graph", "@index", "@language", "@reverse", "a", "urn:x", "_:y", "", "relative", "@bar", "en", "ltr", "http://example.org/#"];

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    public void Nonsense_that_uses_the_keywords_is_processed_or_refused(int seed)
    {
        var random = new Random(seed);
        var processed = 0;
        for (var i = 0; i < 4000; i++)
        {
            var json = Value(random, depth: 0);
            using var document = JsonDocument.Parse(json);
            try
            {
                var options = new JsonLdOptions
                {
                    Base = random.Next(2) == 0 ? "http://example.org/base" : null,
                    ProcessingMode = random.Next(5) == 0 ? JsonLdProcessingMode.JsonLd10 : JsonLdProcessingMode.JsonLd11,
                    Safe = random.Next(3) == 0,
                };
                _ = NQuadsWriter.Write(JsonLdToRdf.Convert(document.RootElement, options));
                processed++;
            }
            catch (JsonLdException e)
            {
                Assert.That(e.Code, Is.Not.Empty, json);
            }
        }

        Assert.That(processed, Is.GreaterThan(100));
    }

    [Test]
    public void Damaged_credentials_have_one_outcome_from_shapes_and_general_processor()
    {
        var good = """
            {"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],"id":"urn:uuid:1","type":["VerifiableCredential",
            "OpenBadgeCredential"],"issuer":{"id":"did:web:x.example","type":["Profile"]},"validFrom":"2025-01-01T00:00:00Z","credentialSubject":{"type":["AchievementSubject"],
            "id":"urn:x","creditsEarned":3.5,"achievement":{"id":"urn:a","type":["Achievement"],"name":"n","description":"d","criteria":{"narrative":"c \u00e9"}} } }
            """;
        var cache = new ShapeCache(EmbeddedContexts.Shared, RdfcHash.Sha256);
        var random = new Random(7);
        for (var i = 0; i < 4000; i++)
        {
            var json = Encoding.UTF8.GetBytes(good);
            for (var n = random.Next(0, 3); n > 0; n--)
            {
                json[random.Next(json.Length)] = (byte)random.Next(256);
            }

            Assert.That(Outcome(() => cache.Canonicalize(json)), Is.EqualTo(Outcome(() => General(json))), Encoding.UTF8.GetString(json));
        }

        Assert.That(cache.FromShapes, Is.GreaterThan(500));
    }

    [TestCase("[", "]", 200_000)]
    [TestCase("{\"urn:p\":", "}", 100_000)]
    [TestCase("{\"urn:p\":{\"@list\":[", "]}}", 30_000)]
    public void Deep_nesting_is_refused(string open, string close, int depth)
    {
        var json = string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = (3 * depth) + 1 });

        Assert.That(
            () => JsonLdToRdf.Convert(document.RootElement, new JsonLdOptions()),
            Throws.TypeOf<JsonLdException>().With.Property("Code").EqualTo("nesting too deep"));
    }

    [Test]
    public void A_long_chain_of_terms_is_refused()
    {
        var terms = string.Join(",", Enumerable.Range(0, 60_000).Select(i => $"\"t{i}\":\"t{i + 1}:x\""));
        using var document = JsonDocument.Parse($"{{\"@context\":{{{terms},\"t60000\":\"urn:x\"}}}}");

        Assert.That(
            () => JsonLdExpander.Expand(document.RootElement, new JsonLdOptions()),
            Throws.TypeOf<JsonLdException>().With.Property("Code").EqualTo("nesting too deep"));
    }

    [Test]
    public void Documents_with_ever_new_contexts_do_not_fill_the_memory_of_the_shared_one()
    {
        for (var i = 0; i < 2000; i++)
        {
            using var document = JsonDocument.Parse($$"""{"@context":{"t{{i}}":"urn:t"},"t{{i}}":"v"}""");
            Assert.That(JsonLdToRdf.Convert(document.RootElement, new JsonLdOptions()), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public void A_node_with_thousands_of_properties_keeps_them_all()
    {
        var members = string.Join(",", Enumerable.Range(0, 20_000).Select(i => $"\"urn:p{i}\":\"v\""));
        using var document = JsonDocument.Parse($"{{\"@id\":\"urn:x\",{members}}}");

        Assert.That(JsonLdToRdf.Convert(document.RootElement, new JsonLdOptions()), Has.Count.EqualTo(20_000));
    }

    [Test]
    public void A_member_that_stands_twice_is_refused_by_safe_mode()
    {
        using var document = JsonDocument.Parse("""{"@id":"urn:x","urn:p":"a","urn:p":"b"}""");

        Assert.That(
            () => SafeCanonicalizer.Canonicalize(document.RootElement, RdfcHash.Sha256, EmbeddedContexts.Shared),
            Throws.TypeOf<JsonLdException>().With.Property("Code").EqualTo("duplicate member"));
    }

    [TestCase("""{"@id":"rel","urn:p":"v"}""", "relative @id reference", "/@id")]
    [TestCase("""{"@id":"urn:x","urn:p":[{"@id":"urn:y","@type":"rel"}]}""", "relative @type reference", "/urn:p/0/@type")]
    [TestCase("""{"@id":"urn:x","urn:p":{"@value":null}}""", "null @value value", "/urn:p")]
    [TestCase("""{"@context":{"p":{"@id":"urn:p","@type":"@id"}},"@id":"urn:x","p":["urn:y","rel"]}""", "relative object reference", "/p/1")]
    [TestCase("""{"@id":"urn:x","urn:p":{"@value":"v","@language":"not a tag"}}""", "invalid @language value", "/urn:p/@language")]
    [TestCase("""{"@id":"urn:x"}""", "object with only @id", "")]
    [TestCase("""["v"]""", "free-floating scalar", "/0")]
    [TestCase("""{"@id":"urn:x","urn:p":{"@value":"v","@direction":"rtl"}}""", "rdfDirection not set", null)]
    [TestCase("""{"@id":"urn:x","_:p":"v"}""", "blank node predicate", null)]
    public void Safe_mode_says_what_would_be_lost_and_where(string json, string code, string? pointer)
    {
        using var document = JsonDocument.Parse(json);

        var error = Assert.Throws<JsonLdException>(() => SafeCanonicalizer.Canonicalize(document.RootElement, RdfcHash.Sha256, EmbeddedContexts.Shared));

        Assert.That(error?.Code, Is.EqualTo(code));
        Assert.That(error?.Pointer, Is.EqualTo(pointer));
    }

    [TestCase("""{"@id":"urn:x","urn:p":{"@value":"v","@language":"en-GB"}}""")]
    [TestCase("""{"@context":{"@language":"EN-gb"},"@id":"urn:x","urn:p":"v"}""")]
    [TestCase("""{"@context":{"p":{"@id":"urn:p","@language":"en-GB"}},"@id":"urn:x","p":"v"}""")]
    [TestCase("""{"@context":{"p":{"@id":"urn:p","@container":"@language"}},"@id":"urn:x","p":{"en-GB":"v"}}""")]
    public void Language_tags_are_in_lower_case_wherever_they_come_from(string json) =>
        Assert.That(Outcome(() => General(Encoding.UTF8.GetBytes(json))), Is.EqualTo("<urn:x> <urn:p> \"v\"@en-gb .\n"));

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
        catch (JsonException)
        {
            return "not JSON";
        }
    }

    private static string Value(Random random, int depth)
    {
        switch (random.Next(depth > 5 ? 3 : 7))
        {
            case 0:
                return JsonSerializer.Serialize(Texts[random.Next(Texts.Length)]);
            case 1:
                return random.Next(4) switch { 0 => "true", 1 => "null", 2 => "1.5", _ => "1.1" };
            case 2:
                return JsonSerializer.Serialize(Texts[random.Next(Texts.Length)]);
            case 3:
                return "[" + string.Join(",", Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1))) + "]";
            default:
                var members = Enumerable.Range(0, random.Next(5))
                    .Select(_ => $"{JsonSerializer.Serialize(Names[random.Next(Names.Length)])}:{Value(random, depth + 1)}");
                return "{" + string.Join(",", members) + "}";
        }
    }
}
