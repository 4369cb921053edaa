using LerBridge.Core.Ledger;

namespace LerBridge.Core.Pipeline;

/// <summary>Where an extract has rows that could not be read and of which it is not known whose they are, so that a record which seems absent may be one of them.</summary>
internal sealed class UnreadableRows
{
    private readonly HashSet<string> partitions = new(StringComparer.Ordinal);
    private readonly HashSet<string> doubtful = new(StringComparer.Ordinal);

    /// <summary>Takes note of a row of the extract.</summary>
    public void See(StagedRecord staged)
    {
        this.partitions.Add(staged.Partition);
        if (staged.RejectCode is not (null or ContestedRows.Code) && staged.Known?.Credential is null)
        {
            this.doubtful.Add(staged.Partition);
        }
    }

    /// <summary>What it holds, to be added to another.</summary>
    public UnreadableState State() => new([.. this.partitions], [.. this.doubtful]);

    /// <summary>Adds what another one holds.</summary>
    public void Add(UnreadableState other)
    {
        this.partitions.UnionWith(other.Partitions);
        this.doubtful.UnionWith(other.Doubtful);
    }

    /// <summary>True where a record of the partition may be such a row. It may be any of a partition that is not there at all.</summary>
    public bool MayHold(string partition) => this.doubtful.Contains(partition) || (this.doubtful.Count > 0 && !this.partitions.Contains(partition));
}
