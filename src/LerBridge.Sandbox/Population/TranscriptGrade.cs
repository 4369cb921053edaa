namespace LerBridge.Sandbox.Population;

/// <summary>One row of academic history as Ethos gives it; transfer work has neither section nor course, only a name.</summary>
internal sealed record TranscriptGrade(Guid Id, Guid StudentId, Term Term, string Letter)
{
    public Guid? SectionId { get; init; }

    public Guid? CourseId { get; init; }

    public string? CourseName { get; init; }

    /// <summary>Overrides the GUID of the letter's definition: a reference that leads nowhere.</summary>
    public Guid? GradeId { get; init; }

    /// <summary>institution or transfer.</summary>
    public string CreditType { get; init; } = "institution";

    public decimal? Attempted { get; init; }

    public decimal? Earned { get; init; }

    public string? Repeat { get; init; }

    public DateOnly? RecordedOn { get; init; }

    public DateOnly? IncompleteUntil { get; init; }

    /// <summary>What stood there before, oldest first.</summary>
    public IReadOnlyList<GradeChange> Earlier { get; init; } = [];
}

/// <summary>A grade that was replaced.</summary>
internal sealed record GradeChange(string Letter, DateOnly RecordedOn);
