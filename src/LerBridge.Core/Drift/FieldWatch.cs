using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Core.Drift;

/// <summary>Gathers what a reading meets of its stream's fields: from the connector where the source is a table, else from the first records.</summary>
public sealed class FieldWatch
{
    private readonly RecordSchema schema;
    private readonly FormTally[] tallies;
    private readonly Dictionary<string, IReadOnlyList<SeenField>> parts = new(StringComparer.Ordinal);
    private int looked;

    /// <summary>For a reading of a stream.</summary>
    public FieldWatch(RecordSchema schema)
    {
        this.schema = schema;
        this.tallies = [.. schema.Fields.Select(_ => new FormTally())];
    }

    /// <summary>Takes in what came.</summary>
    public void Add(SourceBatch batch)
    {
        if (batch.Fields.Count > 0)
        {
            this.parts[batch.Partition] = batch.Fields;
        }

        for (var at = 0; at < batch.Records.Count && this.looked < FormTally.Most; at++, this.looked++)
        {
            for (var slot = 0; slot < this.schema.RecordDateSlot; slot++)
            {
                this.tallies[slot].Add(batch.Records[at].At(slot));
            }
        }
    }

    /// <summary>What was met so far.</summary>
    public IReadOnlyList<SeenField> Seen => this.parts.Count > 0
        ? [.. this.parts.Values.SelectMany(part => part).GroupBy(column => column.Name, StringComparer.Ordinal).Select(same => same.Aggregate((one, other) => one.With(other)))]
        : this.looked == 0 ? [] : [.. this.schema.Fields[..^1].Select((one, slot) => new SeenField(one.Name, [one.Name], this.tallies[slot].Form, this.tallies[slot].Filled, this.tallies[slot].Looked))];
}
