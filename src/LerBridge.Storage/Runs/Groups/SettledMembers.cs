using System.Runtime.CompilerServices;
using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Runs.Groups;

/// <summary>Reads staged rows whose own record has nothing new while their group has: they are compared again, so their claims are needed.</summary>
internal static class SettledMembers
{
    private const int PageSize = 500;

    private const string Columns =
        $"""
        t.group_key, r.record_key, p.name, s.fingerprint, s.content, s.sequence, s.place, s.reject_code, s.reject_reason,
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

    public static async IAsyncEnumerable<StagedRecord> ReadAsync(Database database, string runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var run = await database.ReadAsync(session => RunTable.Require(session, runId, RunState.Deciding), cancellationToken);
        var (group, after) = (string.Empty, string.Empty);
        while (true)
        {
            var page = await database.ReadAsync(session => Page(session, run, group, after), cancellationToken);
            foreach (var (_, record) in page)
            {
                yield return record;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            (group, after) = (page[^1].Group, page[^1].Record.Key);
        }
    }

    private static List<(string Group, StagedRecord Record)> Page(Session session, RunRow run, string group, string after)
    {
        var select = session.Prepare(run.Numbered != 0 ? ByRecordKey : ByKey, "@run", "@mapping", "@group", "@after", "@size");
        select[0] = run.Number;
        select[1] = run.Mapping;
        select[2] = group;
        select[3] = after;
        select[4] = PageSize;
        var page = new List<(string, StagedRecord)>();
        var texts = new RepeatedText();
        using var reader = select.Read();
        while (reader.Read())
        {
            page.Add((reader.GetString(0), StagedReader.Record(reader, 1, texts)));
        }

        return page;
    }
}
