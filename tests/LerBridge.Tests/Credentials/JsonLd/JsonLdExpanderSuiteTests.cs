using System.Text.Json;
using LerBridge.Credentials.JsonLd;
using LerBridge.Tests.Conformance;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.JsonLd;

/// <summary>https://w3c.github.io/json-ld-api/tests/expand-manifest: every entry at hand.</summary>
[Conformance("JSON-LD 1.1, expansion", "w3c/json-ld-api, expand")]
public sealed class JsonLdExpanderSuiteTests
{
    private static IEnumerable<TestCaseData> Entries() => JsonLdSuite.Entries("expand");

    [TestCaseSource(nameof(Entries))]
    public void Expansion_is_as_the_suite_says(JsonElement entry)
    {
        _ = Shared.Path(".");
        var options = JsonLdSuite.Options(entry);
        if (options.ProcessingMode == JsonLdProcessingMode.JsonLd10)
        {
            ConformanceReport.AddOlder("expand", JsonLdSuite.Text(entry, "@id"));
        }

        var input = JsonLdSuite.Input(entry);

        if (JsonLdSuite.IsKind(entry, "NegativeEvaluationTest"))
        {
            var error = Assert.Throws<JsonLdException>(() => JsonLdExpander.Expand(input, options));
            Assert.That(error?.Code, Is.EqualTo(JsonLdSuite.Text(entry, "expectErrorCode")), error?.Message);
            return;
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            ExpandedWriter.Write(writer, JsonLdExpander.Expand(input, options));
        }

        using var actual = JsonDocument.Parse(stream.ToArray());
        var expected = JsonLdSuite.Read(JsonLdSuite.Text(entry, "expect"));
        Assert.That(JsonLdComparison.AreSame(expected, actual.RootElement), Is.True, $"expected {expected}\nbut was {actual.RootElement}");
    }
}
