using LerBridge.Core.Diagnostics;
using LerBridge.Credentials;
using LerBridge.Credentials.Keys;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary>Which key <c>key new</c> is to make, or to take from the token.</summary>
/// <param name="Use">What it will sign.</param>
/// <param name="Algorithm">What it must sign with; null for what the store decides, or the token's key has.</param>
/// <param name="Label">Its label on the token; null for a key in a file.</param>
internal sealed record KeyRequest(KeyUse Use, KeyAlgorithm? Algorithm, string? Label)
{
    /// <exception cref="UsageException">The options contradict each other or the settings.</exception>
    /// <exception cref="KeyException">See <see cref="Hold"/>.</exception>
    public static KeyRequest From(KeyUse use, KeyAlgorithm? algorithm, string? label, IssuerSettings issuer)
    {
        if (algorithm is not null && label is not null)
        {
            throw new UsageException("--algorithm makes a key in a file, and --label takes one from the token. Give one of them.");
        }

        if (label is not null && issuer.Token is null)
        {
            throw new UsageException("--label takes a key from a token, and the settings name none under LerBridge:Issuer:Token.");
        }

        Hold(use, algorithm, issuer);
        if (issuer.Token is { } token && algorithm is null && label is null)
        {
            // The key of the settings makes embedded proofs; one for JWTs has to be another.
            label = use == KeyUse.Proof ? token.KeyLabel : throw new UsageException("Say which key is to sign JWTs: --label takes one from the token, --algorithm makes one in a file.");
        }

        return new KeyRequest(use, issuer.OlderWallets && use == KeyUse.Proof ? KeyAlgorithm.Ed25519 : algorithm, label);
    }

    /// <summary>Holds a key that is to sign against what the settings promise.</summary>
    /// <exception cref="KeyException">Older wallets would not know it (LB6109), or it does not sign JWTs of the issuer's form (LB6110).</exception>
    public static void Hold(KeyUse use, KeyAlgorithm? algorithm, IssuerSettings issuer)
    {
        if (use == KeyUse.Proof && issuer.OlderWallets && algorithm is { } proof and not KeyAlgorithm.Ed25519)
        {
            throw Unknown(proof);
        }

        if (use == KeyUse.Jwt && algorithm is { } jwt && issuer.Format.Profile() is { } profile && !profile.Keys.Contains(jwt))
        {
            throw CredentialIssuer.Unfit(profile, jwt);
        }
    }

    /// <summary>A key that older wallets do not know, where the settings promise them one that they do.</summary>
    private static KeyException Unknown(KeyAlgorithm algorithm) => new(
        FailureKind.Terminal, "LB6109", $"Older wallets know Ed25519 keys only, and this would be {algorithm}. Choose ed25519, or write false for LerBridge:Issuer:OlderWallets.");
}
