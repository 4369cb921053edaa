using System.Security.Cryptography;
using System.Text.Json;
using LerBridge.Credentials.Compiled;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Rdf;

namespace LerBridge.Credentials;

/// <summary>The same canonical forms as <see cref="Canonicalizers"/>, faster for documents of a shape that was seen before: what an issuer makes by the thousand.</summary>
internal sealed class CompiledCanonicalizers(IContextLoader loader) : IDocumentCanonicalizer
{
    private readonly ShapeCache sha256 = new(loader, RdfcHash.Sha256);
    private readonly ShapeCache sha384 = new(loader, RdfcHash.Sha384);
    private readonly Canonicalizers general = new(loader);

    public IContextLoader Contexts => loader;

    public byte[] Rdfc10(JsonElement document, HashAlgorithmName hash)
    {
        try
        {
            return this.CacheOf(hash).Canonicalize(document);
        }
        catch (Exception problem) when (Canonicalizers.Translated(problem) is { } translated)
        {
            throw translated;
        }
    }

    public void HashRdfc10(ReadOnlySpan<byte> json, HashAlgorithmName hash, Span<byte> into)
    {
        try
        {
            this.CacheOf(hash).Hash(json, into);
        }
        catch (Exception problem) when (Canonicalizers.Translated(problem) is { } translated)
        {
            throw translated;
        }
    }

    public byte[] Jcs(JsonElement document) => this.general.Jcs(document);

    private ShapeCache CacheOf(HashAlgorithmName hash) => hash == HashAlgorithmName.SHA384 ? this.sha384 : this.sha256;
}
