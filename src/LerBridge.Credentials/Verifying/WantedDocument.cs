using System.Collections.Concurrent;

namespace LerBridge.Credentials.Verifying;

/// <summary>A document that a verification asked for and that was not at hand.</summary>
/// <param name="Kind">What it is to be.</param>
/// <param name="Id">Its DID or URL.</param>
internal sealed record WantedDocument(string Kind, string Id)
{
    /// <summary>The document of a DID or of an issuer's URL; or, at a URL, the key itself.</summary>
    public const string Controller = "controller";

    /// <summary>A key by the URL in a JWT's <c>kid</c> (Open Badges 3.0, section 8.2.2).</summary>
    public const string Key = "key";

    /// <summary>A status list.</summary>
    public const string StatusList = "status list";

    /// <summary>A newer version of a credential.</summary>
    public const string Refresh = "refresh";
}

/// <summary>What one verification asked for and was not at hand, in the order of asking. Thread-safe.</summary>
internal sealed class WantedDocuments
{
    private readonly ConcurrentQueue<WantedDocument> documents = new();

    public IReadOnlyList<WantedDocument> Documents => [.. this.documents.Distinct()];

    public void Add(WantedDocument document) => this.documents.Enqueue(document);
}
