namespace LerBridge.Credentials;

/// <summary>Who issues, and where what verifiers need is served.</summary>
internal sealed record IssuerOptions
{
    /// <summary>The issuer's DID, as a rule a did:web of the host that serves <see cref="PublicBaseUrl"/>.</summary>
    public required string Did { get; init; }

    /// <summary>The issuer's name, as wallets show it.</summary>
    public required string Name { get; init; }

    /// <summary>The issuer's home page; null where there is none.</summary>
    public string? Url { get; init; }

    /// <summary>The public base URL, under which <c>/status/{n}.json</c> is found. A slash at its end is ignored.</summary>
    public required string PublicBaseUrl { get; init; }

    /// <summary>
    /// Whether everything is signed twice: with <c>eddsa-rdfc-2022</c> and, for wallets that know only that, <c>Ed25519Signature2020</c>. The active key must then
    /// be Ed25519.
    /// </summary>
    public bool OlderWallets { get; init; }
}
