using System.Security.Cryptography;
using System.Text.Json;
using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Proofs.Suites;

/// <summary>
/// <c>eddsa-rdfc-2022</c>: https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022. Each method is one section of it, with that section's steps by their numbers.
/// </summary>
internal sealed class EddsaRdfc2022 : WholeDocumentSuite
{
    public static readonly EddsaRdfc2022 Instance = new("eddsa-rdfc-2022");

    /// <summary>The name that the suite had in drafts: verified, and no longer signed with.</summary>
    public static readonly ProofSuite Draft = new EddsaRdfc2022("eddsa-2022") { Signs = false };

    private EddsaRdfc2022(string name)
        : base(DataIntegrity, name, Transformation.Rdfc10, [KeyAlgorithm.Ed25519], "https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022")
    {
    }

    /// <summary>Transformation: https://www.w3.org/TR/vc-di-eddsa/#transformation-eddsa-rdfc-2022.</summary>
    public override byte[] Transform(IDocumentCanonicalizer canonicalizer, JsonElement unsecuredDocument, HashAlgorithmName hash)
    {
        // 1. the type and the cryptosuite of the options led here
        // 2. JSON-LD to RDF, and RDF Dataset Canonicalization 1.0; in safe mode: what JSON-LD would drop is an error
        // 3.
        return canonicalizer.Rdfc10(unsecuredDocument, hash);
    }

    /// <summary>Hashing: https://www.w3.org/TR/vc-di-eddsa/#hashing-eddsa-rdfc-2022.</summary>
    public override byte[] Hash(byte[] transformedDocument, byte[] canonicalProofConfig, HashAlgorithmName hash)
    {
        // 1. the hash of the document: SHA-256
        // 2. the hash of the options, with the same algorithm
        // 3, 4. the options' hash goes first
        return Join(canonicalProofConfig, transformedDocument, hash);
    }

    /// <summary>Proof configuration: https://www.w3.org/TR/vc-di-eddsa/#proof-configuration-eddsa-rdfc-2022.</summary>
    public override JsonElement Configure(JsonElement options, JsonElement unsecuredDocument)
    {
        // 1 to 3. the options without their value; their type and cryptosuite led here, and ProofForm has looked at created
        // 4. under the document's @context
        // 5, 6. they are canonicalized as the document is
        return Clone(options, Json.Member(unsecuredDocument, "@context"));
    }

    /// <summary>Proof serialization: https://www.w3.org/TR/vc-di-eddsa/#proof-serialization-eddsa-rdfc-2022.</summary>
    public override byte[] Serialize(byte[] hashData, SigningKey key)
    {
        // 1. the secret key of the verification method is the caller's
        // 2. Ed25519 (RFC 8032): 64 bytes
        // 3.
        return key.Sign(hashData);
    }

    /// <summary>Proof verification: https://www.w3.org/TR/vc-di-eddsa/#proof-verification-eddsa-rdfc-2022.</summary>
    public override bool Verify(byte[] hashData, byte[] proofBytes, PublicKey key)
    {
        // 1. the public key of the verification method is the caller's
        // 2, 3.
        return key.Verify(hashData, proofBytes);
    }
}
