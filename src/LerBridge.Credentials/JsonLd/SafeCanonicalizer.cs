using System.Text.Json;
using LerBridge.Credentials.Rdf;

namespace LerBridge.Credentials.JsonLd;

/// <summary>
/// What proofs are made of: a document's canonical N-Quads, with everything that plain JSON-LD would drop in silence refused instead, so that a
/// signature covers the whole document.
/// </summary>
internal static class SafeCanonicalizer
{
    /// <returns>Canonical N-Quads in UTF-8.</returns>
    /// <exception cref="JsonLdException">The document cannot be processed, or holds what a signature would not cover.</exception>
    /// <exception cref="PoisonGraphException">Telling its unnamed nodes apart would take too long.</exception>
    public static byte[] Canonicalize(JsonElement document, RdfcHash hash, IContextLoader loader)
    {
        var dataset = JsonLdToRdf.Convert(document, new JsonLdOptions { Loader = loader, Safe = true });
        return Rdfc10.ToBytes(dataset, hash == RdfcHash.Sha256 ? Rdfc10Options.Default : new Rdfc10Options { Hash = hash });
    }
}
