using System.Security.Cryptography;
using System.Text.Json;
using LerBridge.Credentials.Jcs;
using LerBridge.Credentials.JsonLd;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Rdf;

namespace LerBridge.Credentials;

/// <summary>The canonical forms that proofs are made over, by the general processor: any document, any context that the loader has.</summary>
internal sealed class Canonicalizers(IContextLoader loader) : IDocumentCanonicalizer
{
    /// <summary>Over the shipped contexts alone.</summary>
    public static Canonicalizers Shared { get; } = new(EmbeddedContexts.Shared);

    public IContextLoader Contexts => loader;

    public byte[] Rdfc10(JsonElement document, HashAlgorithmName hash)
    {
        try
        {
            return SafeCanonicalizer.Canonicalize(document, hash == HashAlgorithmName.SHA384 ? RdfcHash.Sha384 : RdfcHash.Sha256, loader);
        }
        catch (Exception problem) when (Translated(problem) is { } translated)
        {
            throw translated;
        }
    }

    public void HashRdfc10(ReadOnlySpan<byte> json, HashAlgorithmName hash, Span<byte> into)
    {
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        CryptographicOperations.HashData(hash, this.Rdfc10(document.RootElement, hash), into);
    }

    public byte[] Jcs(JsonElement document)
    {
        try
        {
            return JsonCanonicalizer.Canonicalize(document);
        }
        catch (FormatException problem)
        {
            throw new CanonicalizationException(problem.Message, contextMissing: false, problem);
        }
    }

    /// <summary>What the processors say of a document, in the words of proofs; null for anything else.</summary>
    internal static CanonicalizationException? Translated(Exception problem) => problem switch
    {
        JsonLdException { Code: JsonLdErrorCode.LoadingRemoteContextFailed or JsonLdErrorCode.LoadingDocumentFailed } => new(problem.Message, contextMissing: true, problem),
        JsonLdException or PoisonGraphException => new(problem.Message, contextMissing: false, problem),
        _ => null,
    };
}
