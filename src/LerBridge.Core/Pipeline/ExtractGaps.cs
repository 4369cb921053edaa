using LerBridge.Core.Sources;

namespace LerBridge.Core.Pipeline;

/// <summary>Says why an extract is incomplete: what each partition gave as its reason, as a notice of the run.</summary>
internal sealed class ExtractGaps
{
    // A source of thousands of parts may give a reason for each.
    private const int Most = 20;

    private readonly HashSet<string> reasons = new(StringComparer.Ordinal);

    /// <summary>The notice of how a partition ended; null where it ended complete, or enough was said.</summary>
    public SourceNotice? Of(PartitionEnd? end) => end is not PartitionEnd.Partial { Reason: var reason } || (this.reasons.Count == Most && !this.reasons.Contains(reason)) ? null
        : this.reasons.Add(reason) && this.reasons.Count == Most ? new SourceNotice(PartitionEnd.Partial.Code, $"Not all of the source was read: {reason} There are further reasons for other parts.")
        : new SourceNotice(PartitionEnd.Partial.Code, $"Not all of the source was read: {reason}");
}
