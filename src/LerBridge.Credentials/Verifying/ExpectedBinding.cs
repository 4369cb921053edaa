namespace LerBridge.Credentials.Verifying;

/// <summary>
/// What whoever asked for a document said it was to be bound to, so that it cannot be shown again elsewhere (VC Data Integrity 1.0, section 2.1: domain and challenge; in a JWT
/// <c>aud</c> and <c>nonce</c>, OpenID for Verifiable Presentations 1.0, appendix B.1.1).
/// </summary>
/// <param name="Domains">The domains, all of which the proof must name and no other; empty where none was asked for.</param>
/// <param name="Challenge">The challenge; null where none was asked for.</param>
internal sealed record ExpectedBinding(IReadOnlyList<string> Domains, string? Challenge)
{
    public static ExpectedBinding None { get; } = new([], null);
}
