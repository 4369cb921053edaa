namespace LerBridge.Core.Sources;

/// <summary>What a run asks of a connector.</summary>
public sealed record PullRequest
{
    /// <summary>The stream to read.</summary>
    public required string Stream { get; init; }

    /// <summary>The day the extract describes where the source does not say.</summary>
    public required DateOnly RecordDate { get; init; }

    /// <summary>
    /// Where the last applied run ended; null for the first. Snapshot connectors read everything regardless, and may see here what could be read then
    /// (<see cref="SourceBatch.Unread"/>).
    /// </summary>
    public SourceCursor? Live { get; init; }

    /// <summary>
    /// True where everything is to be read, however little <see cref="Live"/> would ask for, as for what lies before the cursor; then <see cref="Live"/> only says what could be read earlier, and what the
    /// source keeps for the next run (a queue of changes, files to be put away) is left alone.
    /// </summary>
    public bool Everything { get; init; }

    /// <summary>Where a killed pull of this same run had come to; null for a fresh pull. What was staged up to here is kept.</summary>
    public SourceCursor? Staged { get; init; }

    /// <summary>The restricted fields that the mapping names and may therefore be read; every other restricted field stays out of the records.</summary>
    public IReadOnlySet<string> RestrictedFields { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The fields that the mapping reads, with file, line and column of the first place that does: for messages about what is missing.</summary>
    public IReadOnlyDictionary<string, string> ReadFields { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>True where what is read goes into the ledger and moves its cursor; false where somebody only looks, or reads a part. A source puts nothing away for those who look.</summary>
    public bool IsKept { get; init; }

    /// <summary>How many records a batch should hold.</summary>
    public int BatchSize { get; init; } = 500;
}
