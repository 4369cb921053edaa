using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Core.Mapping.Preview;

/// <summary>Records straight from a source or a file, in the form in which a run would have staged them.</summary>
public static class ReadRecords
{
    /// <summary>Gives each its content and, in a numbered stream, its number among those that were read.</summary>
    public static IReadOnlyList<SeenRecord> Of(RecordSchema schema, IReadOnlyList<SourceRecord> records)
    {
        var codec = new RecordCodec(schema);
        var numbers = Numbers(schema, records);
        return [.. records.Select((record, i) => new SeenRecord($"record {i + 1}", codec.Encode(record), numbers[i], null, null, record.Place, null))];
    }

    /// <summary>The same for batches as a connector gives them: of several rows with one key the newest is kept, or, where they contradict each other, what a run would keep for them.</summary>
    public static IReadOnlyList<SeenRecord> Of(RecordSchema schema, IReadOnlyList<SourceBatch> batches)
    {
        var stager = new BatchStager(schema, isBegun: false);
        var kept = new OrderedDictionary<string, (string Partition, StagedRow Row, SourceRecord Record)>(StringComparer.Ordinal);
        foreach (var batch in batches)
        {
            // without what is settled, rows and records are one for one
            foreach (var (row, record) in stager.Stage(batch with { Rejected = [] }).Rows.Zip(batch.Records))
            {
                var contests = batch.IsOneState && kept.TryGetValue(row.Key, out var earlier) && earlier.Partition == batch.Partition;
                kept[row.Key] = (batch.Partition, contests ? ContestedRows.Settle(row, (kept[row.Key].Row.Fingerprint, kept[row.Key].Row.Place)) : row, record);
            }
        }

        var numbers = Numbers(schema, [.. kept.Values.Select(one => one.Record)]);
        return [.. kept.Values.Select((one, i) => new SeenRecord($"record {i + 1}", one.Row.Content, numbers[i], one.Row.RejectCode, one.Row.RejectReason, one.Row.Place, null))];
    }

    private static int?[] Numbers(RecordSchema schema, IReadOnlyList<SourceRecord> records)
    {
        var numbers = new int?[records.Count];
        if (schema.Sequence is not { } rule)
        {
            return numbers;
        }

        int[] group = [.. rule.GroupBy.Select(schema.Slot)];
        var (order, number) = (schema.Slot(rule.OrderBy), schema.Slot(rule.Field));
        foreach (var spells in Enumerable.Range(0, records.Count).Where(i => records[i][number].IsMissing && !records[i][order].IsMissing).GroupBy(i => RecordCodec.Join(records[i], group)))
        {
            var count = 0;
            foreach (var i in spells.OrderBy(i => RecordCodec.TextOf(records[i][order]), StringComparer.Ordinal))
            {
                numbers[i] = ++count;
            }
        }

        return numbers;
    }
}
