namespace LerBridge.Credentials.Building;

/// <summary>The enumerations of Open Badges 3.0 (https://www.imsglobal.org/spec/ob/v3p0, section B.2).</summary>
internal static class OpenBadgeVocabularies
{
    public static readonly Vocabulary AchievementType = new(
        extensible: true,
        "Achievement", "ApprenticeshipCertificate", "Assessment", "Assignment", "AssociateDegree", "Award", "Badge", "BachelorDegree", "Certificate",
        "CertificateOfCompletion", "Certification", "CommunityService", "Competency", "Course", "CoCurricular", "Degree", "Diploma", "DoctoralDegree",
        "Fieldwork", "GeneralEducationDevelopment", "JourneymanCertificate", "LearningProgram", "License", "Membership", "ProfessionalDoctorate",
        "QualityAssuranceCredential", "MasterCertificate", "MasterDegree", "MicroCredential", "ResearchDoctorate", "SecondarySchoolDiploma");

    public static readonly Vocabulary AlignmentTargetType = new(
        extensible: true, "ceasn:Competency", "ceterms:Credential", "CFItem", "CFRubric", "CFRubricCriterion", "CFRubricCriterionLevel", "CTDL");

    public static readonly Vocabulary ResultType = new(
        extensible: true,
        "GradePointAverage", "LetterGrade", "Percent", "PerformanceLevel", "PredictedScore", "RawScore", "Result", "RubricCriterion", "RubricCriterionLevel",
        "RubricScore", "ScaledScore", "Status");

    // the specification's text and its published schema spell the second word differently
    public static readonly Vocabulary ResultStatus = new(
        extensible: false, "Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew");

    public static readonly Vocabulary IdentifierType = new(
        extensible: true,
        "name", "sourcedId", "systemId", "productId", "userName", "accountId", "emailAddress", "nationalIdentityNumber", "isbn", "issn", "lisSourcedId",
        "oneRosterSourcedId", "sisSourcedId", "ltiContextId", "ltiDeploymentId", "ltiToolId", "ltiPlatformId", "ltiUserId", "identifier");
}
