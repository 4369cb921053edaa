using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Verifying;

/// <summary>
/// Whether the proofs of a document are bound to what was expected (VC Data Integrity 1.0, section 4.4 Verify Proof, the steps on domain and challenge). Every right proof must
/// be: one that was made for another occasion is not better for standing beside one that was made for this.
/// </summary>
internal static class BindingCheck
{
    private const string Domain = "domain";
    private const string Challenge = "challenge";
    private const int MaxShown = 100;

    public static IEnumerable<VerificationCheck> Check(IReadOnlyList<ProofReport> proofs, ExpectedBinding expected)
    {
        if (expected.Domains.Count > 0)
        {
            yield return Compare(
                Domain, "INVALID_DOMAIN_ERROR", proofs, proof => proof.Domains.Count > 0, proof => proof.Domains.ToHashSet(StringComparer.Ordinal).SetEquals(expected.Domains));
        }
        else if (proofs.FirstOrDefault(proof => proof.Domains.Count > 0) is { } bound)
        {
            yield return new VerificationCheck(Domain, Verdict.Yes, $"It is bound to {Shown(bound.Domains)}. Nobody said which domain was expected, so that was not compared.");
        }

        if (expected.Challenge is { } challenge)
        {
            yield return Compare(
                Challenge, "INVALID_CHALLENGE_ERROR", proofs, proof => proof.Challenge is not null, proof => string.Equals(proof.Challenge, challenge, StringComparison.Ordinal));
        }
        else if (proofs.Any(proof => proof.Challenge is not null))
        {
            yield return new VerificationCheck(Challenge, Verdict.Yes, "It answers a challenge. Nobody said which one was expected, so that was not compared.");
        }
    }

    private static VerificationCheck Compare(string name, string code, IReadOnlyList<ProofReport> proofs, Func<ProofReport, bool> has, Func<ProofReport, bool> fits)
    {
        var right = proofs.Where(proof => proof.Verdict == Verdict.Yes).ToArray();
        return right.Length == 0
                ? proofs.Count == 0
                    ? new VerificationCheck(name, Verdict.No, $"{code}: It has no proof, so nothing binds it to the {name} that was expected.")
                    : new VerificationCheck(name, Verdict.Unknown, $"No proof is right, so what they say of a {name} is worth nothing.")
            : Array.Exists(right, proof => !has(proof)) ? new VerificationCheck(name, Verdict.No, $"{code}: A proof names no {name}, and one was expected.")
            : Array.Exists(right, proof => !fits(proof)) ? new VerificationCheck(name, Verdict.No, $"{code}: A proof names another {name} than the one that was expected.")
            : new VerificationCheck(name, Verdict.Yes, $"It names the {name} that was expected.");
    }

    private static string Shown(IReadOnlyList<string> domains) => domains.Count == 1 && domains[0].Length <= MaxShown && !domains[0].Any(char.IsControl)
        ? $"the domain {domains[0]}"
        : domains.Count == 1 ? "a domain" : $"{domains.Count} domains";
}
