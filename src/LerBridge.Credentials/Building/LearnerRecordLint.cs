using System.Text.Json;
using LerBridge.Credentials.Proofs;
using LerBridge.Credentials.Verifying;

namespace LerBridge.Credentials.Building;

/// <summary>The rules of Comprehensive Learner Record 2.0 beyond its classes: what is embedded is a credential of its own, and associations connect what is there.</summary>
internal static class LearnerRecordLint
{
    public static void Check(LintRun run)
    {
        if (Json.Member(run.Credential, "credentialSubject") is not { ValueKind: JsonValueKind.Object } subject)
        {
            return;
        }

        run.Enter("credentialSubject");
        var known = Json.Items(subject, "achievement").Select(achievement => Json.Text(achievement, "id")).OfType<string>().ToHashSet(StringComparer.Ordinal);
        run.Enter("verifiableCredential");
        var index = 0;
        foreach (var embedded in Json.Items(subject, "verifiableCredential"))
        {
            run.Enter(index++);
            CheckEmbedded(run, embedded, known);
            run.Leave();
        }

        run.Leave();
        CheckAssociations(run, subject, known);
        run.Leave();
    }

    /// <summary>What the record's schema asks of every credential in it, of whatever kind, beyond VC Data Model 2.0.</summary>
    public static void CheckMembers(LintRun run, JsonElement embedded)
    {
        if (embedded.ValueKind == JsonValueKind.Object && !EnvelopedCredential.IsOne(embedded) && Json.Member(embedded, "validFrom") is null && Json.Member(embedded, "issuanceDate") is null)
        {
            run.Add(LintCodes.Missing, "The profile asks for validFrom.", "validFrom");
        }
    }

    private static void CheckEmbedded(LintRun run, JsonElement embedded, HashSet<string> known)
    {
        if (embedded.ValueKind != JsonValueKind.Object)
        {
            run.Add(LintCodes.WrongKind, "An embedded credential is an object; one in a JWT cannot stand here.");
            return;
        }

        if (!run.Ours && EnvelopedCredential.IsOne(embedded))
        {
            if (EnvelopedCredential.Open(embedded) is null)
            {
                run.Add(LintCodes.WrongKind, "The id of an EnvelopedVerifiableCredential is a JWT, as in data:application/vc+jwt,….", "id");
            }

            return;
        }

        if (Json.Member(embedded, "credentialSubject") is { ValueKind: JsonValueKind.Object } subject
            && Json.Member(subject, "achievement") is { } achievement
            && Json.Text(achievement, "id") is { } id)
        {
            known.Add(id);
        }

        run.AddAll(run.Ours ? ProfileLint.Ours(Core.Credentials.CredentialProfile.OpenBadge, embedded) : ProfileLint.Anyones(embedded));
    }

    private static void CheckAssociations(LintRun run, JsonElement subject, HashSet<string> known)
    {
        if (!run.Ours)
        {
            // in a record of others, achievements may be defined elsewhere
            return;
        }

        run.Enter("association");
        var index = 0;
        foreach (var association in Json.Items(subject, "association"))
        {
            run.Enter(index++);
            foreach (var end in (ReadOnlySpan<string>)["sourceId", "targetId"])
            {
                if (Json.Text(association, end) is { } id && !known.Contains(id))
                {
                    run.Add(LintCodes.BrokenLink, $"{end} names no achievement of the record.", end);
                }
            }

            run.Leave();
        }

        run.Leave();
    }
}
