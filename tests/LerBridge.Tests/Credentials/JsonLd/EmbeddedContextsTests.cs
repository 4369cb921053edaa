using System.Security.Cryptography;
using System.Text.Json;
using LerBridge.Credentials.JsonLd;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.JsonLd;

public sealed class EmbeddedContextsTests
{
    private static IEnumerable<ShippedContext> Shipped() => EmbeddedContexts.Manifest;

    [TestCaseSource(nameof(Shipped))]
    public void Every_shipped_context_has_the_hash_it_is_pinned_to(object shipped)
    {
        var context = (ShippedContext)shipped;

        Assert.That(Convert.ToHexStringLower(SHA256.HashData(EmbeddedContexts.Bytes(context.File))), Is.EqualTo(context.Sha256));
        Assert.That(EmbeddedContexts.Shared.TryLoad(context.Url, out var document), Is.True);
        Assert.That(document.TryGetProperty("@context", out _), Is.True);
    }

    [Test]
    public void Notice_names_every_file_with_its_hash()
    {
        var notice = File.ReadAllText(Path.Combine(Shared.Repository, "src/LerBridge.Credentials/JsonLd/Contexts/NOTICE"));

        foreach (var context in EmbeddedContexts.Manifest)
        {
            Assert.That(notice, Does.Contain(context.File).And.Contain(context.Url).And.Contain(context.Sha256));
        }

        Assert.That(notice, Does.Contain("© 1EdTech").And.Contain("W3C"));
    }

    [Test]
    public void Only_listed_files_are_shipped()
    {
        var folder = Path.Combine(Shared.Repository, "src/LerBridge.Credentials/JsonLd/Contexts");

        Assert.That(
            Directory.EnumerateFiles(folder, "*.jsonld").Select(f => Path.GetFileName(f)), Is.EquivalentTo(EmbeddedContexts.Manifest.Select(c => c.File)));
    }

    [TestCase("https://www.w3.org/ns/credentials/v2", "w3c/credentials-v2.jsonld")]
    [TestCase("https://www.w3.org/2018/credentials/v1", "w3c/credentials-v1.jsonld")]
    [TestCase("https://w3id.org/security/data-integrity/v1", "w3c/data-integrity-v1.jsonld")]
    [TestCase("https://w3id.org/security/data-integrity/v2", "w3c/data-integrity-v2.jsonld")]
    [TestCase("https://w3id.org/security/multikey/v1", "w3c/multikey-v1.jsonld")]
    [TestCase("https://www.w3.org/ns/credentials/status/v1", "w3c/vc-bitstring-status-list-v1.jsonld")]
    [TestCase("https://purl.imsglobal.org/spec/ob/v3p0/context.json", "ob-v3p0-context.json")]
    [TestCase("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json", "ob-v3p0-context-3.0.1.json")]
    [TestCase("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json", "ob-v3p0-context-3.0.2.json")]
    [TestCase("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", "ob-v3p0-context-3.0.3.json")]
    [TestCase("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json", "ob-v3p0-extensions.json")]
    [TestCase("https://purl.imsglobal.org/spec/clr/v2p0/context.json", "clr-v2p0-context.json")]
    [TestCase("https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json", "clr-v2p0-context-2.0.1.json")]
    [TestCase("https://www.w3.org/ns/did/v1", "did-v1.jsonld")]
    [TestCase("https://w3id.org/security/suites/ed25519-2020/v1", "ed25519-signature-2020-v1.jsonld")]
    [TestCase("https://w3id.org/vc/status-list/2021/v1", "vc-status-list-v1.jsonld")]
    public void A_shipped_context_equals_the_published_one_as_json(string url, string published)
    {
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Shared.Path($"standards/data/contexts/{published}")));

        Assert.That(EmbeddedContexts.Shared.TryLoad(url, out var document), Is.True);
        Assert.That(JsonElement.DeepEquals(document, expected.RootElement), Is.True);
    }

    [Test]
    public void An_unknown_context_is_refused_and_never_fetched()
    {
        using var document = JsonDocument.Parse("""{"@context":"https://unknown.example/context"}""");

        Assert.That(
            () => JsonLdExpander.Expand(document.RootElement, new JsonLdOptions()),
            Throws.TypeOf<JsonLdException>().With.Property("Code").EqualTo("loading remote context failed"));
    }
}
