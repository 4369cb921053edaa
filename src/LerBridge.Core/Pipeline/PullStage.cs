using LerBridge.Core.Drift;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Sources;

namespace LerBridge.Core.Pipeline;

/// <summary>Source to ledger: every batch is kept together with the cursor that is then true.</summary>
internal sealed class PullStage
{
    private readonly BridgeServices services;
    private readonly MappingPlan plan;
    private readonly ScopeFilter? scope;

    /// <param name="services">What it stands on.</param>
    /// <param name="plan">The mapping.</param>
    /// <param name="scope">Chooses the records of a run over a part of its stream; null for all of them.</param>
    public PullStage(BridgeServices services, MappingPlan plan, ScopeFilter? scope = null)
    {
        this.scope = scope;
        this.services = services;
        this.plan = plan;
    }

    public async Task<RunEntry> RunAsync(RunEntry run, IConnector connector, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        var request = new PullRequest
        {
            Stream = this.plan.Schema.Stream,
            RecordDate = run.RecordDate,
            Live = await this.services.Runs.LiveCursorAsync(this.plan.Id, cancellationToken),
            Staged = run.Staged,
            RestrictedFields = this.plan.RestrictedFields,
            ReadFields = this.plan.ReadFields,
            IsKept = this.scope is null,
            Everything = this.scope is not null,
        };
        var stager = new BatchStager(this.plan.Schema, isBegun: run.Staged is not null) { Settled = await this.OpenSettledAsync(run, restarting: null, cancellationToken) };
        var marks = new MarkBuffer();
        var read = 0L;
        var watch = new FieldWatch(this.plan.Schema);
        var gaps = new ExtractGaps();
        var unread = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var batch in connector.PullAsync(request, cancellationToken))
        {
            var taken = this.scope is null ? batch : await this.scope.TakeAsync(batch, run.Id, cancellationToken);
            if (taken.Restarts && stager.MayHaveMet(taken.Partition))
            {
                await this.KeepAsync(run, marks.Rest(), cancellationToken);
                stager.Settled = await this.OpenSettledAsync(run, taken.Partition, cancellationToken);
            }

            var staged = stager.Stage(taken);
            await this.KeepAsync(run, marks.Add(gaps.Of(batch.End) is { } gap ? staged with { Notices = [.. staged.Notices, gap] } : staged), cancellationToken);
            read += batch.Records.Count;
            watch.Add(batch);
            unread.UnionWith(batch.Unread.Select(field => field.Field));
            progress?.Report(new RunProgress(this.plan.Id, RunStage.Pull, read, Total: null));
        }

        await this.KeepAsync(run, marks.Rest(), cancellationToken);
        await this.CompareAsync(run, watch.Seen, unread, cancellationToken);
        if (this.scope is not null)
        {
            await this.services.Runs.KeepScopeAsync(run.Id, this.scope.Met, await this.scope.NoticesAsync(cancellationToken), cancellationToken);
        }

        return await this.services.Runs.EndPullAsync(run.Id, stager.IsNumbered, cancellationToken);
    }

    private async Task KeepAsync(RunEntry run, IEnumerable<StagedBatch> batches, CancellationToken cancellationToken)
    {
        foreach (var batch in batches)
        {
            await this.services.Runs.StageAsync(run.Id, batch, cancellationToken);
        }
    }

    private async Task<SettledSet?> OpenSettledAsync(RunEntry run, string? restarting, CancellationToken cancellationToken) =>
        this.services.Settled is { } ledger ? await ledger.OpenAsync(run.Id, restarting, cancellationToken) : null;

    // A pull that was killed after its last page meets nothing any more, and says nothing.
    private async Task CompareAsync(RunEntry run, IReadOnlyList<SeenField> seen, HashSet<string> unread, CancellationToken cancellationToken)
    {
        if (seen.Count > 0)
        {
            var before = await this.services.Seen.FieldsAsync(this.plan.Id, this.plan.Connector, this.plan.Schema.Stream, cancellationToken);
            var drifts = FieldDrift.Between(this.plan.Schema, before?.Fields ?? [], seen);
            await this.services.Runs.KeepFieldsAsync(run.Id, this.scope is null ? seen : [], [.. DriftReport.Notices(this.plan, drifts, unread)], cancellationToken);
        }
    }
}
