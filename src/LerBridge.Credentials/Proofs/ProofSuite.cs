using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Proofs;

/// <summary>A proof suite as a sentence: what it is called, how the document becomes bytes, and which keys sign the hash of them.</summary>
/// <param name="Type">The proof's <c>type</c>.</param>
/// <param name="Cryptosuite">Its <c>cryptosuite</c>; null for the proof types from before Data Integrity.</param>
/// <param name="Transformation">How the document and the proof options become bytes.</param>
/// <param name="Keys">The keys that may sign.</param>
/// <param name="Specification">The section that defines it.</param>
internal sealed record ProofSuite(string Type, string? Cryptosuite, Transformation Transformation, IReadOnlyList<KeyAlgorithm> Keys, string Specification)
{
    /// <summary>What people call it.</summary>
    public string Name => this.Cryptosuite ?? this.Type;

    /// <summary>False for what we verify for others' sake but no longer sign with.</summary>
    public bool Signs { get; init; } = true;
}

/// <summary>How a document becomes the bytes that are hashed.</summary>
internal enum Transformation
{
    /// <summary>JSON-LD to RDF, canonicalized (RDF Dataset Canonicalization 1.0).</summary>
    Rdfc10,

    /// <summary>JSON Canonicalization Scheme (RFC 8785).</summary>
    Jcs,

    /// <summary>JSON-LD to RDF, canonicalized, and every statement signed by itself (ecdsa-sd-2023).</summary>
    EachStatement,
}
