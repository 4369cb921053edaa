using System.Security.Cryptography;
using System.Text.Json;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Proofs;

/// <summary>
/// The first two of the three steps that every suite shares: transform and hash (VC Data Integrity 1.0, section 4; for the order of the hashes
/// see https://www.w3.org/TR/vc-di-eddsa/#hashing-eddsa-rdfc-2022).
/// </summary>
internal sealed class ProofHash(IDocumentCanonicalizer canonicalizer)
{
    /// <summary>
    /// The options as they are hashed: without the value; for RDF in the document's <c>@context</c>, for JCS with their own, or none where they have none
    /// (https://www.w3.org/TR/vc-di-ecdsa/#proof-configuration-ecdsa-jcs-2019).
    /// </summary>
    public static JsonElement Configuration(ProofSuite suite, JsonElement proof, JsonElement document) => Json.Written(json =>
    {
        json.WriteStartObject();

        if (Json.Member(suite.Transformation == Transformation.Jcs ? proof : document, "@context") is { } written)
        {
            json.WritePropertyName("@context");
            written.WriteTo(json);
        }

        Json.WriteMembersBut(json, proof, "proofValue", "@context");
        json.WriteEndObject();
    });

    /// <summary>The bytes that are signed: the hash of the options, then the hash of the document.</summary>
    public byte[] Of(ProofSuite suite, KeyAlgorithm algorithm, JsonElement configuration, JsonElement unsecured)
    {
        var hash = algorithm == KeyAlgorithm.P384 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;
        var size = SizeOf(algorithm);
        var result = new byte[2 * size];
        CryptographicOperations.HashData(hash, this.Transform(suite, configuration, hash), result.AsSpan(0, size));
        CryptographicOperations.HashData(hash, this.Transform(suite, unsecured, hash), result.AsSpan(size));
        return result;
    }

    /// <summary>The canonical bytes of a document or of proof options.</summary>
    public byte[] Transform(ProofSuite suite, JsonElement document, HashAlgorithmName hash) =>
        suite.Transformation == Transformation.Jcs ? canonicalizer.Jcs(document) : canonicalizer.Rdfc10(document, hash);

    /// <summary>One half of what is signed, for suites over RDF: the hash of a document or of options in UTF-8, which saves reading them twice.</summary>
    /// <param name="algorithm">The key's.</param>
    /// <param name="json">The document or the options.</param>
    /// <param name="into">As many bytes as <see cref="SizeOf"/> says.</param>
    public void OfText(KeyAlgorithm algorithm, ReadOnlySpan<byte> json, Span<byte> into) =>
        canonicalizer.HashRdfc10(json, algorithm == KeyAlgorithm.P384 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256, into);

    /// <summary>How long a hash is.</summary>
    public static int SizeOf(KeyAlgorithm algorithm) => algorithm == KeyAlgorithm.P384 ? SHA384.HashSizeInBytes : SHA256.HashSizeInBytes;
}
