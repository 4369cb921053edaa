using LerBridge.Core.Ledger;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// Puts batches together that are nothing but marks, so that an unchanged night is not one transaction for every few hundred rows. The cursor of the last one is true for all of them; what a kill loses of them
/// is read again.
/// </summary>
internal sealed class MarkBuffer
{
    private const int AtOnce = 4096;

    private StagedBatch? held;

    /// <summary>Takes a batch.</summary>
    /// <returns>What is to be kept now, in order.</returns>
    public IEnumerable<StagedBatch> Add(StagedBatch batch)
    {
        if (this.held is { } held)
        {
            this.held = null;
            if (held.Partition == batch.Partition && !batch.Restarts)
            {
                batch = batch with { Marks = [.. held.Marks, .. batch.Marks], Repeated = held.Repeated + batch.Repeated };
            }
            else
            {
                yield return held;
            }
        }

        if (batch is { Rows.Count: 0, End: null, Notices.Count: 0, Unread.Count: 0, Restarts: false } && batch.Marks.Count + batch.Repeated < AtOnce)
        {
            this.held = batch;
            yield break;
        }

        yield return batch;
    }

    /// <summary>What is left.</summary>
    public IEnumerable<StagedBatch> Rest()
    {
        if (this.held is { } held)
        {
            this.held = null;
            yield return held;
        }
    }
}
