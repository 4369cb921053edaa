using System.Collections.Immutable;
using LerBridge.Core.Credentials;

namespace LerBridge.Core.Mapping.Profiles;

/// <summary>The profiles that <c>issue.profile</c> names.</summary>
internal static class ProfileTable
{
    /// <summary>Members of a credential that only LerBridge fills (mapping/v1 §4.5).</summary>
    public static readonly ImmutableDictionary<string, string> ManagedByTheEngine = new Dictionary<string, string>
    {
        ["@context"] = "it follows from the profile",
        ["id"] = "it is derived once and kept, so that running twice changes nothing",
        ["type"] = "it follows from the profile",
        ["issuer"] = "two sources for the issuer would let a mapping sign in another name",
        ["validFrom"] = "it is the moment of issuing",
        ["credentialSchema"] = "it follows from the profile",
        ["credentialStatus"] = "its place is allotted once, when the credential is issued",
        ["proof"] = "it is the signature",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public static readonly IReadOnlyDictionary<string, (CredentialProfile Profile, Shape Root)> All = new Dictionary<string, (CredentialProfile, Shape)>(StringComparer.Ordinal)
    {
        ["ob3@3.0.3"] = (CredentialProfile.OpenBadge, OpenBadgeProfile.Root),
        ["clr@2.0"] = (CredentialProfile.LearnerRecord, LearnerRecordProfile.Root),
        ["employment@1"] = (CredentialProfile.Employment, EmploymentProfile.Root),
    };
}
