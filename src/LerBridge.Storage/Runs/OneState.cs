using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Runs;

/// <summary>Finds the rows of a partition that contradict each other: one key, different content, one moment.</summary>
internal static class OneState
{
    private const string Earlier = "select fingerprint, place from staged where run = @run and key = @key and partition = @partition";

    private const string Known = "select fingerprint from record_state where mapping = @mapping and record_key = @key and partition = @partition";

    /// <summary>The rows as they are to be kept. Rows that are alike are all kept, so that they are counted.</summary>
    public static IReadOnlyList<StagedRow> Settle(Session session, RunRow run, long partition, StagedBatch batch)
    {
        var kept = new List<StagedRow>(batch.Rows.Count);
        var inBatch = new Dictionary<string, StagedRow>(StringComparer.Ordinal);
        foreach (var row in batch.Rows)
        {
            var earlier = row.DisplacesSettled ? SettledOf(session, run.Mapping, batch.Partition, row.Key) : EarlierOf(session, run.Number, partition, row, inBatch);
            var settled = ContestedRows.Settle(row, earlier);
            inBatch[row.Key] = settled;
            kept.Add(settled);
        }

        return kept;
    }

    // The row itself was not staged, and where it stood was not kept.
    private static (string Fingerprint, string? Place)? SettledOf(Session session, string mapping, string partition, string key) =>
        session.SingleOrDefault<string>(Known, new { mapping, key, partition }) is { } fingerprint ? (fingerprint, null) : null;

    private static (string Fingerprint, string? Place)? EarlierOf(Session session, long run, long partition, StagedRow row, Dictionary<string, StagedRow> inBatch)
    {
        if (inBatch.TryGetValue(row.Key, out var same))
        {
            return (same.Fingerprint, same.Place);
        }

        if (row.IsFirst)
        {
            return null;
        }

        var select = session.Prepare(Earlier, "@run", "@key", "@partition");
        select[0] = run;
        select[1] = row.Key;
        select[2] = partition;
        using var reader = select.Read();
        return reader.Read() ? (reader.GetString(0), reader.TextOrNull(1)) : null;
    }
}
