using System.Data.Common;
using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Runs;

/// <summary>Reads staged rows with what is known of each, in key order.</summary>
internal static class StagedReader
{
    private const int PageSize = 2000;

    private const string Columns =
        $"""
        p.name, s.fingerprint, s.content, s.sequence, s.place, s.reject_code, s.reject_reason, s.unsure,
        {KnownRows.Columns}
        """;

    private const string ByKey =
        $"""
        select s.key, {Columns}
        from staged s
        join run_partition p on p.number = s.partition
        left join record_state r on r.mapping = @mapping and r.record_key = s.key
        left join credential c on c.number = r.credential and c.record_key = r.record_key
        where s.run = @run and s.key > @after and (s.key <= @last or @last = '')
        order by s.key
        limit @size
        """;

    private const string ByRecordKey =
        $"""
        select s.record_key, {Columns}
        from staged s
        join run_partition p on p.number = s.partition
        left join record_state r on r.mapping = @mapping and r.record_key = s.record_key
        left join credential c on c.number = r.credential and c.record_key = r.record_key
        where s.run = @run and s.record_key > @after and (s.record_key <= @last or @last = '') and s.record_key is not null
        order by s.record_key
        limit @size
        """;

    /// <summary>Reads all rows of a run, or those behind one key and up to another.</summary>
    public static IAsyncEnumerable<StagedRecord> ReadAsync(Database database, string runId, string from, string? last, CancellationToken cancellationToken) =>
        Pages.ReadAsync(database, PageSize, from, (session, after) => Page(session, RunTable.Require(session, runId, RunState.Deciding, RunState.Applying), after, last), cancellationToken);

    private static List<(string Key, StagedRecord Record)> Page(Session session, RunRow run, string after, string? last)
    {
        var select = session.Prepare(run.Numbered != 0 ? ByRecordKey : ByKey, "@run", "@mapping", "@after", "@last", "@size");
        select[0] = run.Number;
        select[1] = run.Mapping;
        select[2] = after;
        select[3] = last ?? string.Empty;
        select[4] = PageSize;
        var page = new List<(string, StagedRecord)>(PageSize);
        var texts = new RepeatedText();
        using var reader = select.Read();
        while (reader.Read())
        {
            var record = Record(reader, 0, texts);
            page.Add((record.Key, record));
        }

        return page;
    }

    /// <summary>A staged row from a column on: its key, then what <see cref="Columns"/> names.</summary>
    public static StagedRecord Record(DbDataReader reader, int at, RepeatedText texts)
    {
        var key = reader.GetString(at);
        var fingerprint = reader.GetString(at + 2);
        return new StagedRecord
        {
            Key = key,
            Partition = texts.Of(reader.GetString(at + 1)),
            Fingerprint = fingerprint,
            Content = reader.IsDBNull(at + 3) ? default : reader.GetFieldValue<byte[]>(at + 3),
            Number = reader.IsDBNull(at + 4) ? null : reader.Int(at + 4),
            Place = reader.TextOrNull(at + 5),
            RejectCode = reader.TextOrNull(at + 6),
            RejectReason = reader.TextOrNull(at + 7),
            NumberIsUnsure = reader.GetInt64(at + 8) != 0,
            Known = KnownRows.Read(reader, at + 9, key, texts),
        };
    }
}
