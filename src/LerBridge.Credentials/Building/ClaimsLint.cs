using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Core.Diagnostics;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Building;

/// <summary>What claims may and must say before anything is built of them.</summary>
internal static class ClaimsLint
{
    private static readonly string[] EngineMembers =
        ["@context", "id", "type", "issuer", "validFrom", "credentialSchema", "credentialStatus", "proof"];

    private static readonly string[] RequiredOfEmployment = ["title", "started"];

    public static IReadOnlyList<ClaimProblem> Check(CredentialProfile profile, JsonElement claims)
    {
        var run = new LintRun(claims, ours: true);
        foreach (var member in claims.EnumerateObject())
        {
            if (EngineMembers.Contains(member.Name))
            {
                run.Add(LintCodes.UnknownMember, "LerBridge fills this member itself; the mapping must not.", member.Name);
            }
        }

        switch (profile)
        {
            case CredentialProfile.Employment:
                CheckEmployment(run);
                break;
            case CredentialProfile.LearnerRecord:
                CheckEmbedded(run);
                break;
            default:
                break;
        }

        return run.Problems;
    }

    private static void CheckEmbedded(LintRun run)
    {
        var embedded = Json.Items(run.Credential, LearnerRecordModel.Credentials);
        if (embedded.Count == 0)
        {
            run.Add(LintCodes.Missing, "The profile clr@2.0 asks for at least one of credentials.", LearnerRecordModel.Credentials);
        }

        run.Enter(LearnerRecordModel.Credentials);
        for (var index = 0; index < embedded.Count; index++)
        {
            run.Enter(index);
            if (embedded[index].ValueKind == JsonValueKind.Object)
            {
                run.AddAll(Check(CredentialProfile.OpenBadge, embedded[index]));
                if (Json.Member(embedded[index], LearnerRecordModel.Key) is { ValueKind: not JsonValueKind.String })
                {
                    run.Add(LintCodes.WrongKind, "A text belongs here: what tells the row that the credential is made from.", LearnerRecordModel.Key);
                }
            }
            else
            {
                run.Add(LintCodes.WrongKind, "An object belongs here.");
            }

            run.Leave();
        }

        run.Leave();
        if (Json.Member(run.Credential, "credentialSubject") is { } subject)
        {
            run.Enter("credentialSubject");
            foreach (var member in (ReadOnlySpan<string>)["achievement", "verifiableCredential"])
            {
                if (Json.Member(subject, member) is not null)
                {
                    run.Add(LintCodes.UnknownMember, "The profile clr@2.0 makes it of credentials and achievements, which stand at the top.", member);
                }
            }

            run.Leave();
        }
    }

    private static void CheckEmployment(LintRun run)
    {
        if (Json.Member(run.Credential, "employment") is not { ValueKind: JsonValueKind.Object } employment)
        {
            run.Add(LintCodes.Missing, "The profile employment@1 asks for employment.", "employment");
            return;
        }

        run.Enter("employment");
        CheckNames(run, employment, EmploymentBuilder.Members);
        foreach (var member in RequiredOfEmployment)
        {
            if (string.IsNullOrWhiteSpace(Json.Text(employment, member)))
            {
                run.Add(LintCodes.Missing, $"The profile employment@1 asks for {member}.", member);
            }
        }

        if (Json.Member(employment, "employer") is not { } employer || string.IsNullOrWhiteSpace(Json.Text(employer, "name")))
        {
            run.Add(LintCodes.Missing, "The profile employment@1 asks for employer.name.", "employer");
        }
        else
        {
            run.Enter("employer");
            CheckNames(run, employer, ["name"]);
            run.Leave();
        }

        if (Json.Text(employment, "status") is { } status && status is not ("current" or "active" or "ended"))
        {
            run.Add(LintCodes.NoWord, "status is current or ended.", "status");
        }

        CheckSkills(run, employment);
        run.Leave();
        if (Json.Member(run.Credential, "credentialSubject") is { } subject && Json.Member(subject, "achievement") is not null)
        {
            run.Enter("credentialSubject");
            run.Add(LintCodes.UnknownMember, "The profile employment@1 makes the achievement itself, of employment.", "achievement");
            run.Leave();
        }
    }

    private static void CheckSkills(LintRun run, JsonElement employment)
    {
        run.Enter("skills");
        var index = 0;
        foreach (var skill in Json.Items(employment, "skills"))
        {
            run.Enter(index++);
            CheckNames(run, skill, EmploymentBuilder.SkillMembers);
            run.Leave();
        }

        run.Leave();
    }

    private static void CheckNames(LintRun run, JsonElement element, IReadOnlyList<string> known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            run.Add(LintCodes.WrongKind, "An object belongs here.");
            return;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                var nearest = Suggestion.Nearest(member.Name, known);
                run.Add(LintCodes.UnknownMember, "The profile has no such member here" + (nearest is null ? "." : $"; did you mean {nearest}?"), member.Name);
            }
        }
    }
}
