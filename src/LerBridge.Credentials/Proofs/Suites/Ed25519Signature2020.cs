using System.Security.Cryptography;
using System.Text.Json;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Proofs.Suites;

/// <summary>
/// <c>Ed25519Signature2020</c>, the proof type from before Data Integrity, which older wallets know: https://www.w3.org/TR/vc-di-eddsa/#ed25519signature2020. Each method is one section of it, with that section's steps by their numbers.
/// </summary>
internal sealed class Ed25519Signature2020 : WholeDocumentSuite
{
    public static readonly Ed25519Signature2020 Instance = new();

    private Ed25519Signature2020()
        : base("Ed25519Signature2020", null, Transformation.Rdfc10, [KeyAlgorithm.Ed25519], "https://www.w3.org/TR/vc-di-eddsa/#ed25519signature2020")
    {
    }

    /// <summary>Transformation: https://www.w3.org/TR/vc-di-eddsa/#transformation-ed25519signature2020.</summary>
    public override byte[] Transform(IDocumentCanonicalizer canonicalizer, JsonElement unsecuredDocument, HashAlgorithmName hash)
    {
        // 1. the type of the options led here
        // 2. JSON-LD to RDF, and RDF Dataset Canonicalization 1.0; in safe mode: what JSON-LD would drop is an error
        // 3.
        return canonicalizer.Rdfc10(unsecuredDocument, hash);
    }

    /// <summary>Hashing: https://www.w3.org/TR/vc-di-eddsa/#hashing-ed25519signature2020.</summary>
    public override byte[] Hash(byte[] transformedDocument, byte[] canonicalProofConfig, HashAlgorithmName hash)
    {
        // 1. the hash of the document: SHA-256
        // 2. the hash of the options, with the same algorithm
        // 3, 4. the options' hash goes first
        return Join(canonicalProofConfig, transformedDocument, hash);
    }

    /// <summary>Proof configuration: https://www.w3.org/TR/vc-di-eddsa/#proof-configuration-ed25519signature2020.</summary>
    public override JsonElement Configure(JsonElement options, JsonElement unsecuredDocument)
    {
        // 1 to 3. the options without their value; their type led here, and ProofForm has looked at created
        // 4. under the document's @context
        // 5, 6. they are canonicalized as the document is
        return Clone(options, Json.Member(unsecuredDocument, "@context"));
    }

    /// <summary>Proof serialization: https://www.w3.org/TR/vc-di-eddsa/#proof-serialization-ed25519signature2020.</summary>
    public override byte[] Serialize(byte[] hashData, SigningKey key)
    {
        // 1. the secret key of the verification method is the caller's
        // 2. Ed25519 (RFC 8032): 64 bytes
        // 3.
        return key.Sign(hashData);
    }

    /// <summary>Proof verification: https://www.w3.org/TR/vc-di-eddsa/#proof-verification-ed25519signature2020.</summary>
    public override bool Verify(byte[] hashData, byte[] proofBytes, PublicKey key)
    {
        // 1. the public key of the verification method is the caller's
        // 2, 3.
        return key.Verify(hashData, proofBytes);
    }
}
