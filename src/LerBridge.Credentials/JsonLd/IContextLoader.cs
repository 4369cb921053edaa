using System.Text.Json;

namespace LerBridge.Credentials.JsonLd;

/// <summary>
/// Answers context documents by URL. An implementation never changes what it answers: processed contexts are remembered per loader.
/// </summary>
internal interface IContextLoader
{
    /// <summary>The whole document behind <paramref name="url"/> (with its <c>@context</c> member); false where the URL is not known.</summary>
    bool TryLoad(string url, out JsonElement document);
}
