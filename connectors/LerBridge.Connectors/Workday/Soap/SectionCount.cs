using LerBridge.Core.Diagnostics;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>
/// How many workers came with the section that the rows come from, and how many without although nothing says why. A section that the integration system user may not read is left out without a word
/// (facts §1), for all workers or for those of some organizations; a worker who has not started or was purged has none by nature. Workers who had it and lack it now tell the two apart.
/// </summary>
internal readonly record struct SectionCount(int With, int Without)
{
    /// <summary>With one worker more.</summary>
    public SectionCount And(WorkerRead worker) => new(this.With + (worker.HasSection ? 1 : 0), this.Without + (worker.LacksSection ? 1 : 0));

    /// <summary>Why nothing may count as absent: the section is gone for all, or for more than a few of those who had it; null where it is there.</summary>
    /// <param name="earlier">What the last reading of everybody counted, where its section was there; nothing for the first.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="known">How many workers without the section somebody has said to be right.</param>
    public string? LostSince(SectionCount earlier, WorkerStream stream, int known)
    {
        if (this.With == 0 && (earlier.With > 0 || (stream.IsOwed && this.Without > 0)))
        {
            return $"No worker came with {stream.Section.What}. {Advice(stream)}";
        }

        var lost = Math.Min(this.Without - earlier.Without, earlier.With - this.With);
        return stream.IsOwed && this.Without > known && lost > Math.Max(1, earlier.With / 100)
            ? $"{Counted.Of(this.Without, "worker")} of {this.With + this.Without} came without {stream.Section.What}, and {Counted.Of(lost, "worker")} fewer than last time with it. {Advice(stream)} Where those workers are right without, say how many there are in Soap:WithoutJobs."
            : null;
    }

    private static string Advice(WorkerStream stream) =>
        $"A section that the integration system user may not read is left out without a word, so nothing counts as absent: give its security group Get on the domain \"{stream.Section.Permission}\".";
}
