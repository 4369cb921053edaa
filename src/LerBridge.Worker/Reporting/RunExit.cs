using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Codes;

namespace LerBridge.Worker.Reporting;

/// <summary>What a run means for the exit code.</summary>
internal static class RunExit
{
    public static ExitCode Of(IEnumerable<RunReport> reports) => ExitCodes.Worst(reports.SelectMany(Of));

    private static IEnumerable<ExitCode> Of(RunReport report)
    {
        if (report.Run.Outcome == RunOutcome.Interrupted)
        {
            yield return ExitCode.Interrupted;
        }

        if (report.Failure is { } failure)
        {
            yield return failure.Side switch
            {
                FailureSide.Source => ExitCode.Source,
                FailureSide.Lock => ExitCode.Locked,
                FailureSide.Plan => ExitCode.Usage,
                FailureSide.Brake => ExitCode.Braked,
                FailureSide.Here when failure.Code == LedgerCodes.Held => ExitCode.Locked,
                FailureSide.Here when failure.Kind is FailureKind.Credentials or FailureKind.Contract => ExitCode.Usage,
                _ => ExitCode.Failures,
            };
        }

        if (report.Run is { State: RunState.Planned, Plan.Kind: PlanKind.Braked })
        {
            yield return ExitCode.Braked;
        }

        // A token that is still refused stops tomorrow's deliveries too, though tonight may have had none of its own.
        if (report.Delivery.Refused + report.Delivery.Retrying + report.Delivery.InDoubt > 0 || report.Trouble.Count > 0 || report.Standing.Any(standing => standing.Barred > 0))
        {
            yield return ExitCode.Destination;
        }

        if (report.Run.Counts.Failed > 0)
        {
            yield return ExitCode.Failures;
        }

        // Rows that are only held are nobody's emergency; a plan that waits for approval is.
        if (report.Run.Outcome == RunOutcome.Held || report.Run.Counts.Waiting > 0 || report.Rest is not null)
        {
            yield return ExitCode.Waiting;
        }
    }
}
