using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Runs;

/// <summary>The columns of <c>run</c> that count what its records came to.</summary>
internal abstract record CountsRow
{
    public long Unchanged { get; init; }

    public long Issued { get; init; }

    public long Corrected { get; init; }

    public long Withdrawn { get; init; }

    public long Skipped { get; init; }

    public long Held { get; init; }

    public long Failed { get; init; }

    public long AbsentKept { get; init; }

    public long AbsentHeld { get; init; }

    public long AbsentWithdrawn { get; init; }

    public long Waiting { get; init; }

    public long Duplicates { get; init; }

    /// <summary>The counts; columns that a query leaves out are zero.</summary>
    public RunCounts Counts() => new()
    {
        Unchanged = this.Unchanged,
        New = this.Issued,
        Corrected = this.Corrected,
        Withdrawn = this.Withdrawn,
        Skipped = this.Skipped,
        Held = this.Held,
        Failed = this.Failed,
        AbsentKept = this.AbsentKept,
        AbsentHeld = this.AbsentHeld,
        AbsentWithdrawn = this.AbsentWithdrawn,
        Waiting = this.Waiting,
        Duplicates = this.Duplicates,
    };
}
