using System.Security.Cryptography;
using System.Text.Json;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Proofs.Suites;

/// <summary>
/// <c>ecdsa-jcs-2019</c>: https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-jcs-2019. Each method is one section of it, with that section's steps by their numbers.
/// </summary>
internal sealed class EcdsaJcs2019 : WholeDocumentSuite
{
    public static readonly EcdsaJcs2019 Instance = new();

    private EcdsaJcs2019()
        : base(DataIntegrity, "ecdsa-jcs-2019", Transformation.Jcs, [KeyAlgorithm.P256, KeyAlgorithm.P384], "https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-jcs-2019")
    {
    }

    /// <summary>Transformation: https://www.w3.org/TR/vc-di-ecdsa/#transformation-ecdsa-jcs-2019.</summary>
    public override byte[] Transform(IDocumentCanonicalizer canonicalizer, JsonElement unsecuredDocument, HashAlgorithmName hash)
    {
        // 1. the type and the cryptosuite of the options led here
        // 2. JSON Canonicalization Scheme (RFC 8785)
        // 3.
        return canonicalizer.Jcs(unsecuredDocument);
    }

    /// <summary>Hashing: https://www.w3.org/TR/vc-di-ecdsa/#hashing-ecdsa-jcs-2019.</summary>
    public override byte[] Hash(byte[] transformedDocument, byte[] canonicalProofConfig, HashAlgorithmName hash)
    {
        // 1. the hash of the document: SHA-256 for P-256, SHA-384 for P-384
        // 2. the hash of the options, with the same algorithm
        // 3, 4. the options' hash goes first
        return Join(canonicalProofConfig, transformedDocument, hash);
    }

    /// <summary>Proof configuration: https://www.w3.org/TR/vc-di-ecdsa/#proof-configuration-ecdsa-jcs-2019.</summary>
    public override JsonElement Configure(JsonElement options, JsonElement unsecuredDocument)
    {
        // 1 to 3. the options without their value; their type and cryptosuite led here, and ProofForm has looked at created
        // 4. they are canonicalized as the document is, under their own @context: "create proof" gave them the document's, and an older proof has none
        // 5.
        return Clone(options, Json.Member(options, "@context"));
    }

    /// <summary>Proof serialization: https://www.w3.org/TR/vc-di-ecdsa/#proof-serialization-ecdsa-jcs-2019.</summary>
    public override byte[] Serialize(byte[] hashData, SigningKey key)
    {
        // 1. the secret key of the verification method is the caller's
        // 2. ECDSA over the key's curve, as r and s one after the other: 64 or 96 bytes
        // 3.
        return key.Sign(hashData);
    }

    /// <summary>Proof verification: https://www.w3.org/TR/vc-di-ecdsa/#proof-verification-ecdsa-jcs-2019.</summary>
    public override bool Verify(byte[] hashData, byte[] proofBytes, PublicKey key)
    {
        // 1. the public key of the verification method is the caller's
        // 2, 3.
        return key.Verify(hashData, proofBytes);
    }
}
