namespace LerBridge.Core.Ledger;

/// <summary>What ends deciding: the plan's hash and figures, and what of it waits for a person.</summary>
public sealed record PlanSeal
{
    /// <summary>The plan's hash.</summary>
    public required string Hash { get; init; }

    /// <summary>The counts.</summary>
    public required RunCounts Counts { get; init; }

    /// <summary>Equal reasons, counted.</summary>
    public required IReadOnlyList<RunProblem> Problems { get; init; }

    /// <summary>Why the plan as a whole waits; null where it is applied at once.</summary>
    public PlanKind? Waits { get; init; }

    /// <summary>Until when what waits can be applied.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What looked wrong, whether or not the plan waits for it.</summary>
    public IReadOnlyList<Brake> Brakes { get; init; } = [];

    /// <summary>How often each result occurs among what the plan would sign, the most frequent first, as keyed hashes.</summary>
    public IReadOnlyList<ResultCount> Results { get; init; } = [];

    /// <summary>What the records of each period came to, in the order of their time; empty where the plan is about all of its stream.</summary>
    public IReadOnlyList<PeriodCounts> Periods { get; init; } = [];

    /// <summary>The rest: what the mapping asks a person for; null where it asks for nothing.</summary>
    public RestSeal? Rest { get; init; }
}

/// <summary>The rest of a plan, on its way to becoming a plan of its own.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Hash">The hash of its rows.</param>
/// <param name="Counts">Its counts.</param>
public sealed record RestSeal(string Id, string Hash, RunCounts Counts);

/// <summary>Something about a run that looks wrong as a whole, with what was expected and what was seen.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Message">What it is, and by which measure.</param>
/// <param name="Expected">What was expected, as a figure.</param>
/// <param name="Seen">What was seen.</param>
public sealed record Brake(string Code, string Message, long Expected, long Seen);

/// <summary>How often one result occurs among what a run signs.</summary>
/// <param name="Result">The result as a keyed hash.</param>
/// <param name="Count">How many credentials have it.</param>
public sealed record ResultCount(string Result, long Count);
