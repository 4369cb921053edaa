using System.Text.Json;
using LerBridge.Credentials.Rdf;
using LerBridge.Tests.Conformance;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.Rdf;

/// <summary>https://w3c.github.io/rdf-canon/tests/: every entry at hand.</summary>
[Conformance("RDF dataset canonicalization, RDFC-1.0", "w3c/rdf-canon")]
public sealed class Rdfc10SuiteTests
{
    private static IEnumerable<TestCaseData> Entries()
    {
        if (!Shared.IsHere)
        {
            yield return new TestCaseData(default(JsonElement)).SetArgDisplayNames("no reference material");
            yield break;
        }

        var manifest = JsonDocument.Parse(File.ReadAllBytes(Shared.Path("suites/rdf-canon/manifest.jsonld")));
        foreach (var entry in manifest.RootElement.GetProperty("entries").EnumerateArray())
        {
            yield return new TestCaseData(entry).SetArgDisplayNames($"{Text(entry, "id")} {Text(entry, "name")}");
        }
    }

    [TestCaseSource(nameof(Entries))]
    public void Canonical_form_is_as_the_suite_says(JsonElement entry)
    {
        var dataset = NQuadsReader.Read(File.ReadAllText(Shared.Path($"suites/rdf-canon/{Text(entry, "action")}")));
        var hash = entry.TryGetProperty("hashAlgorithm", out var name) && name.GetString() == "SHA384" ? RdfcHash.Sha384 : RdfcHash.Sha256;
        var options = new Rdfc10Options { Hash = hash };

        if (Text(entry, "type") == "rdfc:RDFC10NegativeEvalTest")
        {
            Assert.Throws<PoisonGraphException>(() => Rdfc10.Canonicalize(dataset, options));
            return;
        }

        var canonical = Rdfc10.Canonicalize(dataset, options);

        var expected = File.ReadAllText(Shared.Path($"suites/rdf-canon/{Text(entry, "result")}"));
        if (Text(entry, "type") == "rdfc:RDFC10MapTest")
        {
            var map = JsonSerializer.Deserialize<Dictionary<string, string>>(expected);
            Assert.That(canonical.LabelMap, Is.EquivalentTo(map ?? []));
        }
        else
        {
            Assert.That(canonical.NQuads, Is.EqualTo(expected));
        }
    }

    private static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString() ?? "";
}
