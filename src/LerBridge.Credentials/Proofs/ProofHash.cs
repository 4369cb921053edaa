using System.Security.Cryptography;
using System.Text.Json;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Proofs;

/// <summary>
/// What "create proof" and "verify proof" of every suite over whole documents have in common: transform the document, configure the proof, hash both
/// (https://www.w3.org/TR/vc-di-eddsa/#create-proof-eddsa-rdfc-2022, steps 2 to 4; #verify-proof-eddsa-rdfc-2022, steps 4 to 6). What each of these is, the suite says.
/// </summary>
internal sealed class ProofHash(IDocumentCanonicalizer canonicalizer)
{
    /// <summary>The bytes that are signed.</summary>
    public byte[] Of(WholeDocumentSuite suite, KeyAlgorithm algorithm, JsonElement configuration, JsonElement unsecured)
    {
        var hash = HashOf(algorithm);
        return suite.Hash(suite.Transform(canonicalizer, unsecured, hash), suite.Transform(canonicalizer, configuration, hash), hash);
    }

    /// <summary>One half of what is signed, for suites over RDF: the hash of a document or of options in UTF-8, which saves reading them twice.</summary>
    /// <param name="algorithm">The key's.</param>
    /// <param name="json">The document or the options.</param>
    /// <param name="into">As many bytes as <see cref="SizeOf"/> says.</param>
    public void OfText(KeyAlgorithm algorithm, ReadOnlySpan<byte> json, Span<byte> into) => canonicalizer.HashRdfc10(json, HashOf(algorithm), into);

    /// <summary>How long a hash is.</summary>
    public static int SizeOf(KeyAlgorithm algorithm) => algorithm == KeyAlgorithm.P384 ? SHA384.HashSizeInBytes : SHA256.HashSizeInBytes;

    /// <summary>The hash that goes with a key, within the canonicalization and after it (https://www.w3.org/TR/vc-di-ecdsa/#hashing-ecdsa-rdfc-2019).</summary>
    private static HashAlgorithmName HashOf(KeyAlgorithm algorithm) => algorithm == KeyAlgorithm.P384 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;
}
