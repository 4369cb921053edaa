using System.Text.Json.Serialization;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Banner;

/// <summary>Anything that has a GUID; older resources call it <c>guid</c>.</summary>
internal abstract record EthosThing
{
    public string? Id { get; init; }

    public string? Guid { get; init; }

    /// <summary>The GUID under whichever name.</summary>
    [JsonIgnore]
    public string? Key => this.Id ?? this.Guid;
}

internal sealed record EthosReference : EthosThing;

internal sealed record EthosTranscriptGrade : EthosThing
{
    public EthosReference? Student { get; init; }

    public EthosTranscriptCourse? Course { get; init; }

    public EthosReference? AcademicPeriod { get; init; }

    public EthosReference? Grade { get; init; }

    public EthosIncomplete? IncompleteGrade { get; init; }

    public EthosReference? AwardGradeScheme { get; init; }

    public EthosCreditCategory? CreditCategory { get; init; }

    public EthosCredit? Credit { get; init; }

    public string? RecordedOn { get; init; }

    public List<EthosChange>? ChangeDetails { get; init; }
}

internal sealed record EthosTranscriptCourse
{
    public EthosReference? Section { get; init; }

    public EthosReference? Detail { get; init; }

    public string? Name { get; init; }
}

internal sealed record EthosIncomplete
{
    public EthosReference? FinalGrade { get; init; }
}

internal sealed record EthosCredit
{
    [JsonConverter(typeof(NumberConverter))]
    public decimal? AttemptedCredit { get; init; }

    [JsonConverter(typeof(NumberConverter))]
    public decimal? EarnedCredit { get; init; }

    public EthosQualityPoint? QualityPoint { get; init; }

    public string? RepeatedSection { get; init; }
}

internal sealed record EthosQualityPoint
{
    [JsonConverter(typeof(NumberConverter))]
    public decimal? NonWeighted { get; init; }
}

internal sealed record EthosChange
{
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? SequenceNumber { get; init; }
}

internal sealed record EthosPerson : EthosThing
{
    public EthosPrivacy? PrivacyStatus { get; init; }

    public List<EthosName>? Names { get; init; }

    public List<EthosCredential>? Credentials { get; init; }

    public List<EthosEmail>? Emails { get; init; }
}

internal sealed record EthosPrivacy
{
    public string? PrivacyCategory { get; init; }
}

internal sealed record EthosName
{
    public EthosNameType? Type { get; init; }

    public string? FullName { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Preference { get; init; }
}

internal sealed record EthosNameType
{
    public string? Category { get; init; }
}

internal sealed record EthosCredential
{
    public string? Type { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Value { get; init; }

    public string? EndOn { get; init; }
}

internal sealed record EthosEmail
{
    public EthosEmailType? Type { get; init; }

    public string? Preference { get; init; }

    public string? Address { get; init; }
}

internal sealed record EthosEmailType
{
    public string? EmailType { get; init; }

    public EthosReference? Detail { get; init; }
}

internal sealed record EthosHold : EthosThing
{
    public EthosReference? Person { get; init; }

    public EthosHoldKind? Type { get; init; }

    public string? StartOn { get; init; }

    public string? EndOn { get; init; }
}

internal sealed record EthosHoldKind
{
    public string? Category { get; init; }

    public EthosReference? Detail { get; init; }
}

internal sealed record EthosHoldType : EthosThing
{
    public string? Code { get; init; }
}

internal sealed record EthosCourse : EthosThing
{
    public List<EthosTitle>? Titles { get; init; }

    public EthosReference? Subject { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Number { get; init; }

    public string? SchedulingStartOn { get; init; }

    public string? SchedulingEndOn { get; init; }
}

internal sealed record EthosTitle
{
    public string? Value { get; init; }
}

internal sealed record EthosSection : EthosThing
{
    public List<EthosTitle>? Titles { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Code { get; init; }

    public EthosReference? Course { get; init; }
}

internal sealed record EthosSubject : EthosThing
{
    public string? Abbreviation { get; init; }
}

internal sealed record EthosPeriod : EthosThing
{
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Code { get; init; }

    public string? Title { get; init; }

    public string? StartOn { get; init; }

    public string? EndOn { get; init; }
}

internal sealed record EthosGradeDefinition : EthosThing
{
    public EthosReference? Scheme { get; init; }

    public EthosGradeValue? Grade { get; init; }

    public string? Credit { get; init; }
}

internal sealed record EthosGradeValue
{
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Value { get; init; }
}

/// <summary>A credit category, as a resource of its own or inside another one.</summary>
internal sealed record EthosCreditCategory : EthosThing
{
    public string? CreditType { get; init; }

    public EthosReference? Detail { get; init; }
}

/// <summary>What a student has been awarded, or seeks.</summary>
internal sealed record EthosAward : EthosThing
{
    public EthosReference? Student { get; init; }

    public EthosReference? StudentProgram { get; init; }

    public EthosReference? AcademicLevel { get; init; }

    public List<EthosAwardCredential>? Credentials { get; init; }

    public List<EthosReference>? Disciplines { get; init; }

    public List<EthosReference>? Recognitions { get; init; }

    public string? GraduatedOn { get; init; }

    public EthosReference? GraduationAcademicPeriod { get; init; }
}

internal sealed record EthosAwardCredential
{
    public EthosReference? Credential { get; init; }

    public string? EarnedOn { get; init; }
}

/// <summary>A line of one of the code tables around awards: credentials, disciplines, honors, levels, programs.</summary>
internal sealed record EthosNamed : EthosThing
{
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Code { get; init; }

    public string? Abbreviation { get; init; }

    public string? Title { get; init; }

    public string? Type { get; init; }
}

/// <summary>A student in a program.</summary>
internal sealed record EthosStudentProgram : EthosThing
{
    public EthosReference? Program { get; init; }
}

/// <summary>The averages of a student.</summary>
internal sealed record EthosAverages : EthosThing
{
    public EthosReference? Student { get; init; }

    public List<EthosAverage>? Cumulative { get; init; }
}

internal sealed record EthosAverage
{
    public string? AcademicSource { get; init; }

    [JsonConverter(typeof(NumberConverter))]
    public decimal? Value { get; init; }
}

internal sealed record EthosErrorList
{
    public List<EthosError>? Errors { get; init; }
}

internal sealed record EthosError
{
    public string? Code { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(List<EthosTranscriptGrade>))]
[JsonSerializable(typeof(List<EthosPerson>))]
[JsonSerializable(typeof(List<EthosHold>))]
[JsonSerializable(typeof(List<EthosHoldType>))]
[JsonSerializable(typeof(List<EthosCourse>))]
[JsonSerializable(typeof(List<EthosSection>))]
[JsonSerializable(typeof(List<EthosSubject>))]
[JsonSerializable(typeof(List<EthosPeriod>))]
[JsonSerializable(typeof(List<EthosGradeDefinition>))]
[JsonSerializable(typeof(List<EthosCreditCategory>))]
[JsonSerializable(typeof(List<EthosAward>))]
[JsonSerializable(typeof(List<EthosNamed>))]
[JsonSerializable(typeof(List<EthosStudentProgram>))]
[JsonSerializable(typeof(List<EthosAverages>))]
[JsonSerializable(typeof(EthosErrorList))]
internal sealed partial class EthosJson : JsonSerializerContext;
