using System.Text.Json;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Rdf;
using LerBridge.Tests.Conformance;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.JsonLd;

/// <summary>https://w3c.github.io/json-ld-api/tests/toRdf-manifest: every entry at hand.</summary>
[Conformance("JSON-LD 1.1, to RDF", "w3c/json-ld-api, toRdf")]
public sealed class JsonLdToRdfSuiteTests
{
    private static IEnumerable<TestCaseData> Entries() => JsonLdSuite.Entries("toRdf");

    [TestCaseSource(nameof(Entries))]
    public void Dataset_is_as_the_suite_says(JsonElement entry)
    {
        _ = Shared.Path(".");
        var options = JsonLdSuite.Options(entry);
        if (options.ProcessingMode == JsonLdProcessingMode.JsonLd10)
        {
            ConformanceReport.AddOlder("toRdf", JsonLdSuite.Text(entry, "@id"));
        }

        var input = JsonLdSuite.Input(entry);

        if (JsonLdSuite.IsKind(entry, "NegativeEvaluationTest"))
        {
            var error = Assert.Throws<JsonLdException>(() => JsonLdToRdf.Convert(input, options));
            Assert.That(error?.Code, Is.EqualTo(JsonLdSuite.Text(entry, "expectErrorCode")), error?.Message);
            return;
        }

        var actual = JsonLdToRdf.Convert(input, options);

        if (JsonLdSuite.IsKind(entry, "PositiveSyntaxTest"))
        {
            Assert.That(NQuadsReader.Read(NQuadsWriter.Write(actual)), Has.Count.EqualTo(actual.Count));
            return;
        }

        var expected = NQuadsReader.Read(JsonLdSuite.ReadText(JsonLdSuite.Text(entry, "expect")));
        Assert.That(JsonLdSuite.Canonical(actual), Is.EqualTo(JsonLdSuite.Canonical(expected)));
    }
}
