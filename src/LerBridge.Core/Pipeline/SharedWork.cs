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
    public static Task<int> HelpAsync(BridgeServices services, MappingPlan plan, RunEntry run, CancellationToken cancellationToken) => (services.Parts, run.State) switch
    {
        ({ IsShared: true } parts, RunState.Deciding) => new SharedDecide(services, plan, run, parts).HelpAsync(cancellationToken),
        ({ IsShared: true } parts, RunState.Applying) => new SharedApply(services, plan, run).HelpAsync(parts, cancellationToken),
        _ => Task.FromResult(0),
    };
}
