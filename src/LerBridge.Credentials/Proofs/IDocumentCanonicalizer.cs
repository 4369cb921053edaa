using System.Security.Cryptography;
using System.Text.Json;
using LerBridge.Credentials.JsonLd;

namespace LerBridge.Credentials.Proofs;

/// <summary>Makes the bytes of a document that do not depend on how it is written. Thread-safe.</summary>
internal interface IDocumentCanonicalizer
{
    /// <summary>Where contexts come from.</summary>
    IContextLoader Contexts { get; }

    /// <summary>Canonical N-Quads in safe mode: what plain JSON-LD would drop is an error.</summary>
    /// <param name="document">A JSON-LD document.</param>
    /// <param name="hash">The hash within the canonicalization; SHA-384 for P-384 keys.</param>
    /// <exception cref="CanonicalizationException">The document, or a context it names, cannot be processed.</exception>
    byte[] Rdfc10(JsonElement document, HashAlgorithmName hash);

    /// <summary>The hash of a document's canonical N-Quads, with the same hash inside and out.</summary>
    /// <param name="json">A JSON-LD document in UTF-8.</param>
    /// <param name="hash">SHA-256 or SHA-384.</param>
    /// <param name="into">32 or 48 bytes.</param>
    /// <exception cref="CanonicalizationException">The document, or a context it names, cannot be processed.</exception>
    void HashRdfc10(ReadOnlySpan<byte> json, HashAlgorithmName hash, Span<byte> into);

    /// <summary>RFC 8785.</summary>
    /// <exception cref="CanonicalizationException">The document is not I-JSON.</exception>
    byte[] Jcs(JsonElement document);
}
