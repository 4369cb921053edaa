using System.Security.Cryptography;
using LerBridge.Core.Ledger;

namespace LerBridge.Core.Pipeline;

/// <summary>Holds what is about to be signed against the hash that the plan was sealed with: what stands in the ledger between sealing and signing is signed only where it is what was decided.</summary>
internal static class SealedClaims
{
    /// <summary>The code of rows whose claims are not those that were sealed. They are evaluated anew by every run.</summary>
    public const string Code = "LB4005";

    private const string Reason = "What would have been signed is not what was decided: the claims of the row were changed in the ledger after the plan was sealed. Nothing was signed.";

    /// <summary>True where the claims have the hash that the plan covers, and where there are none only if nothing is to be said.</summary>
    public static bool AreThoseOf(Decision decision) => decision switch
    {
        { Action: CredentialAction.Issue or CredentialAction.Correct or CredentialAction.Reissue } => HaveTheirHash(decision),
        { Action: CredentialAction.Reinstate } => (decision.Claims.IsEmpty && decision.ClaimsHash is null) || HaveTheirHash(decision),
        _ => true,
    };

    /// <summary>The row, held and without what would have been said.</summary>
    public static Decision Hold(Decision decision) => Decisions.Held(decision) with { Code = Code, Reason = Reason, Where = null };

    private static bool HaveTheirHash(Decision decision) =>
        !decision.Claims.IsEmpty && string.Equals(Convert.ToHexStringLower(SHA256.HashData(decision.Claims.Span)), decision.ClaimsHash, StringComparison.Ordinal);
}
