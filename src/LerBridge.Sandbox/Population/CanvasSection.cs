namespace LerBridge.Sandbox.Population;

/// <summary>A section of a course.</summary>
internal sealed record CanvasSection(long Id, long CourseId, string Name, string? SisId)
{
    public DateTimeOffset? Start { get; init; }

    public DateTimeOffset? End { get; init; }

    /// <summary>The course that the section was cross-listed from.</summary>
    public long? NonXlistCourseId { get; init; }

    public bool IsDeleted { get; init; }
}
