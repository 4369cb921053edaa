using System.Text;
using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Credentials.Jose;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;

namespace LerBridge.Credentials.Building;

/// <summary>
/// The endorsements that a credential of ours carries (Open Badges 3.0, section 3.7): each is one, has a proof, and endorses what the credential names. What only looks like an
/// endorsement would fail at every verifier.
/// </summary>
internal static class EndorsementLint
{
    private const string JwtMember = "endorsementJwt";

    public static void Check(LintRun run)
    {
        IReadOnlySet<string>? endorsables = null;
        foreach (var one in EmbeddedCredential.Of(run.Credential).Where(one => one.Check == EmbeddedCredential.Endorsement))
        {
            var steps = Steps(one.Place);
            steps.ForEach(step => Enter(run, step));
            Check(run, one.Value, steps.Contains(JwtMember), endorsables ??= EmbeddedCredential.Endorsables(run.Credential));
            steps.ForEach(_ => run.Leave());
        }
    }

    /// <summary>What is wrong with an endorsement by itself, whoever signed it.</summary>
    public static IReadOnlyList<ClaimProblem> Problems(JsonElement endorsement) => ProfileLint.IsEndorsement(endorsement)
        ? ProfileLint.Anyones(endorsement)
        : [new ClaimProblem(LintCodes.WrongType, "/type", "The type here must include EndorsementCredential.")];

    private static void Check(LintRun run, JsonElement value, bool jwt, IReadOnlySet<string> endorsables)
    {
        if (jwt && !run.Jwt)
        {
            run.Add(LintCodes.EndorsementJwt, "The published context has no endorsementJwt, so a credential with an embedded proof cannot carry one.");
            return;
        }

        JsonElement? found = !jwt ? value
            : value.ValueKind == JsonValueKind.String && Encoding.UTF8.GetBytes(value.GetString() ?? string.Empty) is var text && JwsCompact.IsOne(text) ? VcJwtVerifier.Look(text).Credential
            : null;
        if (found is not { ValueKind: JsonValueKind.Object } endorsement)
        {
            run.Add(LintCodes.WrongKind, jwt ? "A compact JWT with a credential belongs here." : "An EndorsementCredential belongs here, as an object.");
            return;
        }

        run.AddAll(Problems(endorsement));
        if (!jwt && Json.Items(endorsement, "proof").Count == 0)
        {
            run.Add(LintCodes.Missing, "The endorsement has no proof, so nobody could tell whose it is.", "proof");
        }

        if (!Json.Items(endorsement, "credentialSubject").Any(subject => Json.Text(subject, "id") is { } id && endorsables.Contains(id)))
        {
            run.Add(LintCodes.BrokenLink, "The endorsement endorses something that the credential around it does not name.", "credentialSubject");
        }
    }

    /// <summary>A place as in <c>issuer.endorsement[0]</c>, step by step.</summary>
    private static List<string> Steps(string place) => [.. place.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries).Select(step => step.TrimEnd(']'))];

    private static void Enter(LintRun run, string step)
    {
        if (int.TryParse(step, out var index))
        {
            run.Enter(index);
        }
        else
        {
            run.Enter(step);
        }
    }
}
