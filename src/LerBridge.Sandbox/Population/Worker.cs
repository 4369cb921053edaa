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
