using System.Collections.Concurrent;
using System.Text.Json;
using LerBridge.Credentials.Dids;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Status;

namespace LerBridge.Credentials.Verifying;

/// <summary>
/// What a verifier goes by: DID documents by their id and status lists by their id, from our own public folder, from files given by hand, and, where that is asked for,
/// from the network. What came first stays, so our own comes first. did:key and did:jwk need nothing. Thread-safe.
/// </summary>
internal sealed class VerificationMaterial
{
    /// <summary>A list of 16 million places at one per cent packs to less than 2 MB.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    private const int MaxLists = 10_000;

    private readonly ConcurrentDictionary<string, ControllerDocument> controllers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StatusDocument> lists = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RevocationList> revocations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, HostedKey> keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> refreshed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> refusals = new(StringComparer.Ordinal);
    private readonly WantedDocuments? wanted;

    public VerificationMaterial()
    {
    }

    /// <summary>
    /// True where an https or did:web URL whose fragment is the key itself counts as the key's document, as 1EdTech's checker takes it. Anyone can write such a URL.
    /// </summary>
    public bool KeyInUrl { get; init; }

    private VerificationMaterial(VerificationMaterial of, WantedDocuments wanted)
    {
        this.controllers = of.controllers;
        this.lists = of.lists;
        this.revocations = of.revocations;
        this.keys = of.keys;
        this.refreshed = of.refreshed;
        this.refusals = of.refusals;
        this.wanted = wanted;
        this.KeyInUrl = of.KeyInUrl;
    }

    /// <summary>The same material, which notes what it is asked for and does not have.</summary>
    public VerificationMaterial Noting(WantedDocuments documents) => new(this, documents);

    /// <summary>The document of a DID, or of an issuer's URL; null where it is not at hand.</summary>
    public ControllerDocument? Controller(string id) =>
        this.controllers.GetValueOrDefault(id) ?? DidKey.Resolve(id) ?? DidJwk.Resolve(id) ?? this.Want<ControllerDocument>(WantedDocument.Controller, id);

    /// <summary>The key that a URL alone serves; null where it is not at hand.</summary>
    public HostedKey? Key(string url) => url.Contains('#', StringComparison.Ordinal) ? null : this.keys.GetValueOrDefault(url) ?? this.Want<HostedKey>(WantedDocument.Key, url);

    /// <summary>The status list credential of a URL; null where it is not at hand.</summary>
    public StatusDocument? StatusList(string url) => this.lists.GetValueOrDefault(url) ?? this.Want<StatusDocument>(WantedDocument.StatusList, url);

    /// <summary>The older revocation list of a URL; null where it is not at hand.</summary>
    public RevocationList? RevocationList(string url) => this.revocations.GetValueOrDefault(url) ?? this.Want<RevocationList>(WantedDocument.StatusList, url);

    /// <summary>What a refresh service answered; null where it was not asked.</summary>
    public ReadOnlyMemory<byte>? Refreshed(string url)
    {
        if (this.refreshed.TryGetValue(url, out var answer))
        {
            return answer;
        }

        this.wanted?.Add(new WantedDocument(WantedDocument.Refresh, url));
        return null;
    }

    /// <summary>Why what was fetched is not at hand, to be added to a sentence; empty where nobody tried.</summary>
    public string WhyNot(string id) => this.refusals.TryGetValue(id, out var why) ? $" (it could not be fetched: {why})" : string.Empty;

    /// <summary>Whose documents are at hand where the one asked for is not: most often the wrong did.json was given. Empty where there are none.</summary>
    public string Others(string id)
    {
        if (this.controllers.IsEmpty || this.controllers.ContainsKey(id))
        {
            return string.Empty;
        }

        const int Shown = 3;
        var all = this.controllers.Keys.Where(other => other.Length <= 200).Order(StringComparer.Ordinal).ToArray();
        return $"the documents at hand are of {string.Join(", ", all.Take(Shown))}{(all.Length > Shown ? ", and others" : string.Empty)}";
    }

    /// <summary>Notes why a document cannot be fetched.</summary>
    public void Refuse(string id, string why) => this.refusals.TryAdd(id, why);

    /// <summary>
    /// Adds what lies in a folder as <c>&lt;DataDirectory&gt;/public</c> has it: <c>.well-known/did.json</c> and <c>status/*.json</c>. What is not there is left out.
    /// </summary>
    /// <returns>What lies there and cannot be used, in words.</returns>
    public IReadOnlyList<string> AddPublicFolder(string folder)
    {
        var files = new List<string> { Path.Combine(folder, ".well-known", "did.json"), Path.Combine(folder, "did.json") };
        var status = Path.Combine(folder, "status");
        if (Directory.Exists(status))
        {
            files.AddRange(Directory.EnumerateFiles(status, "*.json").Order(StringComparer.Ordinal).Take(MaxLists));
        }

        return [.. files.Where(File.Exists).Select(this.AddFile).OfType<string>()];
    }

    /// <summary>Adds a DID document or a status list; which of the two it is, it says itself.</summary>
    /// <returns>Null, or why the file cannot be used.</returns>
    public string? AddFile(string path) => this.AddFile(path, null);

    /// <summary>Adds the status list credential that was fetched from a URL, whatever id it carries itself.</summary>
    /// <returns>Null, or why the file cannot be used.</returns>
    public string? AddStatusList(string url, string path) => this.AddFile(path, url);

    /// <summary>Adds the document that a DID or a URL is to be served as: an issuer's document, or a key by itself.</summary>
    /// <returns>Null, or why the file cannot be used.</returns>
    public string? AddController(string id, string path)
    {
        var (bytes, problem) = ReadFile(path);
        return bytes is null ? problem
            : this.AddFetched(new WantedDocument(WantedDocument.Controller, id), bytes) is { } why ? $"{path} cannot be used: {why}." : null;
    }

    /// <summary>Adds what was fetched for a wanted document, if it is what was wanted.</summary>
    /// <returns>Null, or why it cannot be used.</returns>
    public string? AddFetched(WantedDocument document, byte[] bytes)
    {
        if (document.Kind == WantedDocument.Refresh)
        {
            this.refreshed.TryAdd(document.Id, bytes);
            return null;
        }

        if (document.Kind == WantedDocument.StatusList)
        {
            return this.Add(bytes, document.Id, listsAlone: true) is { } why ? "what is there is no status list: " + why : null;
        }

        var (json, refusal) = JsonDoor.Open(bytes, JsonDoor.MaxCredential);
        using (json)
        {
            if (json is null)
            {
                return refusal;
            }

            if (HostedKey.Read(json.RootElement) is { } key)
            {
                this.keys.TryAdd(document.Id, key);
                return null;
            }

            // a document speaks for its own id alone, wherever it lies
            return ControllerDocument.Parse(json.RootElement) is { Methods.Count: > 0 } controller && controller.Id == document.Id && this.controllers.TryAdd(document.Id, controller)
                ? null
                : "what is there is neither the document of that id nor a key";
        }
    }

    private T? Want<T>(string kind, string id)
        where T : class
    {
        this.wanted?.Add(new WantedDocument(kind, id));
        return null;
    }

    private static (byte[]? Bytes, string? Problem) ReadFile(string path)
    {
        try
        {
            return new FileInfo(path).Length > MaxBytes ? (null, $"{path} is larger than {MaxBytes} bytes.") : (File.ReadAllBytes(path), null);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return (null, $"{path} cannot be read: {problem.Message}");
        }
    }

    private string? AddFile(string path, string? url)
    {
        var (bytes, problem) = ReadFile(path);
        return bytes is null ? problem : this.Add(bytes, url, listsAlone: url is not null) is { } why ? $"{path} cannot be used. {why}" : null;
    }

    private string? Add(byte[] bytes, string? url, bool listsAlone)
    {
        if (JwsCompact.IsOne(bytes))
        {
            var jwt = bytes.AsMemory(0, bytes.AsSpan().TrimEnd(" \r\n"u8).Length);
            var (content, why) = VcJwtVerifier.Look(jwt);
            return content is not { } list ? why : this.AddList(list, url, jwt) ? null : "It is a JWT, but no status list credential.";
        }

        var (document, refusal) = JsonDoor.Open(bytes, MaxBytes);
        using (document)
        {
            return document is null ? refusal
                : this.AddList(document.RootElement, url, default) || (!listsAlone && this.AddController(document.RootElement)) ? null
                : "It is neither a DID document nor a status list.";
        }
    }

    private bool AddController(JsonElement document) =>
        ControllerDocument.Parse(document) is { Methods.Count: > 0 } controller && (this.controllers.TryAdd(controller.Id, controller) || this.controllers.ContainsKey(controller.Id));

    private bool AddList(JsonElement document, string? url, ReadOnlyMemory<byte> jwt)
    {
        if (Json.Text(document, "id") is not { Length: > 0 } id)
        {
            return false;
        }

        if (jwt.IsEmpty && Status.RevocationList.IsOne(document))
        {
            return Status.RevocationList.Read(document) is { } older && (this.revocations.TryAdd(url ?? id, older) || this.revocations.ContainsKey(url ?? id));
        }

        if (!Json.Items(document, "type").Any(type => type.ValueKind == JsonValueKind.String && Status.StatusList.IsType(type.GetString() ?? string.Empty)))
        {
            return false;
        }

        this.lists.TryAdd(url ?? id, new StatusDocument(document.Clone(), jwt));
        return true;
    }
}
