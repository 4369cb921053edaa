using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Tests.Connectors;

/// <summary>What a pull gave, staged as a run would stage it.</summary>
internal sealed class Pulled
{
    private readonly Dictionary<string, Dictionary<string, string>> partitions = new(StringComparer.Ordinal);

    public List<SourceBatch> Batches { get; } = [];

    public Dictionary<string, PartitionEnd> Ends { get; } = new(StringComparer.Ordinal);

    public IEnumerable<SourceRecord> Records => this.Batches.SelectMany(batch => batch.Records);

    public IEnumerable<RejectedRow> Rejected => this.Batches.SelectMany(batch => batch.Rejected);

    public IEnumerable<SourceNotice> Notices => this.Batches.SelectMany(batch => batch.Notices);

    public SourceCursor? Cursor => this.Batches.Count > 0 ? this.Batches[^1].Cursor : null;

    /// <summary>Key and content of everything staged, in the order of keys: equal for pulls that read the same.</summary>
    public IReadOnlyList<string> Staged => [.. this.partitions.Values.SelectMany(rows => rows).Select(row => $"{row.Key} {row.Value}").Order(StringComparer.Ordinal)];

    public bool IsComplete => this.Ends.Count > 0 && this.Ends.Values.All(end => end is PartitionEnd.Complete);

    public static PullRequest Request(IConnector connector, SourceCursor? staged = null, int batchSize = 500, string? stream = null, params string[] restricted) => new()
    {
        Stream = stream ?? connector.Streams[0].Stream,
        RecordDate = new DateOnly(2026, 11, 20),
        Staged = staged,
        BatchSize = batchSize,
        RestrictedFields = restricted.ToHashSet(StringComparer.Ordinal),
    };

    public static Task<Pulled> AllAsync(IConnector connector, CancellationToken cancellationToken = default) => AllAsync(connector, Request(connector), cancellationToken);

    public static async Task<Pulled> AllAsync(IConnector connector, PullRequest request, CancellationToken cancellationToken = default)
    {
        var pulled = new Pulled();
        await pulled.GoOnAsync(connector, request, int.MaxValue, cancellationToken);
        return pulled;
    }

    /// <summary>Pulls at most so many batches, as if the process were killed then.</summary>
    public async Task GoOnAsync(IConnector connector, PullRequest request, int batches, CancellationToken cancellationToken)
    {
        await foreach (var batch in connector.PullAsync(request, cancellationToken))
        {
            this.Take(batch);
            if (--batches == 0)
            {
                return;
            }
        }
    }

    /// <summary>Stages one batch.</summary>
    public void Take(SourceBatch batch)
    {
        this.Batches.Add(batch);
        if (batch.Restarts)
        {
            this.partitions.Remove(batch.Partition);
            this.Ends.Remove(batch.Partition);
        }

        if (!this.partitions.TryGetValue(batch.Partition, out var rows))
        {
            this.partitions[batch.Partition] = rows = new Dictionary<string, string>(StringComparer.Ordinal);
        }

        foreach (var record in batch.Records)
        {
            var codec = new RecordCodec(record.Schema);
            rows[KeyOf(record)] = System.Text.Encoding.UTF8.GetString(codec.Encode(record));
        }

        foreach (var rejected in batch.Rejected)
        {
            rows["rejected " + rejected.Key] = rejected.Code + rejected.Reason;
        }

        if (batch.End is { } end)
        {
            this.Ends[batch.Partition] = end;
        }
    }

    // A numbered stream is staged by its group and order.
    private static string KeyOf(SourceRecord record)
    {
        var schema = record.Schema;
        var slots = schema.Sequence is { } sequence ? [.. sequence.GroupBy.Select(schema.Slot), schema.Slot(sequence.OrderBy)] : schema.Key.ToArray();
        return RecordCodec.Join(record, slots) ?? throw new InvalidOperationException("A record has no key.");
    }
}
