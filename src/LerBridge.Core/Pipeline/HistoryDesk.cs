using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace LerBridge.Core.Pipeline;

/// <summary>Lets go of what old runs left. What proves something stays: runs with their figures, manifests, credentials with every version, deliveries with every answer, and what persons did.</summary>
public sealed partial class HistoryDesk
{
    private const int RowsAtOnce = 5000;

    /// <summary>A run that was cut short this long ago while it read or decided is never gone on with.</summary>
    private static readonly TimeSpan ContinuedWithin = TimeSpan.FromDays(7);

    private readonly BridgeServices services;
    private readonly IHistoryLedger history;
    private readonly ILogger log;

    /// <summary>Makes the desk.</summary>
    public HistoryDesk(BridgeServices services, IHistoryLedger history)
    {
        this.services = services;
        this.history = history;
        this.log = services.Logs.CreateLogger<HistoryDesk>();
    }

    /// <summary>Ends runs that nobody goes on with, and deletes the decisions, problems, notices and leftovers of runs that ended long ago.</summary>
    /// <param name="keep">How long they are kept.</param>
    /// <param name="most">How many runs at the most.</param>
    /// <param name="cancellationToken">Ends it after the transaction under way; the next one goes on.</param>
    public async Task<HistorySwept> SweepAsync(TimeSpan keep, int most, CancellationToken cancellationToken)
    {
        var now = this.services.Time.GetUtcNow();
        var ended = await this.EndAsync(now, cancellationToken);
        var (trimmed, kept) = (0, 0);
        foreach (var id in await this.history.OldAsync(now - keep, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (trimmed == most)
            {
                break;
            }

            // What does not agree with what was signed is evidence, however old.
            if (!await this.AgreesAsync(id, cancellationToken))
            {
                LogKept(this.log, id);
                kept++;
                continue;
            }

            while (!await this.history.TrimAsync(id, RowsAtOnce, now, cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            trimmed++;
        }

        if (ended + trimmed > 0)
        {
            LogSwept(this.log, trimmed, ended);
        }

        return new HistorySwept(ended, trimmed, kept);
    }

    private async Task<bool> AgreesAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await this.services.Runs.FindAsync(id, cancellationToken) is not { } run || (await new ManifestDesk(this.services).CheckAsync(run, cancellationToken)).Stands != false;
        }
        catch (StoreException problem) when (problem.Code == StoreException.RowCode)
        {
            return false;
        }
    }

    private async Task<int> EndAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ended = 0;
        foreach (var id in await this.history.CutShortAsync(now - ContinuedWithin, cancellationToken))
        {
            if (await this.services.Runs.FindAsync(id, cancellationToken) is not { } run)
            {
                continue;
            }

            await using var right = await this.services.Runs.TryLockAsync(run.Mapping, cancellationToken);
            if (right is not null && await this.services.Runs.FindAsync(id, cancellationToken) is { State: RunState.Pulling or RunState.Deciding })
            {
                await this.services.Runs.AbandonAsync(id, now, RunOutcome.Interrupted, "LB4031", "It was interrupted, and no run of its mapping went on with it.", cancellationToken);
                ended++;
            }
        }

        return ended;
    }

    [LoggerMessage(EventId = 730, Level = LogLevel.Information, Message = "Deleted what {Trimmed} old runs had left, and ended {Ended} that nobody went on with.")]
    private static partial void LogSwept(ILogger log, int trimmed, int ended);

    [LoggerMessage(EventId = 731, Level = LogLevel.Warning, Message = "Run {Run} is old but not as it was signed, and is kept. Look at it: lerbridge runs verify {Run}")]
    private static partial void LogKept(ILogger log, string run);
}

/// <summary>What a sweep came to.</summary>
/// <param name="Ended">Runs that were ended because nobody went on with them.</param>
/// <param name="Trimmed">Runs whose rows were deleted.</param>
/// <param name="Kept">Old runs that are not as they were signed, and were kept.</param>
public readonly record struct HistorySwept(int Ended, int Trimmed, int Kept);
