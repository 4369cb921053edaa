using System.Text;
using System.Text.Json;
using LerBridge.Credentials.Rdf;

namespace LerBridge.Credentials.JsonLd;

/// <summary>A file and the options of one linked-data question, read only when the operation asks for them.</summary>
/// <param name="Path">The file the question is about.</param>
/// <param name="Options">A JSON object; undefined or null where there are none.</param>
internal sealed record LdQuestion(string Path, JsonElement Options)
{
    /// <summary>Contexts that hold for every question: the shipped ones, and those of the site.</summary>
    public EmbeddedContexts Contexts { get; init; } = EmbeddedContexts.Shared;

    /// <summary>The contexts that hold for every question, and on top what <c>documents</c> maps from URL to file.</summary>
    public IContextLoader Loader()
    {
        if (Option("documents") is not { } documents)
        {
            return Contexts;
        }

        if (documents.ValueKind != JsonValueKind.Object || documents.EnumerateObject().Any(member => member.Value.ValueKind != JsonValueKind.String))
        {
            throw new NotSupportedException("The option documents is an object that maps each URL to a file.");
        }

        var overlay = new Dictionary<string, string>(Contexts.Overlay, StringComparer.Ordinal);
        foreach (var member in documents.EnumerateObject())
        {
            overlay[member.Name] = member.Value.GetString() ?? "";
        }

        return !documents.EnumerateObject().Any() ? Contexts : new EmbeddedContexts(overlay);
    }

    public Rdfc10Options CanonicalOptions() => Text("hash") switch
    {
        null or "SHA-256" or "SHA256" => Rdfc10Options.Default,
        "SHA-384" or "SHA384" => new Rdfc10Options { Hash = RdfcHash.Sha384 },
        var other => throw new NotSupportedException($"The hash {other} is not one of SHA-256 and SHA-384."),
    };

    public JsonLdOptions JsonLdOptions() => new()
    {
        Base = Text("base"),
        ExpandContext = Text("expandContext") is { } file ? ReadContext(file) : null,
        ProcessingMode = Text("processingMode") switch
        {
            null or "json-ld-1.1" => JsonLdProcessingMode.JsonLd11,
            "json-ld-1.0" => JsonLdProcessingMode.JsonLd10,
            var other => throw new NotSupportedException($"The processing mode {other} is not known."),
        },
        RdfDirection = Text("rdfDirection") switch
        {
            null => RdfDirection.None,
            "i18n-datatype" => RdfDirection.I18nDatatype,
            "compound-literal" => RdfDirection.CompoundLiteral,
            var other => throw new NotSupportedException($"The rdfDirection {other} is not known."),
        },
        ProduceGeneralizedRdf = Option("produceGeneralizedRdf") switch
        {
            null or { ValueKind: JsonValueKind.False } => false,
            { ValueKind: JsonValueKind.True } => true,
            _ => throw new NotSupportedException("The option produceGeneralizedRdf is true or false."),
        },
        Loader = Loader(),
    };

    public string ReadText() => Encoding.UTF8.GetString(ReadBytes(Path).Span);

    /// <summary>To be disposed of by the caller.</summary>
    public JsonDocument ReadJson() => JsonDocument.Parse(ReadBytes(Path), new JsonDocumentOptions { MaxDepth = LdText.MaxDepth });

    /// <summary>An option as given; null where it is not.</summary>
    public JsonElement? Option(string name) => Options.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.Object => Options.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null,
        _ => throw new NotSupportedException("The options are an object."),
    };

    private string? Text(string name) => Option(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw new NotSupportedException($"The option {name} is a text."),
    };

    private static JsonElement ReadContext(string file)
    {
        using var document = JsonDocument.Parse(ReadBytes(file), new JsonDocumentOptions { MaxDepth = LdText.MaxDepth });
        return document.RootElement.Clone();
    }

    private static ReadOnlyMemory<byte> ReadBytes(string file)
    {
        var bytes = RegularFile.Read(file).AsMemory();
        return bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
    }
}
