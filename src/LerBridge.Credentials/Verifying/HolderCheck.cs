using System.Text.Json;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Verifying;

/// <summary>
/// Who shows a presentation: whether a key of the holder signed it to authenticate (VC Data Integrity 1.0, section 4.4; Controlled Identifiers 1.0, section 3.1), and whether the
/// credentials in it are about the holder, where both say who that is.
/// </summary>
internal static class HolderCheck
{
    private const string Name = "holder";

    /// <param name="presentation">The presentation.</param>
    /// <param name="proofs">What became of its proofs.</param>
    /// <param name="material">What is at hand.</param>
    public static VerificationCheck Check(JsonElement presentation, IReadOnlyList<ProofReport> proofs, VerificationMaterial material)
    {
        var named = PresentedDocument.HolderOf(presentation);
        if (proofs.Count == 0)
        {
            return named is null
                ? Say(Verdict.Yes, "It names no holder and has no proof of its own: it only collects credentials, and says nothing of who shows them.")
                : Say(Verdict.Unknown, "It names a holder, and has no proof that they show it.");
        }

        var right = proofs.Where(proof => proof is { Verdict: Verdict.Yes, Key: not null }).ToArray();
        if (right.Length == 0)
        {
            return Say(Verdict.Unknown, "No proof is right, so nothing tells who shows it.");
        }

        var answers = right.Select(proof => Judge(presentation, named, proof, material)).ToArray();
        return answers.FirstOrDefault(answer => answer.Result == Verdict.Yes)
            ?? answers.FirstOrDefault(answer => answer.Result == Verdict.Unknown)
            ?? answers[0];
    }

    private static VerificationCheck Judge(JsonElement presentation, string? named, ProofReport proof, VerificationMaterial material)
    {
        var signer = proof.Method is { } method ? IssuerCheck.ControllerOf(method) : null;
        if ((named ?? signer) is not { } holder)
        {
            return Say(Verdict.Unknown, "It names no holder, and the key that signed has no name either.");
        }

        if ((signer ?? holder) != holder)
        {
            return Say(Verdict.No, "The key that signed belongs to another than the holder.");
        }

        if (proof.Purpose != "authentication")
        {
            return Say(Verdict.No, "The proof was not made to authenticate a holder.");
        }

        if (SubjectOfAnother(presentation, holder) is { } place)
        {
            return Say(Verdict.No, $"{place} is about another than the holder.");
        }

        if (material.Controller(holder) is not { } document)
        {
            return Say(Verdict.Unknown, $"The holder's document is not at hand, so whether the key is theirs cannot be told{material.WhyNot(holder)}.");
        }

        return IssuerCheck.Refusal(document, document.Authentications, proof, "holder", "authenticate") is { } refusal
            ? Say(Verdict.No, refusal)
            : Say(Verdict.Yes, Subjects(presentation).All(one => one.Subject == holder)
                ? "The holder's key signed it, and the credentials are about the holder."
                : "The holder's key signed it. A credential names its subject by something that is no DID, so whether that is the holder it does not say.");
    }

    /// <summary>Where a credential is about somebody else by DID.</summary>
    private static string? SubjectOfAnother(JsonElement presentation, string holder) => !IsDid(holder) ? null : Subjects(presentation)
        .GroupBy(one => one.Place)
        .FirstOrDefault(credential => credential.All(one => one.Subject is { } subject && IsDid(subject) && subject != holder))?.Key;

    private static IEnumerable<(string Place, string? Subject)> Subjects(JsonElement presentation) =>
        from one in Presentation.Credentials(presentation)
        let credential = Presentation.Open(one.Value)
        where credential is not null
        from subject in Json.Items(credential.Value, "credentialSubject")
        select (one.Place, Json.Text(subject, "id"));

    private static bool IsDid(string id) => id.StartsWith("did:", StringComparison.Ordinal);

    private static VerificationCheck Say(Verdict result, string why) => new(Name, result, why);
}
