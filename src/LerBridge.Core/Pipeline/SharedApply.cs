using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;

namespace LerBridge.Core.Pipeline;

/// <summary>Applies a sealed plan: a large one in parts, where the engine has several writers, with whoever helps.</summary>
internal sealed class SharedApply
{
    private const int AtOnce = 512;

    private readonly BridgeServices services;
    private readonly MappingPlan plan;
    private readonly RunEntry run;

    public SharedApply(BridgeServices services, MappingPlan plan, RunEntry run)
    {
        this.services = services;
        this.plan = plan;
        this.run = run;
    }

    /// <summary>Applies all of the plan.</summary>
    public async Task RunAsync(IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        if (this.services.SharedParts is not { } parts || await parts.DivideAsync(this.run.Id, this.services.PartRows, cancellationToken) == 0)
        {
            await new ApplyStage(this.services, this.plan, this.run, this.services.Parallel, cancellationToken).RunAsync(progress);
            return;
        }

        void Tell(int done, int all) => progress?.Report(new RunProgress(this.plan.Id, RunStage.Apply, (long)done * this.services.PartRows, (long)all * this.services.PartRows));
        await this.Work(parts).ToTheEndAsync(Tell, cancellationToken);
    }

    /// <summary>Applies parts until none is to be had.</summary>
    public Task<int> HelpAsync(IPartLedger parts, CancellationToken cancellationToken) => this.Work(parts).HelpAsync(cancellationToken);

    private PartWork Work(IPartLedger parts) => new(
        this.services,
        parts,
        this.run,
        async (work, part, cancellationToken) =>
        {
            // As many parts as there are processors are worked at side by side, so that within one nothing is.
            var stage = new ApplyStage(this.services, this.plan, this.run, width: 1, cancellationToken);
            ApplyResult applied;
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                applied = await work.AgainAsync(
                    () => parts.ApplyAsync(part, AtOnce, stage.Sign, this.services.Time.GetUtcNow() + PartWork.Lease, cancellationToken), cancellationToken);
            }
            while (applied.Taken > 0);
        });
}
