namespace LerBridge.Sandbox.Population;

/// <summary>A worker in a position, from one day to another: one row of the report.</summary>
internal sealed record PositionSpell(Worker Worker, string PositionId, JobProfile Job, DateOnly Start)
{
    public DateOnly? End { get; init; }

    public bool Primary { get; init; } = true;

    public string? BusinessTitle { get; init; }

    public decimal WeeklyHours { get; init; } = 40;

    public DateOnly? SkillsConfirmedOn { get; init; }

    public int BasePay { get; init; }
}
