using LerBridge.Core.Ledger;
using LerBridge.Core.Sources;

namespace LerBridge.Storage.Runs;

/// <summary>A row of <c>run</c> as it is stored.</summary>
internal sealed record RunRow : CountsRow
{
    public required long Number { get; init; }

    public required string Id { get; init; }

    public required string Mapping { get; init; }

    public required string Connector { get; init; }

    public required string Stream { get; init; }

    public required string State { get; init; }

    public string? Outcome { get; init; }

    public required long StartedAt { get; init; }

    public long? EndedAt { get; init; }

    public required string RecordDate { get; init; }

    public required string MappingHash { get; init; }

    public long? StagedVersion { get; init; }

    public string? StagedCursor { get; init; }

    public long Numbered { get; init; }

    public long? ExtractComplete { get; init; }

    public string? PlanHash { get; init; }

    public long AppliedThrough { get; init; }

    public string? Failure { get; init; }

    public string? FailureCode { get; init; }

    public string? PlanKind { get; init; }

    public string? Parent { get; init; }

    public long? ExpiresAt { get; init; }

    public string? ApprovedBy { get; init; }

    public long? ApprovedAt { get; init; }

    public string? OverrideReason { get; init; }

    public long Scoped { get; init; }

    public string? ScopeFrom { get; init; }

    public string? ScopeTo { get; init; }

    public long? ScopePersons { get; init; }

    public string? ScopeCohort { get; init; }

    public long? ScopeMet { get; init; }

    /// <summary>The part of the stream that it is about; null for all of it.</summary>
    public RunScope? Scope => this.Scoped == 0 ? null : new RunScope
    {
        From = Instants.ReadDayOrNull(this.ScopeFrom),
        To = Instants.ReadDayOrNull(this.ScopeTo),
        Persons = (int?)this.ScopePersons,
        Cohort = this.ScopeCohort,
        Met = (int?)this.ScopeMet,
    };

    public long ByHand { get; init; }

    public long Settles { get; init; }

    public long? SettledBy { get; init; }

    public long Adrift { get; init; }

    public RunState StateValue => StoredRow.Word<RunState>("state", this.State);

    public SourceCursor? Cursor => this.StagedCursor is { } text ? new SourceCursor((int)(this.StagedVersion ?? 0), text) : null;

    /// <exception cref="Core.Diagnostics.StoreException">A column holds what LerBridge never writes there.</exception>
    public RunEntry ToEntry() => StoredRow.Read($"the row of run {this.Id}", this.Make);

    private RunEntry Make() => new()
    {
        Id = this.Id,
        Mapping = this.Mapping,
        Connector = this.Connector,
        Stream = this.Stream,
        State = this.StateValue,
        Outcome = this.Outcome is { } outcome ? StoredRow.Word<RunOutcome>("outcome", outcome) : null,
        StartedAt = Instants.Read(this.StartedAt),
        EndedAt = Instants.Read(this.EndedAt),
        RecordDate = Instants.ReadDay(this.RecordDate),
        MappingHash = this.MappingHash,
        Staged = this.Cursor,
        ExtractComplete = this.ExtractComplete is { } complete ? complete != 0 : null,
        PlanHash = this.PlanHash,
        Plan = this.PlanKind is not { } kind ? null : new PlanTerms
        {
            Kind = StoredRow.Word<PlanKind>("plan_kind", kind),
            Parent = this.Parent,
            ExpiresAt = Instants.Read(this.ExpiresAt),
            ApprovedBy = this.ApprovedBy,
            ApprovedAt = Instants.Read(this.ApprovedAt),
            OverrideReason = this.OverrideReason,
        },
        Scope = this.Scope,
        ByHand = this.ByHand != 0,
        Settles = this.Settles != 0,
        HasSettled = this.SettledBy is not null,
        IsAdrift = this.Adrift != 0,
        Failure = this.Failure,
        FailureCode = this.FailureCode,
        Counts = this.Counts(),
    };
}
