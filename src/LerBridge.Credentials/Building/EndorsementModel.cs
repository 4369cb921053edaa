using static LerBridge.Credentials.Building.OpenBadgeModel;

namespace LerBridge.Credentials.Building;

/// <summary>The classes of endorsements in Open Badges 3.0 and Comprehensive Learner Record 2.0 (https://www.imsglobal.org/spec/ob/v3p0, section B.1.10).</summary>
internal static class EndorsementModel
{
    public const string Type = "EndorsementCredential";

    public static readonly ProfileClass Subject = new("EndorsementSubject", [Uri("id") with { Required = true }, Text("endorsementComment")]);

    /// <summary>The whole credential; unlike a badge, it must have a name.</summary>
    public static readonly ProfileClass Credential = Named(CredentialOf(() => Subject, engine: true));

    private static ProfileClass Named(ProfileClass credential) => credential with
    {
        Members = [.. credential.Members.Select(member => member.Name == "name" ? member with { Required = true } : member)],
    };
}
