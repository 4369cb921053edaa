using System.Text.Json.Serialization;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Canvas;

internal sealed record CanvasAccount : ICanvasRow
{
    [JsonConverter(typeof(TextOrNumberConverter))]
    public required string Id { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Name { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? RootAccountId { get; init; }

    public string? DefaultTimeZone { get; init; }
}

internal sealed record CanvasTermList
{
    public required List<CanvasTerm> EnrollmentTerms { get; init; }
}

internal sealed record CanvasTerm : ICanvasRow
{
    [JsonConverter(typeof(TextOrNumberConverter))]
    public required string Id { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Name { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? SisTermId { get; init; }

    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? StartAt { get; init; }

    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? EndAt { get; init; }
}

internal sealed record CanvasCourse : ICanvasRow
{
    [JsonConverter(typeof(TextOrNumberConverter))]
    public required string Id { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Name { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? CourseCode { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? SisCourseId { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? AccountId { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? AccountName { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? EnrollmentTermId { get; init; }

    public CanvasTerm? Term { get; init; }

    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? StartAt { get; init; }

    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? EndAt { get; init; }

    public string? TimeZone { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? WorkflowState { get; init; }

    /// <summary>Soft conclusion by dates; absent where a scoped key drops <c>include[]</c>.</summary>
    public bool? Concluded { get; init; }

    public bool? RestrictEnrollmentsToCourseDates { get; init; }
}

internal sealed record CanvasSection : ICanvasRow
{
    [JsonConverter(typeof(TextOrNumberConverter))]
    public required string Id { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Name { get; init; }
}

internal sealed record CanvasEnrolment : ICanvasRow
{
    [JsonConverter(typeof(TextOrNumberConverter))]
    public required string Id { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public required string UserId { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? CourseSectionId { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Type { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? EnrollmentState { get; init; }

    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? StartAt { get; init; }

    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? EndAt { get; init; }

    /// <summary>
    /// The login that was enrolled. Absent (no permission) and null (no SIS login) are told apart by <see cref="HasSisUserId"/>; a setter, because generated readers call
    /// every <c>init</c> whether the member is there or not.
    /// </summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? SisUserId
    {
        get;
        set
        {
            field = value;
            this.HasSisUserId = true;
        }
    }

    [JsonIgnore]
    public bool HasSisUserId { get; private set; }

    public CanvasGrades? Grades { get; init; }

    public CanvasUser? User { get; init; }
}

internal sealed record CanvasGrades
{
    [JsonConverter(typeof(NumberConverter))]
    public decimal? FinalScore { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? FinalGrade { get; init; }

    [JsonConverter(typeof(NumberConverter))]
    public decimal? OverrideScore { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? OverrideGrade { get; init; }

    [JsonConverter(typeof(NumberConverter))]
    public decimal? UnpostedFinalScore
    {
        get;
        set
        {
            field = value;
            this.HasUnposted = true;
        }
    }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? UnpostedFinalGrade
    {
        get;
        set
        {
            field = value;
            this.HasUnposted = true;
        }
    }

    /// <summary>False where the twins are not sent at all: then the posted grades are the only ones there are.</summary>
    [JsonIgnore]
    public bool HasUnposted { get; private set; }
}

internal sealed record CanvasUser
{
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Name { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? SortableName { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? LoginId { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Email { get; init; }
}

internal sealed record CanvasUserProgress : ICanvasRow
{
    [JsonConverter(typeof(TextOrNumberConverter))]
    public required string Id { get; init; }

    public CanvasProgress? Progress { get; init; }
}

internal sealed record CanvasProgress
{
    public int? RequirementCount { get; init; }

    public int? RequirementCompletedCount { get; init; }

    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Said with status 200 where the course is not module based.</summary>
    public CanvasProblem? Error { get; init; }
}

internal sealed record CanvasOutcomeResults
{
    public required List<CanvasOutcomeResult> OutcomeResults { get; init; }

    /// <summary>Absent where a scoped key drops <c>include[]</c>.</summary>
    public CanvasLinked? Linked { get; init; }
}

internal sealed record CanvasLinked
{
    public List<CanvasOutcome>? Outcomes { get; init; }
}

internal sealed record CanvasOutcomeResult : ICanvasRow
{
    [JsonConverter(typeof(TextOrNumberConverter))]
    public required string Id { get; init; }

    [JsonConverter(typeof(NumberConverter))]
    public decimal? Score { get; init; }

    [JsonConverter(typeof(NumberConverter))]
    public decimal? Possible { get; init; }

    [JsonConverter(typeof(NumberConverter))]
    public decimal? Percent { get; init; }

    public bool? Mastery { get; init; }

    public bool? Hidden { get; init; }

    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? SubmittedOrAssessedAt { get; init; }

    public CanvasResultLinks? Links { get; init; }
}

/// <summary>What a result is about; texts, whatever ids are otherwise.</summary>
internal sealed record CanvasResultLinks
{
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? User { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? LearningOutcome { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Assignment { get; init; }
}

internal sealed record CanvasOutcome
{
    [JsonConverter(typeof(TextOrNumberConverter))]
    public required string Id { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Title { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? DisplayName { get; init; }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Description { get; init; }

    [JsonConverter(typeof(NumberConverter))]
    public decimal? MasteryPoints { get; init; }

    [JsonConverter(typeof(NumberConverter))]
    public decimal? PointsPossible { get; init; }

    /// <summary>Absent and null are told apart, as with SIS ids: only the first may be a matter of permission.</summary>
    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? VendorGuid
    {
        get;
        set
        {
            field = value;
            this.HasVendorGuid = true;
        }
    }

    [JsonIgnore]
    public bool HasVendorGuid { get; private set; }
}

internal sealed record CanvasProblem
{
    public string? Message { get; init; }
}

/// <summary>A module, for a person where one was asked for.</summary>
internal sealed record CanvasModule : ICanvasRow
{
    [JsonPropertyName("id"), JsonConverter(typeof(TextOrNumberConverter))]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("state")]
    public string? State { get; init; }

    [JsonPropertyName("completed_at"), JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? CompletedAt { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(List<CanvasModule>))]
[JsonSerializable(typeof(CanvasAccount))]
[JsonSerializable(typeof(List<CanvasAccount>))]
[JsonSerializable(typeof(CanvasTermList))]
[JsonSerializable(typeof(List<CanvasCourse>))]
[JsonSerializable(typeof(List<CanvasSection>))]
[JsonSerializable(typeof(List<CanvasEnrolment>))]
[JsonSerializable(typeof(List<CanvasUserProgress>))]
[JsonSerializable(typeof(CanvasProgress))]
[JsonSerializable(typeof(CanvasOutcomeResults))]
[JsonSerializable(typeof(CanvasOutcome))]
internal sealed partial class CanvasJson : JsonSerializerContext;
