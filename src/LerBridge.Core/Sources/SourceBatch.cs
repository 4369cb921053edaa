using LerBridge.Core.Drift;
using LerBridge.Core.Records;

namespace LerBridge.Core.Sources;

/// <summary>Records together with the cursor that is true once they are kept (one transaction), so that a killed pull resumes and loses nothing.</summary>
public sealed record SourceBatch
{
    /// <summary>The part of the stream that the records belong to: a course, a page range, a file. Complete or partial as a whole.</summary>
    public required string Partition { get; init; }

    /// <summary>The records, in source order; may be empty.</summary>
    public IReadOnlyList<SourceRecord> Records { get; init; } = [];

    /// <summary>Rows that could not become a record, each with its reason; they end as failed.</summary>
    public IReadOnlyList<RejectedRow> Rejected { get; init; } = [];

    /// <summary>The cursor once this batch is kept.</summary>
    public required SourceCursor Cursor { get; init; }

    /// <summary>True where the partition is read again from its start: what this run had staged of it is to be forgotten first.</summary>
    public bool Restarts { get; init; }

    /// <summary>
    /// True where the rows of the partition are of one moment, as those of a file or of one query: two of them with one key and different content contradict each other, and neither is believed. False where
    /// pages are read one after the other, so that a record which changed meanwhile comes again: the newest wins.
    /// </summary>
    public bool IsOneState { get; init; }

    /// <summary>Set on the last batch of the partition.</summary>
    public PartitionEnd? End { get; init; }

    /// <summary>Fields that an earlier run could read and this one cannot. Never those that no run has read: they are merely missing.</summary>
    public IReadOnlyList<UnreadField> Unread { get; init; } = [];

    /// <summary>
    /// Where the source is a table: its columns, with what the first of their cells look like; what was met of the partition so far. Set on the first batch and on the last, empty on others.
    /// </summary>
    public IReadOnlyList<SeenField> Fields { get; init; } = [];

    /// <summary>Things worth telling the operator once per run: unknown codes, vanished columns. Never personal data.</summary>
    public IReadOnlyList<SourceNotice> Notices { get; init; } = [];
}
