namespace LerBridge.Core.Ledger;

/// <summary>Plans that wait for a person: sealed in the ledger like any other, and applied, discarded or overtaken later. Each call is one transaction.</summary>
public interface IPlanLedger
{
    /// <summary>The plans that wait, newest first.</summary>
    Task<IReadOnlyList<RunEntry>> WaitingAsync(string? mapping, CancellationToken cancellationToken);

    /// <summary>The rest of a run that waits; null where there is none, or it waits no longer.</summary>
    Task<RunEntry?> RestOfAsync(string runId, CancellationToken cancellationToken);

    /// <summary>What looked wrong about a run as a whole.</summary>
    Task<IReadOnlyList<Brake>> BrakesAsync(string runId, CancellationToken cancellationToken);

    /// <summary>What the records of each period came to, where the plan is about a part of its stream; empty for any other.</summary>
    Task<IReadOnlyList<PeriodCounts>> PeriodsAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The last applied runs of a mapping over complete extracts, newest first, rests left out: what is usual.</summary>
    Task<IReadOnlyList<PastRun>> PastAsync(string mapping, int limit, CancellationToken cancellationToken);

    /// <summary>How many credentials of a mapping are not revoked.</summary>
    Task<long> CountStandingAsync(string mapping, CancellationToken cancellationToken);

    /// <summary>How many rows of a plan change a credential that has changed since they were decided.</summary>
    Task<long> CountStaleAsync(string planId, CancellationToken cancellationToken);

    /// <summary>How often persons whom a plan would sign something about were linked or split by hand since its run began to decide: it was decided about who they were before.</summary>
    Task<long> CountMovedAsync(string planId, CancellationToken cancellationToken);

    /// <summary>Some rows of each kind that change a credential or wait for a person, without their claims.</summary>
    Task<IReadOnlyList<Decision>> SampleAsync(string planId, int perKind, CancellationToken cancellationToken);

    /// <summary>Every row of a plan that changes a credential, in the order that its hash covers, without claims; streamed.</summary>
    IAsyncEnumerable<Decision> ReadRowsAsync(string planId, CancellationToken cancellationToken);

    /// <summary>Lets a plan that waits be applied: its run goes on where it was sealed.</summary>
    /// <returns>The run; null where it does not wait (any longer), and nothing was written.</returns>
    Task<RunEntry?> ApproveAsync(string planId, PlanApproval approval, CancellationToken cancellationToken);

    /// <summary>Ends a plan that waits without applying it, and its rest with it; what it had staged and would have signed is dropped.</summary>
    /// <returns>False where it does not wait (any longer).</returns>
    Task<bool> DiscardAsync(string planId, DateTimeOffset at, string code, string reason, CancellationToken cancellationToken);

    /// <summary>Ends the plans of a mapping that have expired, and those that were cut short while they were made.</summary>
    Task SweepAsync(string mapping, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>What a past run came to, by which another is measured.</summary>
/// <param name="RunId">The run.</param>
/// <param name="MappingHash">The mapping's hash then.</param>
/// <param name="Counts">Its counts.</param>
/// <param name="Results">How often each result occurred among what it signed.</param>
public sealed record PastRun(string RunId, string MappingHash, RunCounts Counts, IReadOnlyList<ResultCount> Results);

/// <summary>A person's yes to a plan.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="OverrideReason">Why a brake is released; null where none is.</param>
public sealed record PlanApproval(string By, DateTimeOffset At, string? OverrideReason);
