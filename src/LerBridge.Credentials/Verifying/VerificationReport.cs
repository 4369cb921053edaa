using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Verifying;

/// <summary>What is known of a credential.</summary>
/// <param name="Checks">Every question asked, in order.</param>
internal sealed record VerificationReport(IReadOnlyList<VerificationCheck> Checks)
{
    /// <summary>False where any answer is no; null where none is no but one is unknown; else true.</summary>
    public bool? Verified =>
        this.Checks.Any(check => check.Result == Verdict.No) ? false
        : this.Checks.Any(check => check.Result == Verdict.Unknown) ? null
        : true;
}
