using LerBridge.Core.Sources;

namespace LerBridge.Core.Ledger;

/// <summary>One run of one mapping, as the ledger knows it. Never changed once it has ended.</summary>
public sealed record RunEntry
{
    /// <summary>Its id; sorts by start.</summary>
    public required string Id { get; init; }

    /// <summary>The mapping.</summary>
    public required string Mapping { get; init; }

    /// <summary>The connector.</summary>
    public required string Connector { get; init; }

    /// <summary>The stream.</summary>
    public required string Stream { get; init; }

    /// <summary>How far it has come.</summary>
    public required RunState State { get; init; }

    /// <summary>How it ended; null while it has not.</summary>
    public RunOutcome? Outcome { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The day of <c>record_date</c>, fixed for the whole run.</summary>
    public required DateOnly RecordDate { get; init; }

    /// <summary>The hash of the mapping plan it was started with.</summary>
    public required string MappingHash { get; init; }

    /// <summary>Where the pull has come to; null before its first batch.</summary>
    public SourceCursor? Staged { get; init; }

    /// <summary>Whether every partition ended complete; null until the pull has ended.</summary>
    public bool? ExtractComplete { get; init; }

    /// <summary>The hash of its plan; null until it is sealed.</summary>
    public string? PlanHash { get; init; }

    /// <summary>The counts, final once it has ended.</summary>
    public RunCounts Counts { get; init; } = new();

    /// <summary>What makes it a plan that waits, or waited, for a person; null for a run that applied itself.</summary>
    public PlanTerms? Plan { get; init; }

    /// <summary>The part of the stream that it is about; null for all of it.</summary>
    public RunScope? Scope { get; init; }

    /// <summary>True where its mapping decides each record by itself, by nothing but the record: what is settled then need not be staged (<see cref="ISettledLedger"/>).</summary>
    public bool Settles { get; init; }

    /// <summary>True where it holds its rows against what is settled, and stages the others only.</summary>
    public bool HasSettled { get; init; }

    /// <summary>True where what it held its rows against is there no longer, so that it cannot be gone on with.</summary>
    public bool IsAdrift { get; init; }

    /// <summary>True for what a person did by hand, which stands among the runs under an id of its own.</summary>
    public bool ByHand { get; init; }

    /// <summary>Why it failed, for people; null where it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>The code of <see cref="Failure"/>.</summary>
    public string? FailureCode { get; init; }
}

/// <summary>How far a run has come. Each step is durable: a killed run goes on from here.</summary>
public enum RunState
{
    /// <summary>Records are being staged.</summary>
    Pulling,

    /// <summary>All are staged; decisions are being made. Begun anew after a kill.</summary>
    Deciding,

    /// <summary>The plan is sealed and waits for a person.</summary>
    Planned,

    /// <summary>The plan is sealed and being applied.</summary>
    Applying,

    /// <summary>It has ended.</summary>
    Ended,
}

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>Done; rows may be held or failed.</summary>
    Succeeded,

    /// <summary>The source or the store gave out; nothing or a part was done.</summary>
    Failed,

    /// <summary>The plan as a whole waits for a person.</summary>
    Held,

    /// <summary>Stopped from outside; the next run goes on.</summary>
    Interrupted,

    /// <summary>A plan that was never applied: a person discarded it, it expired, or a later run took its place.</summary>
    Discarded,
}

/// <summary>The counts of a run. <c>Read = Unchanged + New + Corrected + Withdrawn + Skipped + Held + Failed</c> and <c>Absent = AbsentKept + AbsentHeld + AbsentWithdrawn</c>, always.</summary>
public sealed record RunCounts
{
    /// <summary>Records read, duplicates counted once.</summary>
    public long Read => this.Unchanged + this.New + this.Corrected + this.Withdrawn + this.Skipped + this.Held + this.Failed;

    /// <summary>Same as before.</summary>
    public long Unchanged { get; init; }

    /// <summary>Issued for the first time, or anew.</summary>
    public long New { get; init; }

    /// <summary>Same credential, newer content.</summary>
    public long Corrected { get; init; }

    /// <summary>Read, and no longer qualifying.</summary>
    public long Withdrawn { get; init; }

    /// <summary>The mapping says no.</summary>
    public long Skipped { get; init; }

    /// <summary>Waiting for a person.</summary>
    public long Held { get; init; }

    /// <summary>Could not be mapped.</summary>
    public long Failed { get; init; }

    /// <summary>Issued before and not in this extract.</summary>
    public long Absent => this.AbsentKept + this.AbsentHeld + this.AbsentWithdrawn;

    /// <summary>Absent, within grace or ignored by policy.</summary>
    public long AbsentKept { get; init; }

    /// <summary>Absent, waiting for a person.</summary>
    public long AbsentHeld { get; init; }

    /// <summary>Absent past grace, withdrawn by policy.</summary>
    public long AbsentWithdrawn { get; init; }

    /// <summary>Of the held ones: those that wait because the mapping does not say whether it may be done.</summary>
    public long Waiting { get; init; }

    /// <summary>Rows of the source that repeated a key within the extract; in no sum.</summary>
    public long Duplicates { get; init; }
}
