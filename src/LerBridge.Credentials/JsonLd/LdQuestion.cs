using System.Text;
using System.Text.Json;
using LerBridge.Credentials.Rdf;

namespace LerBridge.Credentials.JsonLd;

/// <summary>A file and the options of one linked-data question, read only when the operation asks for them.</summary>
/// <param name="Path">The file the question is about.</param>
/// <param name="Options">A JSON object; undefined or null where there are none.</param>
internal sealed record LdQuestion(string Path, JsonElement Options)
{
    private const long MaxBytes = 256L * 1024 * 1024;

    /// <summary>The shipped contexts, and what <c>documents</c> maps from URL to file.</summary>
    public IContextLoader Loader()
    {
        if (Option("documents") is not { ValueKind: JsonValueKind.Object } documents)
        {
            return EmbeddedContexts.Shared;
        }

        var overlay = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in documents.EnumerateObject())
        {
            overlay[member.Name] = member.Value.GetString() ?? "";
        }

        return overlay.Count == 0 ? EmbeddedContexts.Shared : new EmbeddedContexts(overlay);
    }

    public Rdfc10Options CanonicalOptions() => LdText.Member(Options, "hash") switch
    {
        null or "SHA-256" or "SHA256" => Rdfc10Options.Default,
        "SHA-384" or "SHA384" => new Rdfc10Options { Hash = RdfcHash.Sha384 },
        var other => throw new NotSupportedException($"The hash {other} is not one of SHA-256 and SHA-384."),
    };

    public JsonLdOptions JsonLdOptions() => new()
    {
        Base = LdText.Member(Options, "base"),
        ExpandContext = LdText.Member(Options, "expandContext") is { } file ? ReadContext(file) : null,
        ProcessingMode = LdText.Member(Options, "processingMode") switch
        {
            null or "json-ld-1.1" => JsonLdProcessingMode.JsonLd11,
            "json-ld-1.0" => JsonLdProcessingMode.JsonLd10,
            var other => throw new NotSupportedException($"The processing mode {other} is not known."),
        },
        RdfDirection = LdText.Member(Options, "rdfDirection") switch
        {
            null => RdfDirection.None,
            "i18n-datatype" => RdfDirection.I18nDatatype,
            "compound-literal" => RdfDirection.CompoundLiteral,
            var other => throw new NotSupportedException($"The rdfDirection {other} is not known."),
        },
        ProduceGeneralizedRdf = Option("produceGeneralizedRdf") is { ValueKind: JsonValueKind.True },
        Loader = Loader(),
    };

    public string ReadText() => Encoding.UTF8.GetString(ReadBytes(Path).Span);

    /// <summary>To be disposed of by the caller.</summary>
    public JsonDocument ReadJson() => JsonDocument.Parse(ReadBytes(Path), new JsonDocumentOptions { MaxDepth = LdText.MaxDepth });

    /// <summary>An option as given; null where it is not.</summary>
    public JsonElement? Option(string name) =>
        Options.ValueKind == JsonValueKind.Object && Options.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static JsonElement ReadContext(string file)
    {
        using var document = JsonDocument.Parse(ReadBytes(file));
        return document.RootElement.Clone();
    }

    private static ReadOnlyMemory<byte> ReadBytes(string file)
    {
        if (new FileInfo(file).Length > MaxBytes)
        {
            throw new IOException($"{file} is larger than {MaxBytes} bytes.");
        }

        var bytes = File.ReadAllBytes(file).AsMemory();
        return bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
    }
}
