using System.Collections.Concurrent;
using System.Text.Json;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Status;

namespace LerBridge.Credentials.Verifying;

/// <summary>
/// Whether the issuer's status lists let a credential stand (Bitstring Status List 1.0, section 3.2). A list counts only with a right proof of the same issuer.
/// </summary>
internal sealed class StatusCheck(ProofVerifier proofs, VerificationMaterial material, TimeProvider clock)
{
    private const string Name = "status";
    private const int MaxEntries = 16;

    /// <summary>What the lists at hand are worth, told once: a file of thousands of credentials names the same few.</summary>
    private readonly ConcurrentDictionary<string, (StatusList? List, string? Issuer, VerificationCheck? Distrust)> judged = new(StringComparer.Ordinal);

    public VerificationCheck Check(JsonElement credential)
    {
        var entries = Json.Items(credential, "credentialStatus");
        if (entries.Count == 0)
        {
            return new VerificationCheck(Name, Verdict.Yes, "It names no status list.");
        }

        if (entries.Count > MaxEntries)
        {
            return new VerificationCheck(Name, Verdict.No, $"It names more than {MaxEntries} status lists.");
        }

        var answers = entries.Select(entry => this.Judge(credential, entry)).ToArray();
        return answers.FirstOrDefault(answer => answer.Result == Verdict.No)
            ?? answers.FirstOrDefault(answer => answer.Result == Verdict.Unknown)
            ?? answers[0];
    }

    private static VerificationCheck No(string why) => new(Name, Verdict.No, why);

    private static VerificationCheck Unknown(StatusProblem problem) => new(Name, Verdict.Unknown, $"{problem.Code}: {problem.Why}.");

    private VerificationCheck Judge(JsonElement credential, JsonElement status)
    {
        if (Json.Text(status, "type") != StatusListEntry.Type)
        {
            return new VerificationCheck(Name, Verdict.Unknown, "Its status is of a type that is not known here.");
        }

        // 1. the entry
        var (entry, malformed) = StatusListEntry.Read(status);
        if (entry is null)
        {
            return No($"{malformed?.Code}: {malformed?.Why}.");
        }

        // 2. the list and its own proof
        if (material.StatusList(entry.List) is not { } document)
        {
            return Unknown(new StatusProblem(StatusProblem.Retrieval, "its status list is not at hand; give the list's file"));
        }

        var (list, issuer, distrust) = this.judged.GetOrAdd(entry.List, _ => this.JudgeList(document));
        if (issuer != IssuerCheck.IssuerOf(credential))
        {
            return Unknown(new StatusProblem(StatusProblem.Verification, "the status list is of another issuer"));
        }

        if (distrust is not null || list is null)
        {
            return distrust ?? Unknown(new StatusProblem(StatusProblem.Malformed, "the list cannot be read"));
        }

        // 3. its freshness
        var now = clock.GetUtcNow();
        if (list.ValidUntil < now || list.ValidFrom > now)
        {
            return Unknown(new StatusProblem(StatusProblem.Verification, "the status list at hand is out of date; fetch a newer one"));
        }

        // 4. the place
        var (set, problem) = list.Look(entry);
        return problem is not null
            ? problem.Code is StatusProblem.Range or StatusProblem.ListLength ? No($"{problem.Code}: {problem.Why}.") : Unknown(problem)
            : Meaning(entry.Purpose, set);
    }

    private static VerificationCheck Meaning(string purpose, uint set) => (purpose, set) switch
    {
        ("revocation", not 0) => No("The issuer has revoked it."),
        ("suspension", not 0) => No("The issuer has suspended it."),
        ("refresh", not 0) => new VerificationCheck(Name, Verdict.Yes, "It stands, and the issuer has a newer version of it."),
        ("revocation" or "suspension" or "refresh", 0) => new VerificationCheck(Name, Verdict.Yes, "It is neither revoked nor suspended by its list."),
        _ => new VerificationCheck(Name, Verdict.Unknown, "Its list is for a purpose that is not known here."),
    };

    /// <summary>The proof that is a JWT is right only where its claims are.</summary>
    private IReadOnlyList<ProofReport> Proofs(StatusDocument document)
    {
        if (document.Jwt.IsEmpty)
        {
            return proofs.Verify(document.Credential, method => IssuerCheck.FindKey(material, method));
        }

        var jwt = VcJwtVerifier.Verify(document.Jwt, method => IssuerCheck.FindKey(material, method));
        var now = clock.GetUtcNow();
        return jwt.Claims is null && !(jwt.NotBefore > now) && !(jwt.Expires <= now) ? [jwt.Proof] : [];
    }

    private (StatusList? List, string? Issuer, VerificationCheck? Distrust) JudgeList(StatusDocument status)
    {
        var document = status.Credential;
        var issuer = IssuerCheck.IssuerOf(document);
        var reports = this.Proofs(status);
        if (!reports.Any(report => report.Verdict == Verdict.Yes))
        {
            return (null, issuer, Unknown(new StatusProblem(StatusProblem.Verification, "the status list has no right proof")));
        }

        if (IssuerCheck.Check(document, reports, material) is { Result: Verdict.No } other)
        {
            return (null, issuer, Unknown(new StatusProblem(StatusProblem.Verification, "the status list's proof is not its issuer's: " + other.Why.TrimEnd('.'))));
        }

        var (list, problem) = StatusList.Read(document);
        return (list, issuer, problem is null ? null : Unknown(problem));
    }
}
