namespace LerBridge.Core.Ledger;

/// <summary>What need not be decided again while the source has it as it was, so that an unchanged night stages nothing.</summary>
public interface ISettledLedger
{
    /// <summary>
    /// What a run that reads its source holds its rows against, with what it has met already. Null where it stages every row: its mapping does not decide each record by itself, was changed since, or was never
    /// applied; the run is about a part of its stream, or a plan; a plan over a part of the stream waits, which is to be told which records were read; or there are too many records to be held in memory.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="restarting">A partition that is read again from its start, so that what was met of it counts no more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<SettledSet?> OpenAsync(string runId, string? restarting, CancellationToken cancellationToken);

    /// <summary>What a run that has read its source met of it.</summary>
    Task<SettledSeen> SeenAsync(string runId, CancellationToken cancellationToken);
}

/// <summary>What a run met that is settled.</summary>
/// <param name="Counts">What it came to, and how many records did.</param>
/// <param name="Partitions">The partitions that had any of it.</param>
public sealed record SettledSeen(IReadOnlyList<(SettledClass Class, long Count)> Counts, IReadOnlyList<string> Partitions);
