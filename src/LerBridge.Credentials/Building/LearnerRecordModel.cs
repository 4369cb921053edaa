using static LerBridge.Credentials.Building.OpenBadgeModel;

namespace LerBridge.Credentials.Building;

/// <summary>The data model of Comprehensive Learner Record 2.0, where it goes beyond Open Badges 3.0.</summary>
internal static class LearnerRecordModel
{
    public static readonly Vocabulary AssociationType = new(
        extensible: false, "exactMatchOf", "isChildOf", "isParentOf", "isPartOf", "isPeerOf", "isRelatedTo", "precedes", "replacedBy");

    public static readonly ProfileClass Association = new(
        "Association",
        [
            Word("associationType", AssociationType) with { Required = true },
            Uri("sourceId") with { Required = true },
            Uri("targetId") with { Required = true },
        ])
    {
        TypeIsText = true,
        Closed = true,
    };

    public static readonly ProfileClass Subject = new(
        "ClrSubject",
        [
            Uri("id"),
            Many(Object("identifier", () => IdentityObject)),
            Many(Object("achievement", () => Achievement)),
            Many(Any("verifiableCredential")) with { Required = true, Foreign = LearnerRecordLint.CheckMembers },
            Many(Object("association", () => Association)),
        ]);

    /// <summary>What a mapping may say of the subject; the embedded credentials stand beside it, as <c>credentials</c>.</summary>
    public static readonly ProfileClass SubjectClaims = Subject with { Members = [.. Subject.Members.Where(member => member.Name != "verifiableCredential")] };

    /// <summary>What a mapping may say at the top, but for <see cref="Credentials"/> and <see cref="Achievements"/>.</summary>
    public static readonly ProfileClass Claims = Named(CredentialOf(() => SubjectClaims, engine: false));

    /// <summary>The whole record, as a verifier meets it.</summary>
    public static readonly ProfileClass Record = Named(CredentialOf(() => Subject, engine: true));

    /// <summary>Claims of the credentials that the record embeds, each in the form of <c>ob3@3.0.3</c>.</summary>
    public const string Credentials = "credentials";

    /// <summary>In the claims of an embedded credential, and nowhere else: what tells the row that it was made from, so that its id does not change with the rows around it.</summary>
    public const string Key = "key";

    /// <summary>Achievements that the record defines besides those of its credentials.</summary>
    public const string Achievements = "achievements";

    // unlike a badge, a record has a name; and it says whether it is the whole of it
    private static ProfileClass Named(ProfileClass credential) => credential with
    {
        Members =
        [
            .. credential.Members.Select(member => member.Name == "name" ? member with { Required = true } : member),
            Flag("partial"),
        ],
    };
}
