using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Credentials.Proofs;

namespace LerBridge.Credentials.Building;

/// <summary>Every rule of a profile over a whole credential: those of its JSON schema, those of its prose, and those that the 1EdTech checker applies.</summary>
internal static class ProfileLint
{
    /// <summary>For what we are about to sign.</summary>
    public static IReadOnlyList<ClaimProblem> Ours(CredentialProfile profile, JsonElement credential)
    {
        var run = new LintRun(credential, ours: true);
        OpenBadge(run, profile == CredentialProfile.Employment ? EmploymentModel.EmploymentCredential : OpenBadgeModel.Credential);
        PlaceholderLint.Check(run);
        return run.Problems;
    }

    /// <summary>For what anybody signed: extensions are allowed, and one value may stand for a list of one.</summary>
    public static IReadOnlyList<ClaimProblem> Anyones(JsonElement credential)
    {
        var run = new LintRun(credential, ours: false);
        if (IsOpenBadge(credential))
        {
            OpenBadge(run, OpenBadgeModel.Credential);
        }
        else
        {
            EnvelopeLint.Check(run, openBadge: false);
        }

        return run.Problems;
    }

    /// <summary>True for an Open Badges 3.0 achievement credential.</summary>
    public static bool IsOpenBadge(JsonElement credential) => Json.Items(credential, "type")
        .Any(type => type.ValueKind == JsonValueKind.String && type.GetString() is ("OpenBadgeCredential" or "AchievementCredential"));

    private static void OpenBadge(LintRun run, ProfileClass credential)
    {
        EnvelopeLint.Check(run, openBadge: true);
        ModelLint.Check(run, run.Credential, credential);
        SubjectLint.Check(run);
    }
}
