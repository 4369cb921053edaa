using LerBridge.Credentials.Building;

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

    /// <summary>The form in which credentials are signed.</summary>
    public CredentialFormat Format { get; init; }

    /// <summary>Whether credentials name the published JSON schema that they keep, which takes a context that not every verifier has.</summary>
    public bool CredentialSchema { get; init; }

    /// <summary>What others say of the issuer, to stand in its profile. JWTs among them need a <see cref="Format"/> that is a JWT.</summary>
    public IReadOnlyList<IssuerEndorsement> Endorsements { get; init; } = [];
}
