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
        switch (profile)
        {
            case CredentialProfile.LearnerRecord:
                LearnerRecord(run);
                break;
            case CredentialProfile.Employment:
                OpenBadge(run, EmploymentModel.EmploymentCredential);
                break;
            default:
                OpenBadge(run, OpenBadgeModel.Credential);
                break;
        }

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
        else if (IsLearnerRecord(credential))
        {
            LearnerRecord(run);
        }
        else if (IsEndorsement(credential))
        {
            EnvelopeLint.Check(run, Envelope.OpenBadge);
            ModelLint.Check(run, credential, EndorsementModel.Credential);
        }
        else if (Meant(credential) is { } type)
        {
            run.Add(LintCodes.WrongType, $"Its context and its subject are those of an {type}, which its type must include.", "type");
        }
        else
        {
            EnvelopeLint.Check(run, Envelope.Any);
        }

        return run.Problems;
    }

    /// <summary>What a credential's types say it is.</summary>
    public static string NameOf(JsonElement credential) =>
        IsOpenBadge(credential) ? "Open Badges 3.0"
        : IsLearnerRecord(credential) ? "Comprehensive Learner Record 2.0"
        : IsEndorsement(credential) ? "an Open Badges 3.0 endorsement"
        : "VC Data Model 2.0";

    /// <summary>True for an Open Badges 3.0 achievement credential.</summary>
    public static bool IsOpenBadge(JsonElement credential) => HasType(credential, OpenBadgeBuilder.Type) || HasType(credential, "AchievementCredential");

    /// <summary>True for a Comprehensive Learner Record 2.0.</summary>
    public static bool IsLearnerRecord(JsonElement credential) => HasType(credential, LearnerRecordBuilder.Type);

    /// <summary>True for an endorsement of Open Badges 3.0.</summary>
    public static bool IsEndorsement(JsonElement credential) => HasType(credential, EndorsementModel.Type);

    /// <summary>The type that a credential without one of a profile lacks: it names the profile's context and has its subject. Null where it has not both.</summary>
    private static string? Meant(JsonElement credential)
    {
        var contexts = Json.Items(credential, "@context").Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString() ?? string.Empty).ToArray();
        if (!contexts.Any(Contexts.IsOpenBadges) && !contexts.Any(Contexts.IsLearnerRecord))
        {
            return null;
        }

        var subjects = Json.Items(credential, "credentialSubject");
        return subjects.Any(subject => HasType(subject, "AchievementSubject")) ? OpenBadgeBuilder.Type
            : subjects.Any(subject => HasType(subject, "ClrSubject")) ? LearnerRecordBuilder.Type
            : subjects.Any(subject => HasType(subject, "EndorsementSubject")) ? EndorsementModel.Type
            : null;
    }

    private static bool HasType(JsonElement credential, string type) =>
        Json.Items(credential, "type").Any(one => one.ValueKind == JsonValueKind.String && one.ValueEquals(type));

    private static void LearnerRecord(LintRun run)
    {
        EnvelopeLint.Check(run, Envelope.LearnerRecord);
        ModelLint.Check(run, run.Credential, LearnerRecordModel.Record);
        SubjectLint.Check(run);
        LearnerRecordLint.Check(run);
    }

    private static void OpenBadge(LintRun run, ProfileClass credential)
    {
        EnvelopeLint.Check(run, Envelope.OpenBadge);
        ModelLint.Check(run, run.Credential, credential);
        SubjectLint.Check(run);
    }
}
