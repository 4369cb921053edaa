using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Runs.Groups;

/// <summary>Reads staged rows whose own record has nothing new while their group has: they are compared again, so their claims are needed.</summary>
internal static class SettledMembers
{
    private const int PageSize = 500;

    private const string Columns =
        $"""
        t.group_key, r.record_key, p.name, s.fingerprint, s.content, s.sequence, s.place, s.reject_code, s.reject_reason, s.unsure,
        {KnownRows.Columns}
        """;

    private const string Rest =
        """
        join run_partition p on p.number = s.partition
        left join credential c on c.number = r.credential and c.record_key = r.record_key
        where t.run = @run
          and (t.group_key > @group or (t.group_key = @group and r.record_key > @after))
          and not exists (select 1 from candidate x where x.run = @run and x.record_key = r.record_key)
        order by t.group_key, r.record_key
        limit @size
        """;

    private const string ByKey =
        $"""
        select {Columns}
        from touched_group t
        join record_state r on r.mapping = @mapping and r.group_key = t.group_key
        join staged s on s.run = @run and s.key = r.record_key
        {Rest}
        """;

    private const string ByRecordKey =
        $"""
        select {Columns}
        from touched_group t
        join record_state r on r.mapping = @mapping and r.group_key = t.group_key
        join staged s on s.run = @run and s.record_key = r.record_key
        {Rest}
        """;

    public static IAsyncEnumerable<StagedRecord> ReadAsync(Database database, string runId, CancellationToken cancellationToken) => Pages.ReadAsync(
        database, PageSize, (Group: string.Empty, Key: string.Empty), (session, after) => Page(session, RunTable.Require(session, runId, RunState.Deciding), after), cancellationToken);

    private static List<((string Group, string Key) Place, StagedRecord Record)> Page(Session session, RunRow run, (string Group, string Key) after)
    {
        var select = session.Prepare(run.Numbered != 0 ? ByRecordKey : ByKey, "@run", "@mapping", "@group", "@after", "@size");
        select[0] = run.Number;
        select[1] = run.Mapping;
        select[2] = after.Group;
        select[3] = after.Key;
        select[4] = PageSize;
        var page = new List<((string, string), StagedRecord)>();
        var texts = new RepeatedText();
        using var reader = select.Read();
        while (reader.Read())
        {
            var record = StagedReader.Record(reader, 1, texts);
            page.Add(((reader.GetString(0), record.Key), record));
        }

        return page;
    }
}
