using System.Collections.Immutable;

namespace LerBridge.Core.Mapping.Profiles;

/// <summary><c>employment@1</c>: a position held, as mapping/v1 §4.5 has it. What the credential looks like in a standard's terms is made from it when it is built.</summary>
internal static class EmploymentProfile
{
    public static readonly Shape Type = Shape.OneOf(
        false,
        "full-time", "part-time", "contractor", "contract", "temporary", "seasonal", "intern", "internship", "apprentice", "apprenticeship", "volunteer", "permanent", "per-diem", "casual", "other");

    public static readonly Shape Status = Shape.OneOf(false, "current", "ended");

    private static readonly Shape Skill = Shape.Of(
        new ShapeMember("targetName", Shape.Text, Required: true),
        new ShapeMember("targetUrl", Shape.Uri, Required: true),
        new ShapeMember("targetCode", Shape.Text),
        new ShapeMember("targetFramework", Shape.Text),
        new ShapeMember("targetType", OpenBadgeProfile.TargetType),
        new ShapeMember("targetDescription", Shape.Text),
        new ShapeMember("validated_by", Shape.Text)) with
    { Managed = ImmutableDictionary<string, string>.Empty.Add("type", "it follows from the profile") };

    private static readonly Shape Employment = Shape.Of(
        new ShapeMember("employer", Shape.Of(new ShapeMember("name", Shape.Text, Required: true)), Required: true),
        new ShapeMember("title", Shape.Text, Required: true),
        new ShapeMember("job_profile", Shape.Text),
        new ShapeMember("type", Type),
        new ShapeMember("started", Shape.Date, Required: true),
        new ShapeMember("ended", Shape.Date),
        new ShapeMember("status", Status),
        new ShapeMember("location", Shape.Text),
        new ShapeMember("skills", Shape.ListOf(Skill)));

    public static readonly Shape Root = Shape.Of(
        new ShapeMember("name", Shape.Text),
        new ShapeMember("employment", Employment, Required: true)) with
    { Managed = ProfileTable.ManagedByTheEngine.Add("credentialSubject", "it is made from  employment:") };
}
