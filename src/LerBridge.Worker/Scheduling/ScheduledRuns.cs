using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Serving.Reload;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LerBridge.Worker.Scheduling;

/// <summary>Runs mappings one after the other until the process is told to stop; what became of each is logged in one line.</summary>
internal sealed partial class ScheduledRuns(Bridge bridge, LiveMappings live, RunGate gate, IHostApplicationLifetime lifetime, ILogger<ScheduledRuns> log)
{
    /// <summary>True once a run was cut short because the process stops.</summary>
    public bool WasInterrupted { get; private set; }

    /// <returns>What became of each that ran.</returns>
    public async Task<IReadOnlyList<RunReport>> RunAsync(string why, IEnumerable<string> mappings, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var reports = new List<RunReport>();
        foreach (var id in mappings)
        {
            if (stop.IsCancellationRequested)
            {
                break;
            }

            using var right = gate.TryEnter(id);
            if (right is null)
            {
                LogRunning(log, id, why);
                continue;
            }

            // as it is now; the run keeps it to its end, whatever becomes of the file meanwhile
            if (live.Find(id) is not { } plan)
            {
                LogNoMapping(log, id, why);
                continue;
            }

            LogStarts(log, id, why);
            var report = await bridge.RunAsync(plan, progress: null, stop.Token);
            reports.Add(report);
            this.Tell(report);
        }

        return reports;
    }

    private void Tell(RunReport report)
    {
        var (run, counts, delivery) = (report.Run, report.Run.Counts, report.Delivery);
        if (report.Failure is { } failure)
        {
            LogFailed(log, run.Mapping, run.Id, failure.Code, failure.Message);
        }
        else if (run.State == RunState.Planned)
        {
            LogBraked(log, run.Mapping, run.Id, string.Join(" ", report.Brakes.Select(brake => $"{brake.Message} ({brake.Code})")));
        }
        else if (run.Outcome == RunOutcome.Interrupted)
        {
            this.WasInterrupted = true;
        }
        else
        {
            LogDone(log, run.Mapping, run.Id, counts.Read, counts.New, counts.Corrected, counts.Withdrawn + counts.AbsentWithdrawn, counts.Held + counts.AbsentHeld, counts.Failed, delivery.Accepted, delivery.Retrying + delivery.Refused + delivery.InDoubt);
            if (report.Rest is { } rest)
            {
                LogWaits(log, run.Mapping, rest.Id);
            }
        }
    }

    [LoggerMessage(EventId = 730, Level = LogLevel.Information, Message = "Mapping '{Mapping}' starts ({Why}).")]
    private static partial void LogStarts(ILogger log, string mapping, string why);

    [LoggerMessage(EventId = 731, Level = LogLevel.Warning, Message = "Mapping '{Mapping}' is still running; {Why} passes it over.")]
    private static partial void LogRunning(ILogger log, string mapping, string why);

    [LoggerMessage(EventId = 734, Level = LogLevel.Error, Message = "There is no mapping '{Mapping}' that compiles; {Why} passes it over.")]
    private static partial void LogNoMapping(ILogger log, string mapping, string why);

    [LoggerMessage(EventId = 732, Level = LogLevel.Information, Message = "Mapping '{Mapping}' done in run '{Run}': {Read} read, {New} new, {Corrected} corrected, {Withdrawn} withdrawn, {Held} held, {Failed} failed; {Accepted} delivered, {Undelivered} not delivered yet.")]
    private static partial void LogDone(ILogger log, string mapping, string run, long read, long @new, long corrected, long withdrawn, long held, long failed, long accepted, long undelivered);

    [LoggerMessage(EventId = 735, Level = LogLevel.Error, Message = "Mapping '{Mapping}' was stopped by a brake in run '{Run}', and nothing of it was done; it waits as a plan: {Reason}")]
    private static partial void LogBraked(ILogger log, string mapping, string run, string reason);

    [LoggerMessage(EventId = 736, Level = LogLevel.Warning, Message = "Mapping '{Mapping}' asks a person for some of what it would do: plan '{Plan}' waits.")]
    private static partial void LogWaits(ILogger log, string mapping, string plan);

    [LoggerMessage(EventId = 733, Level = LogLevel.Error, Message = "Mapping '{Mapping}' stopped in run '{Run}': {Code} {Reason}")]
    private static partial void LogFailed(ILogger log, string mapping, string run, string code, string reason);
}
