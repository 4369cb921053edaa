namespace LerBridge.Sandbox.Population;

/// <summary>One user in one section in one role.</summary>
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
