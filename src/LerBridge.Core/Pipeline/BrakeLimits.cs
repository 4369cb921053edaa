namespace LerBridge.Core.Pipeline;

/// <summary>When a run as a whole looks wrong. A mapping may set caps of its own (<c>allow.limits</c>).</summary>
public sealed record BrakeLimits
{
    /// <summary>With how many past runs the usual is known well enough to be measured by.</summary>
    public const int LeastRuns = 3;

    /// <summary>How many past runs make the usual.</summary>
    public const int Trailing = 14;

    /// <summary>An empty extract stops a run where this many records were usual.</summary>
    public int EmptyFrom { get; init; } = 20;

    /// <summary>An extract this many percent below the usual is short; 0 for never.</summary>
    public int ShortPercent { get; init; } = 50;

    /// <summary>How many records must be missing before an extract is short.</summary>
    public int ShortFrom { get; init; } = 50;

    /// <summary>An extract this many percent above the usual is too long; 0 for never.</summary>
    public int LongPercent { get; init; } = 300;

    /// <summary>How many records must be too many before an extract is too long.</summary>
    public int LongFrom { get; init; } = 1000;

    /// <summary>Withdrawing more than this many percent of what stands is too much; 0 for no limit.</summary>
    public int WithdrawPercent { get; init; } = 20;

    /// <summary>How many credentials a run must withdraw before that can be too much.</summary>
    public int WithdrawFrom { get; init; } = 25;

    /// <summary>Correcting more than this many percent of what stands is too much; 0 for no limit.</summary>
    public int CorrectPercent { get; init; } = 50;

    /// <summary>How many credentials a run must correct before that can be too much.</summary>
    public int CorrectFrom { get; init; } = 50;

    /// <summary>Issuing this many percent more than usual is too much; 0 for never.</summary>
    public int NewPercent { get; init; } = 1000;

    /// <summary>How many more than usual a run must issue before that can be too much: nothing for weeks and then a whole term in one night is how terms end.</summary>
    public int NewFrom { get; init; } = 5000;

    /// <summary>Holding this many percent more records than usual, or failing at them, is too much; 0 for never.</summary>
    public int HeldPercent { get; init; } = 300;

    /// <summary>How many more than usual must be held or fail before that can be too much.</summary>
    public int HeldFrom { get; init; } = 500;

    /// <summary>From how many credentials on nearly the same result for all of them looks wrong; 0 for never.</summary>
    public int SameResultFrom { get; init; } = 30;

    /// <summary>How many percent of what a run signs may have one result before that is nearly the same for all of them.</summary>
    public int SameResultPercent { get; init; } = 95;
}
