using System.Collections.Immutable;

namespace LerBridge.Core.Mapping.Profiles;

/// <summary>
/// <c>clr@2.0</c>: what a mapping may say in a Comprehensive Learner Record 2.0 (https://www.imsglobal.org/spec/clr/v2p0/). The credentials that it embeds stand under <c>credentials</c>, each in the
/// form of <c>ob3@3.0.3</c>; achievements that it defines besides, under <c>achievements</c>.
/// </summary>
internal static class LearnerRecordProfile
{
    public const string Credentials = "credentials";

    public const string Achievements = "achievements";

    public static readonly Shape AssociationType = Shape.OneOf(
        false, "exactMatchOf", "isChildOf", "isParentOf", "isPartOf", "isPeerOf", "isRelatedTo", "precedes", "replacedBy");

    private static readonly Shape Association = Shape.Of(
        new ShapeMember("associationType", AssociationType, Required: true),
        new ShapeMember("sourceId", Shape.Uri, Required: true),
        new ShapeMember("targetId", Shape.Uri, Required: true)) with
    { Managed = ImmutableDictionary<string, string>.Empty.Add("type", "it follows from the profile") };

    private static readonly Shape Subject = Shape.Of(new ShapeMember("association", Shape.ListOf(Association))) with
    {
        Managed = ImmutableDictionary<string, string>.Empty
            .Add("type", "it follows from the profile")
            .Add("id", "it is the learner's identifier, kept apart from every source")
            .Add("identifier", "it carries the person's name;  identifier: none  under issue leaves it out")
            .Add("achievement", $"it is made from  {Achievements}:")
            .Add("verifiableCredential", $"it is made from  {Credentials}:"),
    };

    public static readonly Shape Root = Shape.Of(
        new ShapeMember("name", Shape.Text, Required: true),
        new ShapeMember("description", Shape.Text),
        new ShapeMember("partial", Shape.Flag),
        new ShapeMember("awardedDate", Shape.Date),
        new ShapeMember("validUntil", Shape.DateOrTime),
        new ShapeMember("image", OpenBadgeProfile.Image),
        new ShapeMember(Credentials, Shape.ListOf(OpenBadgeProfile.Root with { Keyed = true }), Required: true),
        new ShapeMember(Achievements, Shape.ListOf(OpenBadgeProfile.Achievement with { Managed = OpenBadgeProfile.Achievement.Managed.SetItem("resultDescription", "only credentials have results") })),
        new ShapeMember("credentialSubject", Subject),
        new ShapeMember("evidence", Shape.ListOf(OpenBadgeProfile.Evidence))) with
    { Managed = ProfileTable.ManagedByTheEngine, Later = ["endorsement", "endorsementJwt", "refreshService", "termsOfUse"] };
}
