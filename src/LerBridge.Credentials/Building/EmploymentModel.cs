using static LerBridge.Credentials.Building.OpenBadgeModel;

namespace LerBridge.Credentials.Building;

/// <summary>What <c>employment@1</c> adds to Open Badges 3.0: an <c>employment</c> object beside the achievement, in terms of schema.org.</summary>
internal static class EmploymentModel
{
    public static readonly Vocabulary Status = new(extensible: false, "active", "ended");

    public static readonly Vocabulary EmploymentType = new(
        extensible: false,
        "FULL_TIME", "PART_TIME", "CONTRACTOR", "CONTRACT", "TEMPORARY", "SEASONAL", "INTERN", "INTERNSHIP", "APPRENTICE", "APPRENTICESHIP", "VOLUNTEER", "PERMANENT",
        "PER_DIEM", "CASUAL", "OTHER");

    public static readonly ProfileClass Organization = new("Organization", [Text("name") with { Required = true }]) { TypeIsText = true };

    public static readonly ProfileClass EmployeeRole = new(
        "EmployeeRole",
        [
            Text("jobTitle") with { Required = true },
            Word("employmentType", EmploymentType),
            Word("employmentStatus", Status),
            Date("startDate") with { Required = true },
            Date("endDate"), Text("workLocation"),
            Object("worksFor", () => Organization) with { Required = true },
        ])
    {
        TypeIsText = true,
    };

    public static readonly ProfileClass SubjectWithEmployment = OpenBadgeModel.Subject with
    {
        Members = [.. OpenBadgeModel.Subject.Members, Object("employment", () => EmployeeRole)],
    };

    public static readonly ProfileClass EmploymentClaims = CredentialOf(() => SubjectWithEmployment, engine: false);

    public static readonly ProfileClass EmploymentCredential = CredentialOf(() => SubjectWithEmployment, engine: true);
}
