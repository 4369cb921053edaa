using LerBridge.Core.Ledger;
using LerBridge.Core.Records;

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
