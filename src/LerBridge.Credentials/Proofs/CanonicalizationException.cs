namespace LerBridge.Credentials.Proofs;

/// <summary>A document has no canonical form: it is malformed, says something undefined, is too costly, or names a context that is not at hand.</summary>
internal sealed class CanonicalizationException(string message, bool contextMissing, Exception inner) : Exception(message, inner)
{
    /// <summary>True where a context is not at hand: with it, the answer might be another.</summary>
    public bool ContextMissing { get; } = contextMissing;
}
