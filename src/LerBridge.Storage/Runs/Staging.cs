using Dapper;
using LerBridge.Core.Ledger;
using LerBridge.Core.Sources;

namespace LerBridge.Storage.Runs;

/// <summary>Keeps batches: rows, how their partition stands, notices, and the cursor that is true with them.</summary>
internal static class Staging
{
    private const string AddPartition = "insert into run_partition (run, name) values (@run, @name) on conflict (run, name) do nothing";
    private const string PartitionNumber = "select number from run_partition where run = @run and name = @name";
    private const string PartitionDuplicates = "select duplicates from run_partition where number = @partition";
    private const string ForgetRows = "delete from staged where partition = @partition";
    private const string ForgetEnd = "update run_partition set ended = null, reason = null, whole_groups = 0, duplicates = 0 where number = @partition";

    private const string Insert =
        """
        insert into staged (run, key, partition, fingerprint, content, sequence_group, sequence_order, place, reject_code, reject_reason)
        values (@run, @key, @partition, @fingerprint, @content, @group, @order, @place, @rejectCode, @rejectReason)
        on conflict (run, key) do nothing
        """;

    private const string Replace =
        """
        update staged
        set partition = @partition, fingerprint = @fingerprint, content = @content, sequence_group = @group, sequence_order = @order,
            place = @place, reject_code = @rejectCode, reject_reason = @rejectReason
        where run = @run and key = @key
        """;

    private const string CountDuplicates = "update run_partition set duplicates = duplicates + @count where number = @partition";
    private const string EndPartition = "update run_partition set ended = @ended, reason = @reason, whole_groups = @whole where number = @partition";

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

    private const string MoveCursor = "update run set staged_version = @version, staged_cursor = @text, duplicates = duplicates + @duplicates where number = @run";

    public static void Keep(Session session, long run, StagedBatch batch)
    {
        session.Connection.Execute(AddPartition, new { run, name = batch.Partition }, session.Transaction);
        var partition = session.Connection.QuerySingle<long>(PartitionNumber, new { run, name = batch.Partition }, session.Transaction);
        var duplicates = batch.Restarts ? -Forget(session, partition) : 0;
        var repeated = KeepRows(session, run, partition, batch.Rows);
        if (repeated > 0)
        {
            session.Connection.Execute(CountDuplicates, new { partition, count = repeated }, session.Transaction);
        }

        if (batch.End is { } end)
        {
            var (ended, reason) = end is PartitionEnd.Partial partial ? (nameof(PartitionEnd.Partial), partial.Reason) : (nameof(PartitionEnd.Complete), null);
            session.Connection.Execute(EndPartition, new { partition, ended, reason, whole = end is PartitionEnd.Partial { GroupsAreWhole: true } ? 1 : 0 }, session.Transaction);
        }

        Note(session, run, batch.Notices);

        foreach (var unread in batch.Unread)
        {
            session.Connection.Execute(AddUnread, new { run, field = unread.Field, reason = unread.Reason, holdsNew = unread.HoldsNew ? 1 : 0 }, session.Transaction);
        }

        session.Connection.Execute(MoveCursor, new { run, version = batch.Cursor.Version, text = batch.Cursor.Text, duplicates = duplicates + repeated }, session.Transaction);
    }

    public static void Note(Session session, long run, IReadOnlyList<SourceNotice> notices)
    {
        foreach (var notice in notices)
        {
            session.Connection.Execute(AddNotice, new { run, code = notice.Code, message = notice.Message }, session.Transaction);
        }
    }

    private static long Forget(Session session, long partition)
    {
        var duplicates = session.Connection.QuerySingle<long>(PartitionDuplicates, new { partition }, session.Transaction);
        session.Connection.Execute(ForgetRows, new { partition }, session.Transaction);
        session.Connection.Execute(ForgetEnd, new { partition }, session.Transaction);
        return duplicates;
    }

    private static long KeepRows(Session session, long run, long partition, IReadOnlyList<StagedRow> rows)
    {
        string[] names = ["@run", "@key", "@partition", "@fingerprint", "@content", "@group", "@order", "@place", "@rejectCode", "@rejectReason"];
        var insert = session.Prepare(Insert, names);
        var replace = session.Prepare(Replace, names);
        insert[0] = replace[0] = run;
        insert[2] = replace[2] = partition;
        var repeated = 0L;
        foreach (var row in rows)
        {
            Set(insert, row);
            if (insert.Run() == 0)
            {
                Set(replace, row);
                replace.Run();
                repeated++;
            }
        }

        return repeated;
    }

    private static void Set(PreparedCommand command, StagedRow row)
    {
        command[1] = row.Key;
        command[3] = row.Fingerprint;
        command[4] = row.Content.IsEmpty ? null : Bytes.Of(row.Content);
        command[5] = row.Group;
        command[6] = row.Order;
        command[7] = row.Place;
        command[8] = row.RejectCode;
        command[9] = row.RejectReason;
    }
}
