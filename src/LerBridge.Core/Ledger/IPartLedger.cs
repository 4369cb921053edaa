using LerBridge.Core.People;

namespace LerBridge.Core.Ledger;

/// <summary>
/// The parts of large runs, on engines that several processes write to at once: of an extract while it is decided, of the plan while it is applied. A part is in the hands of one process at a time; what one
/// dies over another takes. Each call is one transaction. Nobody needs the right to run the mapping for it: what is decided is kept whole or not at all, and how far a plan is applied is written with its rows.
/// </summary>
public interface IPartLedger
{
    /// <summary>True where several processes can apply parts side by side.</summary>
    bool IsShared { get; }

    /// <summary>Divides the staged rows of a run that is being decided; one that is divided stays as it is.</summary>
    /// <returns>How many parts there are; 0 where there are too few rows for two.</returns>
    Task<int> DivideStagedAsync(string runId, int size, CancellationToken cancellationToken);

    /// <summary>The staged rows of a part with what is known of each, in key order; streamed, in flat memory.</summary>
    IAsyncEnumerable<StagedRecord> ReadStagedAsync(RunPart part, CancellationToken cancellationToken);

    /// <summary>Keeps what the rows of a part came to, and that it is done; or, where another part has given one of its identifiers to another person, only that the two met.</summary>
    /// <param name="part">The part.</param>
    /// <param name="decisions">Its rows of the plan.</param>
    /// <param name="persons">The persons they need.</param>
    /// <param name="outcome">What else there is to know of it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False where it is not in these hands any more, and nothing was kept.</returns>
    Task<bool> KeepDecidedAsync(RunPart part, IReadOnlyList<Decision> decisions, IReadOnlyList<PlannedPerson> persons, string outcome, CancellationToken cancellationToken);

    /// <summary>What the parts of an extract came to, in order of their keys.</summary>
    Task<IReadOnlyList<DecidedPart>> DecidedAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Forgets the parts of a run that is being decided, and all that was decided.</summary>
    Task ForgetDecidedAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Divides what is left of a plan that is being applied; one that is divided stays as it is.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="size">How many rows a part has.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many parts there are; 0 where the plan is too small for two.</returns>
    Task<int> DivideAsync(string runId, int size, CancellationToken cancellationToken);

    /// <summary>Takes a part that is not done and in nobody's hands, or in those of somebody whose lease is over.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="state">What is being done to the run; where it has gone on from there, no part is to be had.</param>
    /// <param name="node">Who takes it.</param>
    /// <param name="now">The time.</param>
    /// <param name="lease">For how long, unless it goes on.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The part; null where there is none now.</returns>
    Task<RunPart?> TakeAsync(string runId, RunState state, string node, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Applies the next rows of a part as <see cref="IRunLedger.ApplyPartAsync"/> does those of a plan, and prolongs its lease.</summary>
    /// <returns>How many rows were taken; 0 where the part is done, and where another has taken it over meanwhile.</returns>
    Task<ApplyResult> ApplyAsync(
        RunPart part, int limit, Func<IReadOnlyList<PlannedChange>, IReadOnlyList<AppliedChange>> sign, DateTimeOffset leaseUntil, CancellationToken cancellationToken);

    /// <summary>Gives a part back that was not done to its end.</summary>
    Task ReleaseAsync(RunPart part, CancellationToken cancellationToken);

    /// <summary>How many parts of a run there are, and how many of them are done.</summary>
    Task<(int Parts, int Done)> StandingAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The runs with parts that could be taken now, oldest first.</summary>
    Task<IReadOnlyList<string>> OpenRunsAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A part of a run in somebody's hands.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Number">Which part.</param>
/// <param name="Node">Whose hands.</param>
/// <param name="After">Of an extract: behind which key it begins.</param>
/// <param name="Last">Of an extract: with which key it ends; null where it goes to the end.</param>
public sealed record RunPart(string RunId, int Number, string Node, string After = "", string? Last = null);

/// <summary>A part of an extract that was decided.</summary>
/// <param name="Part">Which.</param>
/// <param name="Outcome">What it came to besides its rows; null where it met another part over a person.</param>
public sealed record DecidedPart(RunPart Part, string? Outcome);
