namespace LerBridge.Sandbox.Population;

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
