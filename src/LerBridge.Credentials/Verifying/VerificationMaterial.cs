using System.Text.Json;
using LerBridge.Credentials.Dids;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Verifying;

/// <summary>
/// What a verifier without a network goes by: DID documents by their id and status list credentials by their id, from our own public folder and from files given by
/// hand. What came first stays, so our own comes first. did:key and did:jwk need nothing.
/// </summary>
internal sealed class VerificationMaterial
{
    /// <summary>A list of 16 million places at one per cent packs to less than 2 MB.</summary>
    private const int MaxBytes = 8 * 1024 * 1024;

    private const int MaxLists = 10_000;

    private readonly Dictionary<string, ControllerDocument> controllers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StatusDocument> lists = new(StringComparer.Ordinal);

    /// <summary>The document of a DID, or of an issuer's URL; null where it is not at hand.</summary>
    public ControllerDocument? Controller(string id) => this.controllers.GetValueOrDefault(id) ?? DidKey.Resolve(id) ?? DidJwk.Resolve(id);

    /// <summary>The status list credential of a URL; null where it is not at hand.</summary>
    public StatusDocument? StatusList(string url) => this.lists.GetValueOrDefault(url);

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

    /// <summary>Adds a DID document or a status list credential; which of the two it is, it says itself.</summary>
    /// <returns>Null, or why the file cannot be used.</returns>
    public string? AddFile(string path) => this.AddFile(path, null);

    /// <summary>Adds the status list credential that was fetched from a URL, whatever id it carries itself.</summary>
    /// <returns>Null, or why the file cannot be used.</returns>
    public string? AddStatusList(string url, string path) => this.AddFile(path, url);

    private string? AddFile(string path, string? url)
    {
        byte[] bytes;
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
            {
                return $"{path} is larger than {MaxBytes} bytes.";
            }

            bytes = File.ReadAllBytes(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be read: {problem.Message}";
        }

        if (JwsCompact.IsOne(bytes))
        {
            var jwt = bytes.AsMemory(0, bytes.AsSpan().TrimEnd(" \r\n"u8).Length);
            var (content, why) = VcJwtVerifier.Look(jwt);
            return content is not { } list ? $"{path} cannot be used. {why}" : this.AddList(list, url, jwt) ? null : $"{path} is a JWT, but no status list credential.";
        }

        var (document, refusal) = JsonDoor.Open(bytes, MaxBytes);
        using (document)
        {
            if (document is null)
            {
                return $"{path} cannot be used. {refusal}";
            }

            return this.Add(document.RootElement, url) ? null : $"{path} is neither a DID document nor a status list credential.";
        }
    }

    private bool Add(JsonElement document, string? url)
    {
        if (this.AddList(document, url, default))
        {
            return true;
        }

        if (ControllerDocument.Parse(document) is not { Methods.Count: > 0 } controller)
        {
            return false;
        }

        this.controllers.TryAdd(controller.Id, controller);
        return true;
    }

    private bool AddList(JsonElement document, string? url, ReadOnlyMemory<byte> jwt)
    {
        if (Json.Text(document, "id") is not { Length: > 0 } id
            || !Json.Items(document, "type").Any(type => type.ValueKind == JsonValueKind.String && type.ValueEquals("BitstringStatusListCredential")))
        {
            return false;
        }

        this.lists.TryAdd(url ?? id, new StatusDocument(document.Clone(), jwt));
        return true;
    }
}
