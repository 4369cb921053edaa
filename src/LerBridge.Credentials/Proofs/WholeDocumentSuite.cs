using System.Security.Cryptography;
using System.Text.Json;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Proofs;

/// <summary>
/// A suite with one signature over the whole document: the five algorithms that its specification gives it, in the order in which they run. <see cref="ProofSigner"/> and
/// <see cref="ProofVerifier"/> call them as "create proof" and "verify proof" of every such suite do.
/// </summary>
/// <inheritdoc cref="ProofSuite"/>
internal abstract class WholeDocumentSuite(string type, string? cryptosuite, Transformation transformation, IReadOnlyList<KeyAlgorithm> keys, string specification)
    : ProofSuite(type, cryptosuite, transformation, keys, specification)
{
    /// <summary>Transformation: the canonical bytes of the unsecured document.</summary>
    /// <exception cref="CanonicalizationException">The document, or a context it names, cannot be processed.</exception>
    public abstract byte[] Transform(IDocumentCanonicalizer canonicalizer, JsonElement unsecuredDocument, HashAlgorithmName hash);

    /// <summary>Proof configuration: the proof options as they are canonicalized and hashed.</summary>
    public abstract JsonElement Configure(JsonElement options, JsonElement unsecuredDocument);

    /// <summary>Hashing: the bytes that are signed.</summary>
    public abstract byte[] Hash(byte[] transformedDocument, byte[] canonicalProofConfig, HashAlgorithmName hash);

    /// <summary>Proof serialization: the signature.</summary>
    public abstract byte[] Serialize(byte[] hashData, SigningKey key);

    /// <summary>Proof verification: whether the signature is right.</summary>
    public abstract bool Verify(byte[] hashData, byte[] proofBytes, PublicKey key);

    /// <summary>The clone of the options that every suite begins with: without the value, under a context or none.</summary>
    internal static JsonElement Clone(JsonElement options, JsonElement? context) => Json.Written(json =>
    {
        json.WriteStartObject();
        if (context is { } written)
        {
            json.WritePropertyName("@context");
            written.WriteTo(json);
        }

        Json.WriteMembersBut(json, options, "proofValue", "@context");
        json.WriteEndObject();
    });

    /// <summary>Two hashes one after the other.</summary>
    protected static byte[] Join(byte[] first, byte[] second, HashAlgorithmName hash)
    {
        var size = hash == HashAlgorithmName.SHA384 ? SHA384.HashSizeInBytes : SHA256.HashSizeInBytes;
        var joined = new byte[2 * size];
        CryptographicOperations.HashData(hash, first, joined.AsSpan(0, size));
        CryptographicOperations.HashData(hash, second, joined.AsSpan(size));
        return joined;
    }
}
