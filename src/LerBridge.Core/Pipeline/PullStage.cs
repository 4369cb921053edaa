using System.Buffers;
using System.Security.Cryptography;
using LerBridge.Core.Drift;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Core.Pipeline;

/// <summary>Source to ledger: every batch is kept together with the cursor that is then true.</summary>
internal sealed class PullStage
{
    private readonly BridgeServices services;
    private readonly MappingPlan plan;
    private readonly RecordCodec codec;
    private readonly int[] group;
    private readonly int order;
    private readonly int number;
    private readonly ScopeFilter? scope;
    private readonly HashSet<string> marked = new(StringComparer.Ordinal);
    private SettledSet? settled;
    private (string Name, UInt128 Hash) partition = (string.Empty, SettledSet.PartitionOf(string.Empty));

    /// <param name="services">What it stands on.</param>
    /// <param name="plan">The mapping.</param>
    /// <param name="scope">Chooses the records of a run over a part of its stream; null for all of them.</param>
    public PullStage(BridgeServices services, MappingPlan plan, ScopeFilter? scope = null)
    {
        this.scope = scope;
        this.services = services;
        this.plan = plan;
        this.codec = new RecordCodec(plan.Schema);
        this.group = [.. (plan.Schema.Sequence?.GroupBy ?? []).Select(plan.Schema.Slot)];
        this.order = plan.Schema.Sequence is { } rule ? plan.Schema.Slot(rule.OrderBy) : -1;
        this.number = plan.Schema.Sequence is { } sequence ? plan.Schema.Slot(sequence.Field) : -1;
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
        await this.OpenSettledAsync(run, restarting: null, cancellationToken);
        var read = 0L;
        var watch = new FieldWatch(this.plan.Schema);
        var gaps = new ExtractGaps();
        var sieve = new KeySieve(isBegun: run.Staged is not null);
        var unread = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var batch in connector.PullAsync(request, cancellationToken))
        {
            var taken = this.scope is null ? batch : await this.scope.TakeAsync(batch, run.Id, cancellationToken);
            if (taken.Restarts && (run.Staged is not null || this.marked.Contains(taken.Partition)))
            {
                await this.OpenSettledAsync(run, taken.Partition, cancellationToken);
            }

            var staged = this.Stage(taken, sieve);
            await this.services.Runs.StageAsync(run.Id, gaps.Of(batch.End) is { } gap ? staged with { Notices = [.. staged.Notices, gap] } : staged, cancellationToken);
            read += batch.Records.Count;
            watch.Add(batch);
            unread.UnionWith(batch.Unread.Select(field => field.Field));
            progress?.Report(new RunProgress(this.plan.Id, RunStage.Pull, read, Total: null));
        }

        await this.CompareAsync(run, watch.Seen, unread, cancellationToken);
        if (this.scope is not null)
        {
            await this.services.Runs.KeepScopeAsync(run.Id, this.scope.Met, await this.scope.NoticesAsync(cancellationToken), cancellationToken);
        }

        return await this.services.Runs.EndPullAsync(run.Id, this.order >= 0, cancellationToken);
    }

    private async Task OpenSettledAsync(RunEntry run, string? restarting, CancellationToken cancellationToken)
    {
        if (this.services.Settled is { } ledger)
        {
            this.settled = await ledger.OpenAsync(run.Id, restarting, cancellationToken);
        }
    }

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

    private StagedBatch Stage(SourceBatch batch, KeySieve sieve)
    {
        var rows = new List<StagedRow>(batch.Rejected.Count);
        var marks = new List<int>();
        var repeated = 0;
        byte[][] contents = [.. batch.Records.Select(this.codec.Encode)];
        var hashes = ArrayPool<byte>.Shared.Rent(contents.Length * SHA256.HashSizeInBytes);
        RecordCodec.Hash(contents, hashes);
        for (var i = 0; i < contents.Length; i++)
        {
            var hash = hashes.AsSpan(i * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes);
            var key = this.order < 0 ? this.codec.Key(batch.Records[i]) : null;
            var met = this.Meet(batch.Partition, key, hash, marks);
            repeated += met is SettledRow.Repeated or SettledRow.StageInPlace ? 1 : 0;
            if (met is SettledRow.Stage or SettledRow.StageInPlace)
            {
                var row = this.Stage(batch.Partition, batch.Records[i], key, contents[i], Convert.ToHexStringLower(hash)) with { DisplacesSettled = met == SettledRow.StageInPlace };
                rows.Add(batch.IsOneState ? row with { IsFirst = sieve.IsFirst(row.Key) } : row);
            }
        }

        ArrayPool<byte>.Shared.Return(hashes);
        rows.AddRange(batch.Rejected.Select(row => Reject(batch.Partition, row)));
        return new StagedBatch
        {
            Partition = batch.Partition,
            Restarts = batch.Restarts,
            Rows = rows,
            Marks = marks,
            Repeated = repeated,
            Cursor = batch.Cursor,
            End = batch.End,
            IsOneState = batch.IsOneState,
            Notices = batch.Notices,
            Unread = batch.Unread,
        };
    }

    private SettledRow Meet(string name, string? key, ReadOnlySpan<byte> hash, List<int> marks)
    {
        if (this.settled is null || key is null)
        {
            return SettledRow.Stage;
        }

        if (this.partition.Name != name)
        {
            this.partition = (name, SettledSet.PartitionOf(name));
        }

        var met = this.settled.Meet(SettledSet.KeyOf(key), SettledSet.ContentOf(hash, this.partition.Hash), out var mark);
        if (mark is { } made)
        {
            marks.Add(made);
            this.marked.Add(name);
        }

        return met;
    }

    private StagedRow Stage(string name, SourceRecord record, string? key, byte[] content, string fingerprint)
    {
        if (this.order < 0 || !record[this.number].IsMissing)
        {
            return (key ?? this.codec.Key(record)) is { } known
                ? new StagedRow { Key = known, Fingerprint = fingerprint, Content = content, Place = record.Place }
                : Reject(name, new RejectedRow(fingerprint, "LB3101", "A field of the record's key has no value.", record.Place));
        }

        var keyed = RecordCodec.Join(record, [.. this.group, this.order]);
        var grouped = RecordCodec.Join(record, this.group);
        return keyed is null || grouped is null
            ? Reject(name, new RejectedRow(fingerprint, "LB3101", "A field of the record's key has no value.", record.Place))
            : new StagedRow { Key = keyed, Fingerprint = fingerprint, Content = content, Place = record.Place, Group = grouped, Order = RecordCodec.TextOf(record[this.order]) };
    }

    private static StagedRow Reject(string partition, RejectedRow row) => new()
    {
        Key = System.Text.Json.JsonSerializer.Serialize(["!", partition, row.Key], RejectedKeyJson.Default.StringArray),
        Fingerprint = RecordCodec.Fingerprint(System.Text.Encoding.UTF8.GetBytes(row.Code + row.Reason)),
        Content = default,
        Place = row.Place,
        RejectCode = row.Code,
        RejectReason = row.Reason,
    };
}
