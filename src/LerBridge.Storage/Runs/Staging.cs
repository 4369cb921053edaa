using System.Buffers.Binary;
using LerBridge.Core.Ledger;
using LerBridge.Core.Sources;
using LerBridge.Storage.Dialects;

namespace LerBridge.Storage.Runs;

/// <summary>Keeps batches: rows, how their partition stands, notices, and the cursor that is true with them.</summary>
internal static class Staging
{
    private const string AddPartition = "insert into run_partition (run, name) values (@run, @name) on conflict (run, name) do nothing";
    private const string PartitionNumber = "select number from run_partition where run = @run and name = @name";
    private const string PartitionDuplicates = "select duplicates from run_partition where number = @partition";
    private const string ForgetRows = "delete from staged where partition = @partition";
    private const string ForgetEnd = "update run_partition set ended = null, reason = null, whole_groups = 0, repeats = 0, duplicates = 0 where number = @partition";

    private static readonly BulkTable Rows = new(
        "staged",
        ["run", "key"],
        BulkColumn.Number("run"),
        BulkColumn.Text("key"),
        BulkColumn.Number("partition"),
        BulkColumn.Text("fingerprint"),
        BulkColumn.Bytes("content"),
        BulkColumn.Text("sequence_group"),
        BulkColumn.Text("sequence_order"),
        BulkColumn.Text("place"),
        BulkColumn.Text("reject_code"),
        BulkColumn.Text("reject_reason"));

    private const string CountDuplicates = "update run_partition set duplicates = duplicates + @count where number = @partition";
    private const string EndPartition = "update run_partition set ended = @ended, reason = @reason, whole_groups = @whole, repeats = @repeats where number = @partition";

    private const string AddNotice =
        """
        insert into run_notice (run, code, message, count) values (@run, @code, @message, 1)
        on conflict (run, code, message) do update set count = run_notice.count + 1
        """;

    private const string AddUnread =
        """
        insert into run_unread (run, field, reason, holds_new) values (@run, @field, @reason, @holdsNew)
        on conflict (run, field) do update set reason = excluded.reason, holds_new = excluded.holds_new
        """;

    private const string AddMarks = "insert into settled_mark (run, partition, entries) values (@run, @partition, @entries)";
    private const string ForgetMarks = "delete from settled_mark where run = @run and partition = @partition";

    private const string MoveCursor = "update run set staged_version = @version, staged_cursor = @text, duplicates = duplicates + @duplicates where number = @run";

    public static void Keep(Session session, RunRow row, StagedBatch batch)
    {
        var run = row.Number;
        session.Execute(AddPartition, new { run, name = batch.Partition });
        var partition = session.Single<long>(PartitionNumber, new { run, name = batch.Partition });
        var duplicates = batch.Restarts ? -Forget(session, run, partition) : 0;
        var repeated = batch.Repeated + (batch.Rows.Count == 0 ? 0 : session.Dialect.Bulk.Upsert(session, Rows, Values(run, partition, batch.IsOneState ? OneState.Settle(session, row, partition, batch) : batch.Rows)));
        if (repeated > 0)
        {
            session.Execute(CountDuplicates, new { partition, count = repeated });
        }

        if (batch.End is { } end)
        {
            var (ended, reason) = end is PartitionEnd.Partial partial ? (nameof(PartitionEnd.Partial), partial.Reason) : (nameof(PartitionEnd.Complete), null);
            session.Execute(EndPartition, new { partition, ended, reason, whole = end is PartitionEnd.Partial { GroupsAreWhole: true } ? 1 : 0, repeats = end is PartitionEnd.Complete { Repeats: true } ? 1 : 0 });
        }

        Note(session, run, batch.Notices);
        Mark(session, run, partition, batch.Marks);
        foreach (var unread in batch.Unread)
        {
            session.Execute(AddUnread, new { run, field = unread.Field, reason = unread.Reason, holdsNew = unread.HoldsNew ? 1 : 0 });
        }

        session.Execute(MoveCursor, new { run, version = batch.Cursor.Version, text = batch.Cursor.Text, duplicates = duplicates + repeated });
    }

    public static void Note(Session session, long run, IReadOnlyList<SourceNotice> notices)
    {
        foreach (var notice in notices)
        {
            session.Execute(AddNotice, new { run, code = notice.Code, message = notice.Message });
        }
    }

    private static void Mark(Session session, long run, long partition, IReadOnlyList<int> marks)
    {
        if (marks.Count > 0)
        {
            var entries = new byte[marks.Count * sizeof(int)];
            for (var at = 0; at < marks.Count; at++)
            {
                BinaryPrimitives.WriteInt32LittleEndian(entries.AsSpan(at * sizeof(int)), marks[at]);
            }

            session.Execute(AddMarks, new { run, partition, entries });
        }
    }

    private static long Forget(Session session, long run, long partition)
    {
        var duplicates = session.Single<long>(PartitionDuplicates, new { partition });
        session.Execute(ForgetRows, new { partition });
        session.Execute(ForgetMarks, new { run, partition });
        session.Execute(ForgetEnd, new { partition });
        return duplicates;
    }

    private static IEnumerable<object?[]> Values(long run, long partition, IReadOnlyList<StagedRow> rows)
    {
        var values = new object?[Rows.Columns.Count];
        values[0] = run;
        values[2] = partition;
        foreach (var row in rows)
        {
            values[1] = row.Key;
            values[3] = row.Fingerprint;
            values[4] = row.Content.IsEmpty ? null : Bytes.Of(row.Content);
            values[5] = row.Group;
            values[6] = row.Order;
            values[7] = row.Place;
            values[8] = row.RejectCode;
            values[9] = row.RejectReason;
            yield return values;
        }
    }
}
