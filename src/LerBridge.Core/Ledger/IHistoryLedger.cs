namespace LerBridge.Core.Ledger;

/// <summary>What is old in the ledger, and can go. Each call is one transaction.</summary>
public interface IHistoryLedger
{
    /// <summary>Ids of runs that ended before a time and have all of their rows still, oldest first.</summary>
    Task<IReadOnlyList<string>> OldAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Ids of runs that began before a time and were cut short while they read or decided.</summary>
    Task<IReadOnlyList<string>> CutShortAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a part of what a run that has ended left: decisions with their claims, problems, notices, partitions and staged rows. The run itself, its manifest and its figures stay, and so does
    /// everything about credentials and deliveries.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="rows">How many rows at the most.</param>
    /// <param name="at">The time, which is kept with the run when nothing is left.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True once nothing is left.</returns>
    Task<bool> TrimAsync(string runId, int rows, DateTimeOffset at, CancellationToken cancellationToken);
}
