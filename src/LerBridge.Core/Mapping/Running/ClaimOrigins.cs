using LerBridge.Core.Credentials;
using LerBridge.Core.Mapping.Profiles;

namespace LerBridge.Core.Mapping.Running;

/// <summary>From a part of the finished credential back to the part of the claims that it is made of (mapping/v1 §4.5), which is what a mapping writes.</summary>
internal static class ClaimOrigins
{
    // what stands under an employment record's subject, and the member of  employment:  behind it
    private static readonly Dictionary<string, string> Subject = new(StringComparer.Ordinal)
    {
        ["role"] = "title",
        ["activityStartDate"] = "started",
        ["activityEndDate"] = "ended",
    };

    private static readonly Dictionary<string, string> Position = new(StringComparer.Ordinal)
    {
        ["jobTitle"] = "title",
        ["employmentType"] = "type",
        ["employmentStatus"] = "status",
        ["startDate"] = "started",
        ["endDate"] = "ended",
        ["workLocation"] = "location",
        ["worksFor"] = "employer",
    };

    /// <summary>The parts of a pointer, in the terms of the claims.</summary>
    public static IReadOnlyList<string> Of(string pointer, CredentialProfile profile)
    {
        string[] parts = [.. pointer.Split('/').Skip(1).Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        return profile switch
        {
            CredentialProfile.Employment => Employment(parts),
            CredentialProfile.LearnerRecord => Results(LearnerRecord(parts)),
            _ => Results(parts),
        };
    }

    private static string[] LearnerRecord(string[] parts) => parts switch
    {
        ["credentialSubject", "verifiableCredential", .. var rest] => [LearnerRecordProfile.Credentials, .. rest],
        ["credentialSubject", "achievement", .. var rest] => [LearnerRecordProfile.Achievements, .. rest],
        _ => parts,
    };

    private static string[] Employment(string[] parts) => parts switch
    {
        ["credentialSubject", "achievement", "alignment", .. var rest] => ["employment", "skills", .. rest.Select(part => part == "targetDescription" ? "validated_by" : part)],
        ["credentialSubject", "achievement", ..] => ["employment", "title"],
        ["credentialSubject", "employment", var member, .. var rest] => ["employment", Position.GetValueOrDefault(member, member), .. rest],
        ["credentialSubject", var member] when Subject.TryGetValue(member, out var origin) => ["employment", origin],
        _ => parts,
    };

    // a result and its description are both made of one item of  results:
    private static string[] Results(string[] parts)
    {
        var at = Array.IndexOf(parts, "resultDescription");
        return at < 1 || parts[at - 1] != "achievement"
            ? parts
            : [.. parts[..(at - 1)], "result", .. parts[(at + 1)..].Select(part => part == "resultType" ? "type" : part)];
    }
}
