using System.Text.Json;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Rdf;
using NUnit.Framework;

namespace LerBridge.Tests.Credentials.JsonLd;

/// <summary>The entries of a manifest of the JSON-LD API suite, and the loader that maps its addresses to files.</summary>
internal static class JsonLdSuite
{
    private const string Folder = "suites/json-ld-api";
    private const string Address = "https://w3c.github.io/json-ld-api/tests/";

    public static IEnumerable<TestCaseData> Entries(string manifest)
    {
        if (!Shared.IsHere)
        {
            yield return new TestCaseData(default(JsonElement)).SetArgDisplayNames("no reference material");
            yield break;
        }

        var document = JsonDocument.Parse(File.ReadAllBytes(Shared.Path($"{Folder}/{manifest}-manifest.jsonld")));
        foreach (var entry in document.RootElement.GetProperty("sequence").EnumerateArray())
        {
            yield return new TestCaseData(entry).SetArgDisplayNames($"{Text(entry, "@id")} {Text(entry, "name")}");
        }
    }

    public static bool IsKind(JsonElement entry, string kind) => entry.GetProperty("@type").EnumerateArray().Any(t => t.GetString() == "jld:" + kind);

    public static JsonElement Input(JsonElement entry) => Read(Text(entry, "input"));

    public static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllBytes(Shared.Path($"{Folder}/{file}"))).RootElement;

    public static string ReadText(string file) => File.ReadAllText(Shared.Path($"{Folder}/{file}"));

    public static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString() ?? "";

    public static JsonLdOptions Options(JsonElement entry)
    {
        var options = new JsonLdOptions { Base = Address + Text(entry, "input"), Loader = new Loader() };
        if (!entry.TryGetProperty("option", out var option))
        {
            return options;
        }

        if (option.TryGetProperty("base", out var baseIri))
        {
            options = options with { Base = baseIri.GetString() };
        }

        if (option.TryGetProperty("expandContext", out var context))
        {
            options = options with { ExpandContext = Read(context.GetString() ?? "") };
        }

        if (option.TryGetProperty("produceGeneralizedRdf", out var generalized))
        {
            options = options with { ProduceGeneralizedRdf = generalized.GetBoolean() };
        }

        if (option.TryGetProperty("rdfDirection", out var direction))
        {
            options = options with { RdfDirection = direction.GetString() == "i18n-datatype" ? RdfDirection.I18nDatatype : RdfDirection.CompoundLiteral };
        }

        // a case written for 1.0 alone is one for that processing mode
        var mode = option.TryGetProperty("processingMode", out var asked) ? asked.GetString()
            : option.TryGetProperty("specVersion", out var version) ? version.GetString() : null;
        return mode == "json-ld-1.0" ? options with { ProcessingMode = JsonLdProcessingMode.JsonLd10 } : options;
    }

    /// <summary>Canonical N-Quads; a blank predicate, which has no canonical form, is first spelled out as a statement about one.</summary>
    public static string Canonical(IEnumerable<Quad> quads)
    {
        var dataset = new RdfDataset();
        var count = 0;
        foreach (var quad in quads)
        {
            if (!quad.Predicate.IsBlank)
            {
                dataset.Add(quad);
                continue;
            }

            var statement = Term.Blank($"statement{count++}");
            dataset.Add(new Quad(statement, Term.Iri("urn:subject"), quad.Subject, quad.Graph));
            dataset.Add(new Quad(statement, Term.Iri("urn:predicate"), quad.Predicate, quad.Graph));
            dataset.Add(new Quad(statement, Term.Iri("urn:object"), quad.Object, quad.Graph));
        }

        return Rdfc10.Canonicalize(dataset, Rdfc10Options.Default).NQuads;
    }

    private sealed class Loader : IContextLoader
    {
        public bool TryLoad(string url, out JsonElement document)
        {
            document = default;
            if (!url.StartsWith(Address, StringComparison.Ordinal))
            {
                return false;
            }

            var path = Shared.Path($"{Folder}/{url[Address.Length..]}");
            if (!File.Exists(path))
            {
                return false;
            }

            document = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
            return true;
        }
    }
}
