using System.Text.Json.Serialization.Metadata;

namespace LerBridge.Connectors.Banner;

/// <summary>A resource with the version that is asked for.</summary>
/// <param name="Name">Its name in the path.</param>
/// <param name="Version">The version, whole or its first number.</param>
/// <param name="One">How one is read.</param>
/// <param name="Many">How a page is read.</param>
internal sealed record EthosResource<T>(string Name, string Version, JsonTypeInfo<T> One, JsonTypeInfo<List<T>> Many)
    where T : EthosThing
{
    /// <summary>What rows must match, as JSON (facts A4); null for all of them. Never shown: it may name a person.</summary>
    public string? Criteria { get; init; }

    /// <summary>The media type to ask for.</summary>
    public string MediaType { get; } = $"application/vnd.hedtech.integration.v{Version}+json";

    /// <summary>The media type of the newest version with the same first number.</summary>
    public string MajorMediaType { get; } = $"application/vnd.hedtech.integration.v{Version.Split('.')[0]}+json";

    /// <summary>The first number of the version, which an answer has to have.</summary>
    public string Major { get; } = Version.Split('.')[0];
}

/// <summary>The resources that are read.</summary>
internal static class EthosResources
{
    public static EthosResource<EthosTranscriptGrade> TranscriptGrades { get; } = new("student-transcript-grades", "1.1.0", EthosJson.Default.EthosTranscriptGrade, EthosJson.Default.ListEthosTranscriptGrade);

    public static EthosResource<EthosPerson> Persons { get; } = new("persons", "12", EthosJson.Default.EthosPerson, EthosJson.Default.ListEthosPerson);

    public static EthosResource<EthosHold> PersonHolds { get; } = new("person-holds", "6", EthosJson.Default.EthosHold, EthosJson.Default.ListEthosHold);

    public static EthosResource<EthosHoldType> PersonHoldTypes { get; } = new("person-hold-types", "6", EthosJson.Default.EthosHoldType, EthosJson.Default.ListEthosHoldType);

    public static EthosResource<EthosCourse> Courses { get; } = new("courses", "16", EthosJson.Default.EthosCourse, EthosJson.Default.ListEthosCourse);

    public static EthosResource<EthosSection> Sections { get; } = new("sections", "16", EthosJson.Default.EthosSection, EthosJson.Default.ListEthosSection);

    public static EthosResource<EthosSubject> Subjects { get; } = new("subjects", "6", EthosJson.Default.EthosSubject, EthosJson.Default.ListEthosSubject);

    public static EthosResource<EthosPeriod> AcademicPeriods { get; } = new("academic-periods", "16", EthosJson.Default.EthosPeriod, EthosJson.Default.ListEthosPeriod);

    public static EthosResource<EthosGradeDefinition> GradeDefinitions { get; } = new("grade-definitions", "6", EthosJson.Default.EthosGradeDefinition, EthosJson.Default.ListEthosGradeDefinition);

    public static EthosResource<EthosCreditCategory> CreditCategories { get; } = new("credit-categories", "6", EthosJson.Default.EthosCreditCategory, EthosJson.Default.ListEthosCreditCategory);

    public static EthosResource<EthosAward> Awards { get; } = new("student-academic-credentials", "1.0.0", EthosJson.Default.EthosAward, EthosJson.Default.ListEthosAward);

    public static EthosResource<EthosNamed> AcademicCredentials { get; } = Named("academic-credentials", "6");

    public static EthosResource<EthosNamed> AcademicDisciplines { get; } = Named("academic-disciplines", "15");

    public static EthosResource<EthosNamed> AcademicHonors { get; } = Named("academic-honors", "6");

    public static EthosResource<EthosNamed> AcademicLevels { get; } = Named("academic-levels", "6");

    public static EthosResource<EthosNamed> AcademicPrograms { get; } = Named("academic-programs", "15");

    public static EthosResource<EthosStudentProgram> StudentPrograms { get; } = new("student-academic-programs", "17", EthosJson.Default.EthosStudentProgram, EthosJson.Default.ListEthosStudentProgram);

    public static EthosResource<EthosAverages> Averages { get; } = new("student-grade-point-averages", "1.0.0", EthosJson.Default.EthosAverages, EthosJson.Default.ListEthosAverages);

    private static EthosResource<EthosNamed> Named(string name, string version) => new(name, version, EthosJson.Default.EthosNamed, EthosJson.Default.ListEthosNamed);
}
