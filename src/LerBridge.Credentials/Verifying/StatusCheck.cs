using System.Collections.Concurrent;
using System.Text.Json;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Status;

namespace LerBridge.Credentials.Verifying;

/// <summary>
/// Whether the issuer's status lists let a credential stand (Bitstring Status List 1.0, section 3.2). A list counts only with a right proof of the same issuer;
/// only the older kind of 1EdTech has none.
/// </summary>
internal sealed class StatusCheck(ProofVerifier proofs, VerificationMaterial material, TimeProvider clock)
{
    private const string Name = "status";
    private const int MaxEntries = 16;
    private const int MaxShown = 200;

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
        var worst = answers.Any(answer => answer.Result == Verdict.No) ? Verdict.No : answers.Any(answer => answer.Result == Verdict.Unknown) ? Verdict.Unknown : Verdict.Yes;
        return new VerificationCheck(Name, worst, string.Join(" ", answers.OrderBy(answer => answer.Result != worst).Select(answer => answer.Why).Distinct()));
    }

    private static VerificationCheck No(string why) => new(Name, Verdict.No, why);

    private static VerificationCheck Unknown(StatusProblem problem) => new(Name, Verdict.Unknown, $"{problem.Code}: {problem.Why}.");

    private VerificationCheck Judge(JsonElement credential, JsonElement status)
    {
        if (Json.Text(status, "type") == RevocationList.EntryType)
        {
            return this.JudgeOlder(credential, status);
        }

        if (Json.Text(status, "type") is not { } type || !StatusListEntry.IsType(type))
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
            return Unknown(new StatusProblem(StatusProblem.Retrieval, "its status list is not at hand; give the list's file" + material.WhyNot(entry.List)));
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
        var answer = problem is not null
            ? problem.Code is StatusProblem.Range or StatusProblem.ListLength ? No($"{problem.Code}: {problem.Why}.") : Unknown(problem)
            : Meaning(entry, set);

        return answer with { Why = answer.Why + Remarks(entry, list, document) };
    }

    /// <summary>What is irregular and changes nothing: the list is the one that is served at the URL by which the credential names it, whatever it says of itself.</summary>
    private static string Remarks(StatusListEntry entry, StatusList list, StatusDocument document)
    {
        var number = (entry.IndexIsNumber ? " Its statusListIndex is written as a number, where the standard has text." : string.Empty)
            + (list.HasOddTtl ? " The list's ttl is no number of milliseconds from 0, and was left aside." : string.Empty);
        return Json.Text(document.Credential, "id") is { } id && id != entry.List
            ? $"{number} The list carries another id than the URL by which the credential names it: {Shown(id)}."
            : number;
    }

    /// <summary>The list that 1EdTech had before: unsigned, so only its place tells whose it is.</summary>
    private VerificationCheck JudgeOlder(JsonElement credential, JsonElement status)
    {
        if (Json.Text(status, "id") is not { Length: > 0 } url)
        {
            return No($"{StatusProblem.Malformed}: the status entry lacks the id of its revocation list.");
        }

        if (material.RevocationList(url) is not { } list)
        {
            return Unknown(new StatusProblem(StatusProblem.Retrieval, "its revocation list is not at hand; give the list's file" + material.WhyNot(url)));
        }

        if (list.Issuer is { } issuer && issuer != IssuerCheck.IssuerOf(credential))
        {
            return Unknown(new StatusProblem(StatusProblem.Verification, "the revocation list is of another issuer"));
        }

        if (Json.Text(credential, "id") is not { } id)
        {
            return Unknown(new StatusProblem(StatusProblem.Malformed, "the credential has no id by which its revocation list could name it"));
        }

        return list.Revoked.TryGetValue(id, out var reason)
            ? No(reason is { Length: > 0 } ? $"The issuer has revoked it. Its reason: {Shown(reason)}" : "The issuer has revoked it.")
            : new VerificationCheck(Name, Verdict.Yes, "Its revocation list, which is unsigned, does not name it.");
    }

    private static VerificationCheck Meaning(StatusListEntry entry, uint set) => (entry.Purpose, set) switch
    {
        ("message", _) => new VerificationCheck(Name, Verdict.Yes, entry.Messages.TryGetValue(set, out var message)
            ? $"It stands; its issuer's message on it: {Shown(message)}"
            : $"It stands; its issuer's message on it has the number {set}, which the credential does not explain."),
        ("revocation", not 0) => No($"The issuer has revoked it (bit {entry.Index})."),
        ("suspension", not 0) => No($"The issuer has suspended it (bit {entry.Index})."),
        ("refresh", not 0) => new VerificationCheck(Name, Verdict.Yes, "It stands, and the issuer has a newer version of it."),
        ("revocation" or "suspension" or "refresh", 0) => new VerificationCheck(Name, Verdict.Yes, "It is neither revoked nor suspended by its list."),
        _ => new VerificationCheck(Name, Verdict.Unknown, "Its list is for a purpose that is not known here."),
    };

    /// <summary>Words of an issuer as one line that cannot move a terminal's cursor.</summary>
    private static string Shown(string text) => new string([.. text.Take(MaxShown).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? ' ' : letter)]).Trim();

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
