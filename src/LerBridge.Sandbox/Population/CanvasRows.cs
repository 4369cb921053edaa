namespace LerBridge.Sandbox.Population;

internal sealed record CanvasAccount(long Id, string Name, long? ParentId, string? SisId, string TimeZone = "America/Chicago", string State = "active");

internal sealed record CanvasLogin(long Id, string UniqueId, string? SisUserId);

internal sealed record CanvasUser(long Id, PersonName Name, string Email, DateTimeOffset CreatedAt, IReadOnlyList<CanvasLogin> Logins, long? SisImportId)
{
    public string? SisUserId => Logins[0].SisUserId;

    public string LoginId => Logins[0].UniqueId;
}

internal sealed record CanvasCourse(long Id, string Name, string? Code, long AccountId, Term Term, string State)
{
    public string? SisId { get; init; }

    public DateTimeOffset? Start { get; init; }

    public DateTimeOffset? End { get; init; }

    /// <summary>Whether the course's own dates, not the term's, say when people take part.</summary>
    public bool RestrictDates { get; init; }

    /// <summary>Null where the teacher never switched on letters: scores without grades.</summary>
    public long? GradingStandardId { get; init; } = 25;

    public string TimeZone { get; init; } = "America/Chicago";

    /// <summary>The number of required module items; 0 is a course that is not module based.</summary>
    public int Modules { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public bool IsDeleted => State == "deleted";
}

internal sealed record CanvasSection(long Id, long CourseId, string Name, string? SisId)
{
    public DateTimeOffset? Start { get; init; }

    public DateTimeOffset? End { get; init; }

    /// <summary>The course that the section was cross-listed from.</summary>
    public long? NonXlistCourseId { get; init; }

    public bool IsDeleted { get; init; }
}

/// <summary>The grades hash. The override is there only where a teacher set one.</summary>
internal sealed record CanvasGrades(decimal? CurrentScore, string? CurrentGrade, decimal? FinalScore, string? FinalGrade)
{
    public decimal? UnpostedCurrentScore { get; init; } = CurrentScore;

    public string? UnpostedCurrentGrade { get; init; } = CurrentGrade;

    public decimal? UnpostedFinalScore { get; init; } = FinalScore;

    public string? UnpostedFinalGrade { get; init; } = FinalGrade;

    public bool HasOverride { get; init; }

    public decimal? OverrideScore { get; init; }

    public string? OverrideGrade { get; init; }
}

internal sealed record CanvasEnrolment(long Id, long CourseId, long SectionId, long UserId, string Type, string State)
{
    /// <summary>The SIS id of the login that was enrolled: not always the user's first.</summary>
    public string? SisUserId { get; init; }

    public long? AssociatedUserId { get; init; }

    public long? SisImportId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? Start { get; init; }

    public DateTimeOffset? End { get; init; }

    public DateTimeOffset? LastActivity { get; init; }

    public int ActivitySeconds { get; init; }

    /// <summary>Only students have them.</summary>
    public CanvasGrades? Grades { get; init; }
}

internal sealed record CanvasProgress(int Required, int Done, DateTimeOffset? CompletedAt);
