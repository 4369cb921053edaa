using System.Text;
using System.Text.Json;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Rdf;
using LerBridge.Tests.Conformance;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.JsonLd;

/// <summary>Open Badges, CLR and employment documents with the canonical form other processors give them, or the error they raise.</summary>
[Conformance("Safe mode over Open Badges, learner and employment records", "jsonld.js and rdf-canonize")]
public sealed class SafeCanonicalizerSuiteTests
{
    private const string Folder = "suites/ob3-safe-mode";

    private static IEnumerable<string> Cases() => Shared.IsHere
        ? Directory.EnumerateFiles(Shared.Path(Folder), "*-in.jsonld").Select(f => Path.GetFileName(f).Replace("-in.jsonld", "", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
        : ["none"];

    [TestCaseSource(nameof(Cases))]
    public void Document_is_canonicalized_or_refused_as_other_processors_do(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Shared.Path($"{Folder}/{name}-in.jsonld")));
        var error = Shared.Path($"{Folder}/{name}-error.json");

        if (File.Exists(error))
        {
            using var expected = JsonDocument.Parse(File.ReadAllBytes(error));
            var thrown = Assert.Throws<JsonLdException>(
                () => SafeCanonicalizer.Canonicalize(document.RootElement, RdfcHash.Sha256, EmbeddedContexts.Shared));
            Assert.That(thrown?.Code, Is.EqualTo(expected.RootElement.GetProperty("code").GetString()), thrown?.Message);
            Assert.That(thrown?.Pointer, Is.Not.Null);
            return;
        }

        var canonical = SafeCanonicalizer.Canonicalize(document.RootElement, RdfcHash.Sha256, EmbeddedContexts.Shared);

        Assert.That(Encoding.UTF8.GetString(canonical), Is.EqualTo(File.ReadAllText(Shared.Path($"{Folder}/{name}-out.nq"))));
    }
}
