using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;

namespace LerBridge.Tests.Worker.Reporting;

/// <summary>Runs that have ended, with sensible values.</summary>
internal static class RunReports
{
    public static RunReport Ended(RunCounts counts) => new()
    {
        Run = new RunEntry
        {
            Id = "20261120T020000000-a1b2c3",
            Mapping = "canvas-courses",
            Connector = "canvas-main",
            Stream = "course_completions",
            State = RunState.Ended,
            Outcome = RunOutcome.Succeeded,
            StartedAt = new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero),
            EndedAt = new DateTimeOffset(2026, 11, 20, 8, 1, 0, TimeSpan.Zero),
            RecordDate = new DateOnly(2026, 11, 20),
            MappingHash = "00",
            ExtractComplete = true,
            Counts = counts,
        },
        Delivery = new DeliveryCounts(0, 0, 0, 0, 0),
        Problems = [],
    };
}
