using static LerBridge.Credentials.Building.OpenBadgeModel;

namespace LerBridge.Credentials.Building;

/// <summary>The classes of endorsements in Open Badges 3.0 and Comprehensive Learner Record 2.0 (https://www.imsglobal.org/spec/ob/v3p0, section B.1.10).</summary>
internal static class EndorsementModel
{
    public const string Type = "EndorsementCredential";

    public static readonly ProfileClass Subject = new("EndorsementSubject", [Uri("id") with { Required = true }, Text("endorsementComment")]);

    /// <summary>What may be said at the top; the engine fills the rest.</summary>
    public static readonly ProfileClass Claims = Named(CredentialOf(() => Subject, engine: false));

    /// <summary>The whole credential.</summary>
    public static readonly ProfileClass Credential = Named(CredentialOf(() => Subject, engine: true));

    // unlike a badge, it must have a name; and it has neither an image nor endorsements of its own
    private static ProfileClass Named(ProfileClass credential) => credential with
    {
        Members =
        [
            .. credential.Members
                .Where(member => member.Name is not ("image" or "endorsement" or "endorsementJwt"))
                .Select(member => member.Name == "name" ? member with { Required = true } : member),
        ],
    };
}
