using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Proofs;

/// <summary>A proof suite: what its proofs are called, how the document becomes bytes, and which keys sign. Each has a file of its own that follows its specification step by step.</summary>
/// <param name="type">The proof's <c>type</c>.</param>
/// <param name="cryptosuite">Its <c>cryptosuite</c>; null for the proof types from before Data Integrity.</param>
/// <param name="transformation">How the document and the proof options become bytes.</param>
/// <param name="keys">The keys that may sign.</param>
/// <param name="specification">The section that defines it.</param>
internal abstract class ProofSuite(string type, string? cryptosuite, Transformation transformation, IReadOnlyList<KeyAlgorithm> keys, string specification)
{
    public const string DataIntegrity = "DataIntegrityProof";

    public string Type { get; } = type;

    public string? Cryptosuite { get; } = cryptosuite;

    public Transformation Transformation { get; } = transformation;

    public IReadOnlyList<KeyAlgorithm> Keys { get; } = keys;

    public string Specification { get; } = specification;

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
