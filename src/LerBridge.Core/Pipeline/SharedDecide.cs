using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// Decides the rows of a large extract in parts, with whoever helps, so that what comes of it is what one process would decide. Rows are independent but for the persons that are met for the first time: each
/// part matches by what was known before the run and by what it meets itself. Where two parts would give one identifier to two persons, the whole is decided by one process instead; and rows that are held
/// because nobody has their identifiers are looked at again once all parts are done, since another part may have met their person.
/// </summary>
internal sealed class SharedDecide(BridgeServices services, MappingPlan plan, RunEntry run, IPartLedger parts)
{
    /// <summary>Decides parts until all are done.</summary>
    /// <returns>What they came to; null where nothing was divided or parts met over a person, and all rows are left to one process.</returns>
    public async Task<IReadOnlyList<DecidedPart>?> RunAsync(IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        if (await parts.DivideStagedAsync(run.Id, services.PartRows, cancellationToken) == 0)
        {
            return null;
        }

        void Tell(int done, int all) => progress?.Report(new RunProgress(plan.Id, RunStage.Decide, (long)done * services.PartRows, (long)all * services.PartRows));
        await this.Work().ToTheEndAsync(Tell, cancellationToken);
        var decided = await parts.DecidedAsync(run.Id, cancellationToken);
        if (decided.Any(part => part.Outcome is null))
        {
            await parts.ForgetDecidedAsync(run.Id, cancellationToken);
            return null;
        }

        return decided;
    }

    /// <summary>Decides parts until none is to be had.</summary>
    public Task<int> HelpAsync(CancellationToken cancellationToken) => this.Work().HelpAsync(cancellationToken);

    private PartWork Work() => new(
        services,
        parts,
        run,
        async (work, part, cancellationToken) =>
        {
            var gathered = new GatheredPart();
            var outcome = await new DecideStage(services, plan, run, gathered).PartAsync(parts.ReadStagedAsync(part, cancellationToken), cancellationToken);
            await work.AgainAsync(
                () => parts.KeepDecidedAsync(part, gathered.Decisions, gathered.Planned, outcome.Write(), cancellationToken), cancellationToken);
        });
}
