using System.Collections.Immutable;

namespace LerBridge.Core.Mapping.Profiles;

/// <summary>
/// <c>ob3@3.0.3</c>: what a mapping may say in an Open Badges 3.0 achievement credential. Classes, cardinalities and enumerations are those of
/// https://www.imsglobal.org/spec/ob/v3p0/ (section "Open Badges Data Model").
/// </summary>
internal static class OpenBadgeProfile
{
    public static readonly Shape AchievementType = Shape.OneOf(
        true,
        "Achievement", "ApprenticeshipCertificate", "Assessment", "Assignment", "AssociateDegree", "Award", "Badge", "BachelorDegree", "Certificate", "CertificateOfCompletion",
        "Certification", "CommunityService", "Competency", "Course", "CoCurricular", "Degree", "Diploma", "DoctoralDegree", "Fieldwork", "GeneralEducationDevelopment",
        "JourneymanCertificate", "LearningProgram", "License", "Membership", "ProfessionalDoctorate", "QualityAssuranceCredential", "MasterCertificate", "MasterDegree",
        "MicroCredential", "ResearchDoctorate", "SecondarySchoolDiploma");

    public static readonly Shape TargetType = Shape.OneOf(
        true, "ceasn:Competency", "ceterms:Credential", "CFItem", "CFRubric", "CFRubricCriterion", "CFRubricCriterionLevel", "CTDL");

    public static readonly Shape ResultType = Shape.OneOf(
        true,
        "GradePointAverage", "LetterGrade", "Percent", "PerformanceLevel", "PredictedScore", "RawScore", "Result", "RubricCriterion", "RubricCriterionLevel", "RubricScore", "ScaledScore", "Status");

    public static readonly Shape ResultStatus = Shape.OneOf(false, "Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew");

    public static readonly Shape IdentifierType = Shape.OneOf(
        true,
        "name", "sourcedId", "systemId", "productId", "userName", "accountId", "emailAddress", "nationalIdentityNumber", "isbn", "issn", "lisSourcedId", "oneRosterSourcedId", "sisSourcedId",
        "ltiContextId", "ltiDeploymentId", "ltiToolId", "ltiPlatformId", "ltiUserId", "identifier");

    public static readonly Shape Alignment = Shape.Of(
        new ShapeMember("targetName", Shape.Text, Required: true),
        new ShapeMember("targetUrl", Shape.Uri, Required: true),
        new ShapeMember("targetCode", Shape.Text),
        new ShapeMember("targetDescription", Shape.Text),
        new ShapeMember("targetFramework", Shape.Text),
        new ShapeMember("targetType", TargetType)) with
    { Managed = Managed("type") };

    public static readonly Shape Image = Shape.Of(new ShapeMember("id", Shape.Uri, Required: true), new ShapeMember("caption", Shape.Text)) with { Managed = Managed("type") };

    public static readonly Shape Evidence = Shape.Of(
        new ShapeMember("id", Shape.Uri),
        new ShapeMember("name", Shape.Text),
        new ShapeMember("narrative", Shape.Text),
        new ShapeMember("description", Shape.Text),
        new ShapeMember("genre", Shape.Text),
        new ShapeMember("audience", Shape.Text)) with
    { Managed = Managed("type"), AnyOf = ["id", "narrative"] };

    private static readonly Shape Criteria = Shape.Of(new ShapeMember("id", Shape.Uri), new ShapeMember("narrative", Shape.Text)) with { AnyOf = ["narrative", "id"] };

    private static readonly Shape Creator = Shape.Of(
        new ShapeMember("id", Shape.Uri, Required: true),
        new ShapeMember("name", Shape.Text),
        new ShapeMember("url", Shape.Uri),
        new ShapeMember("description", Shape.Text)) with
    { Managed = Managed("type") };

    private static readonly Shape Related = Shape.Of(
        new ShapeMember("id", Shape.Uri, Required: true), new ShapeMember("inLanguage", Shape.Text), new ShapeMember("version", Shape.Text)) with
    { Managed = Managed("type") };

    public static readonly Shape Achievement = Shape.Of(
        new ShapeMember("id", Shape.Uri, Required: true),
        new ShapeMember("achievementType", AchievementType),
        new ShapeMember("name", Shape.Text, Required: true),
        new ShapeMember("description", Shape.Text, Required: true),
        new ShapeMember("criteria", Criteria, Required: true),
        new ShapeMember("humanCode", Shape.Text),
        new ShapeMember("fieldOfStudy", Shape.Text),
        new ShapeMember("specialization", Shape.Text),
        new ShapeMember("creditsAvailable", Shape.Number),
        new ShapeMember("inLanguage", Shape.Text),
        new ShapeMember("version", Shape.Text),
        new ShapeMember("creator", Creator),
        new ShapeMember("image", Image),
        new ShapeMember("tag", Shape.ListOf(Shape.Text)),
        new ShapeMember("otherIdentifier", Shape.ListOf(Shape.Of(new ShapeMember("identifier", Shape.Text, Required: true), new ShapeMember("identifierType", IdentifierType, Required: true)) with { Managed = Managed("type") })),
        new ShapeMember("related", Shape.ListOf(Related)),
        new ShapeMember("alignment", Shape.ListOf(Alignment))) with
    {
        Managed = Managed("type").Add("resultDescription", "it is made from  results:  in credentialSubject"),
        Later = ["endorsement", "endorsementJwt"],
    };

    private static readonly Shape Subject = Shape.Of(
        new ShapeMember("role", Shape.Text),
        new ShapeMember("term", Shape.Text),
        new ShapeMember("creditsEarned", Shape.Number),
        new ShapeMember("licenseNumber", Shape.Text),
        new ShapeMember("narrative", Shape.Text),
        new ShapeMember("activityStartDate", Shape.Date),
        new ShapeMember("activityEndDate", Shape.Date),
        new ShapeMember("image", Image),
        new ShapeMember("source", Creator),
        new ShapeMember("achievement", Achievement, Required: true),
        new ShapeMember("results", new Shape(ShapeKind.Results))) with
    {
        Managed = Managed("type")
            .Add("id", "it is the learner's identifier, kept apart from every source")
            .Add("identifier", "it carries the person's name;  identifier: none  under issue leaves it out")
            .Add("result", "it is made from  results:"),
    };

    public static readonly Shape Root = Shape.Of(
        new ShapeMember("name", Shape.Text),
        new ShapeMember("description", Shape.Text),
        new ShapeMember("awardedDate", Shape.Date),
        new ShapeMember("validUntil", Shape.DateOrTime),
        new ShapeMember("image", Image),
        new ShapeMember("credentialSubject", Subject, Required: true),
        new ShapeMember("evidence", Shape.ListOf(Evidence))) with
    { Managed = ProfileTable.ManagedByTheEngine, Later = ["endorsement", "endorsementJwt", "refreshService", "termsOfUse"] };

    private static ImmutableDictionary<string, string> Managed(string name) =>
        ImmutableDictionary<string, string>.Empty.Add(name, "it follows from the profile");
}
