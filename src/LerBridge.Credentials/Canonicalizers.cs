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

    public byte[] Rdfc10(JsonElement document, HashAlgorithmName hash)
    {
        try
        {
            return SafeCanonicalizer.Canonicalize(document, HashOf(hash), loader);
        }
        catch (JsonLdException problem)
        {
            var missing = problem.Code is JsonLdErrorCode.LoadingRemoteContextFailed or JsonLdErrorCode.LoadingDocumentFailed;
            throw new CanonicalizationException(problem.Message, missing, problem);
        }
        catch (PoisonGraphException problem)
        {
            throw new CanonicalizationException(problem.Message, contextMissing: false, problem);
        }
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

    internal static RdfcHash HashOf(HashAlgorithmName hash) => hash == HashAlgorithmName.SHA384 ? RdfcHash.Sha384 : RdfcHash.Sha256;
}
