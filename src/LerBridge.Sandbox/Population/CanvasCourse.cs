namespace LerBridge.Sandbox.Population;

/// <summary>A course of Canvas. Whether it is over shows in its state or only in its dates.</summary>
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
