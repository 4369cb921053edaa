using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;

namespace LerBridge.Core.Pipeline;

/// <summary>Helping with the large runs of other processes.</summary>
public static class SharedWork
{
    /// <summary>Takes parts of a run that another process began, until none is to be had.</summary>
    /// <param name="services">What it stands on.</param>
    /// <param name="plan">The mapping, as the run has it.</param>
    /// <param name="run">The run as it is now.</param>
    /// <param name="cancellationToken">Ends it at the next safe point; what was begun is given back.</param>
    /// <returns>How many were done here.</returns>
    public static async Task<int> HelpAsync(BridgeServices services, MappingPlan plan, RunEntry run, CancellationToken cancellationToken)
    {
        try
        {
            return (services.SharedParts, run.State) switch
            {
                ({ } parts, RunState.Deciding) => await new SharedDecide(services, plan, run, parts).HelpAsync(cancellationToken),
                ({ } parts, RunState.Applying) => await new SharedApply(services, plan, run).HelpAsync(parts, cancellationToken),
                _ => 0,
            };
        }
        catch (MappingStopException)
        {
            // Whoever began the run meets the same record, and stops for it.
            return 0;
        }
        catch (InvalidOperationException) when (!cancellationToken.IsCancellationRequested)
        {
            // The run ended, or went on, between two looks at it: what was begun here is nobody's business any more. While it has not, it is a defect.
            if (await services.Runs.FindAsync(run.Id, cancellationToken) is not { } now || now.State != run.State)
            {
                return 0;
            }

            throw;
        }
    }
}
