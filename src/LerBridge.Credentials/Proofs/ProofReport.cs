using LerBridge.Credentials.Keys;

namespace LerBridge.Credentials.Proofs;

/// <summary>What became of one proof of a document.</summary>
/// <param name="Suite">What it says it is.</param>
/// <param name="Verdict">Whether its signature is right.</param>
/// <param name="Why">Why, in words.</param>
/// <param name="Method">The verification method that it names; null where it names none, or is a JWT that brings its key along.</param>
/// <param name="Key">The key that verified it.</param>
/// <param name="Purpose">What it says it is for.</param>
/// <param name="Created">When it says it was made.</param>
internal sealed record ProofReport(string Suite, Verdict Verdict, string Why, string? Method, PublicKey? Key, string? Purpose, DateTimeOffset? Created)
{
    /// <summary>The domains that it says it was made for; empty where it names none.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>The challenge that it says it answers; null where it names none.</summary>
    public string? Challenge { get; init; }

    /// <summary>True where it covers the document as RDF, so that every term of it is defined.</summary>
    public bool OverRdf { get; init; }

    /// <summary>True where the verdict is unknown because a context is not at hand.</summary>
    public bool ContextMissing { get; init; }

    /// <summary>True where the graph was made to cost without end: nothing else of the document is worth the same effort again.</summary>
    public bool Poisoned { get; init; }
}
