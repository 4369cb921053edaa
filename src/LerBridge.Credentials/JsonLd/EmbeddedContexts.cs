using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;

namespace LerBridge.Credentials.JsonLd;

/// <summary>
/// The closed loader: the contexts shipped inside the product (Contexts/manifest.json says which URL is which file, and its hash), and documents
/// given by hand on top. It never goes to the network.
/// </summary>
internal sealed class EmbeddedContexts : IContextLoader
{
    private const string Prefix = "contexts/";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly ConcurrentDictionary<string, JsonElement> Parsed = new(StringComparer.Ordinal);
    private readonly FrozenDictionary<string, string> _overlay;
    private readonly ConcurrentDictionary<string, JsonElement> _overlayParsed = new(StringComparer.Ordinal);

    /// <param name="overlay">URL to the path of a JSON file; wins over a shipped context of the same URL.</param>
    public EmbeddedContexts(IReadOnlyDictionary<string, string> overlay) => _overlay = overlay.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What was given on top.</summary>
    public IReadOnlyDictionary<string, string> Overlay => _overlay;

    /// <summary>The shipped contexts and nothing else.</summary>
    public static EmbeddedContexts Shared { get; } = new(FrozenDictionary<string, string>.Empty);

    /// <summary>What is shipped: URL, file and the SHA-256 the file must have.</summary>
    public static IReadOnlyList<ShippedContext> Manifest { get; } = ReadManifest();

    private static FrozenDictionary<string, string> Files { get; } = Manifest.ToFrozenDictionary(c => c.Url, c => c.File, StringComparer.Ordinal);

    public bool TryLoad(string url, out JsonElement document)
    {
        if (_overlay.TryGetValue(url, out var path))
        {
            document = _overlayParsed.GetOrAdd(url, static (u, p) => ReadOverlay(u, p), path);
            return true;
        }

        if (Files.TryGetValue(url, out var file))
        {
            document = Parsed.GetOrAdd(file, static f => Parse(Bytes(f)));
            return true;
        }

        document = default;
        return false;
    }

    /// <summary>The bytes of a shipped file, as embedded.</summary>
    public static byte[] Bytes(string file)
    {
        using var stream = typeof(EmbeddedContexts).Assembly.GetManifestResourceStream(Prefix + file)
            ?? throw new InvalidOperationException($"{file} is not embedded in the assembly; see LerBridge.Credentials.csproj.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static JsonElement Parse(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes, Strict);
        return document.RootElement.Clone();
    }

    private static JsonElement ReadOverlay(string url, string path)
    {
        try
        {
            return Parse(RegularFile.Read(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            throw new JsonLdException(JsonLdErrorCode.LoadingRemoteContextFailed, $"The document given for {url} cannot be read as JSON: {e.Message}");
        }
    }

    private static ShippedContext[] ReadManifest()
    {
        var root = Parse(Bytes("manifest.json"));
        return [.. root.EnumerateArray().Select(c => new ShippedContext(Text(c, "url"), Text(c, "file"), Text(c, "sha256")))];
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}

/// <param name="Sha256">Of the file's bytes, lower-case hexadecimal.</param>
internal sealed record ShippedContext(string Url, string File, string Sha256);
