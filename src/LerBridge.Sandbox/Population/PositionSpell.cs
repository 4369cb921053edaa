namespace LerBridge.Sandbox.Population;

/// <summary>A worker of the employer.</summary>
internal sealed record Worker(int Number, string EmployeeId, PersonName Name, string UserId)
{
    public bool IsContingent { get; init; }

    /// <summary>Set for those who also study here.</summary>
    public string? BannerId { get; init; }

    public DateOnly Hired { get; init; }

    public DateOnly OriginalHire { get; init; }

    public DateOnly? Terminated { get; init; }

    public string? TerminationReason { get; init; }

    public bool HireRescinded { get; init; }

    public DateOnly Born { get; init; }
}

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

internal sealed record JobProfile(string Code, string Name, string Family, string Level, Employer Employer, int Pay);

internal sealed record Employer(string Id, string Name, string City, string Region, string Country);
