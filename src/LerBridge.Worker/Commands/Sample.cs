using LerBridge.Core.Drift;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Worker.Commands;

/// <summary>Some records of a stream, read and not kept.</summary>
internal sealed record Sample(RecordSchema Schema, IReadOnlyList<SourceBatch> Batches, IReadOnlyList<SourceRecord> Records, long Rejected, IReadOnlyList<SourceNotice> Notices, bool ReadAll, IReadOnlyList<SeenField> Fields)
{
    public static async Task<Sample> ReadAsync(IConnector connector, RecordSchema schema, DateOnly today, int limit, CancellationToken cancellationToken, IReadOnlySet<string>? restricted = null)
    {
        var batches = new List<SourceBatch>();
        var records = new List<SourceRecord>();
        var notices = new List<SourceNotice>();
        var rejected = 0L;
        var watch = new FieldWatch(schema);
        var request = new PullRequest { Stream = schema.Stream, RecordDate = today, BatchSize = Math.Min(limit, 500), RestrictedFields = restricted ?? new HashSet<string>(StringComparer.Ordinal) };
        await foreach (var batch in connector.PullAsync(request, cancellationToken))
        {
            rejected += batch.Rejected.Count;
            watch.Add(batch);
            notices.AddRange(batch.Notices);
            batches.Add(batch with { Records = [.. batch.Records.Take(limit - records.Count)] });
            records.AddRange(batches[^1].Records);
            if (records.Count >= limit || rejected >= limit)
            {
                return new Sample(schema, batches, records, rejected, notices, ReadAll: false, watch.Seen);
            }
        }

        return new Sample(schema, batches, records, rejected, notices, ReadAll: true, watch.Seen);
    }

    /// <summary>How many of the records have a value in a slot.</summary>
    public int Filled(int slot) => this.Records.Count(record => !record[slot].IsMissing);

    /// <summary>A value as it may be shown: never one about a person.</summary>
    public string? Shown(SourceRecord record, int slot)
    {
        var (field, value) = (this.Schema.Fields[slot], record[slot]);
        if (value.IsMissing)
        {
            return null;
        }

        if (field.Tags != FieldTags.None)
        {
            return $"({field.Tags.ToString().ToLowerInvariant()})";
        }

        return Text(value);
    }

    private static string Text(Value value) => value.Kind switch
    {
        ValueKind.TextList => string.Join("; ", value.TextList),
        ValueKind.RecordList => string.Join(" | ", value.Items.Select(Text)),
        _ => RecordCodec.TextOf(value),
    };

    private static string Text(RecordItem item)
    {
        var shown = item.Schema.Fields
            .Select((field, slot) => (field, Value: item[slot]))
            .Where(pair => !pair.Value.IsMissing)
            .Select(pair => $"{pair.field.Name}: {(pair.field.Tags == FieldTags.None ? Text(pair.Value) : $"({pair.field.Tags.ToString().ToLowerInvariant()})")}");
        return string.Join(", ", shown);
    }
}
