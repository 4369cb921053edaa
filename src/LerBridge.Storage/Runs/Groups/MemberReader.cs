using System.Data.Common;
using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Runs.Groups;

/// <summary>Reads candidates with what became of their groups. Records that this run has not read are compared, but not decided.</summary>
internal static class MemberReader
{
    private const int PageSize = 500;

    private const string Select =
        $"""
        select x.number, x.record_key, x.partition, x.fingerprint, x.standing, x.kept, x.group_key, x.rank, x.dated, x.person_id, x.privacy_unknown, x.code, x.reason, x.place,
               x.absent_since, x.absent_runs, x.claims,
               w.standing, o.standing, c.group_key,
               x.rejected, g.id, g.person_id, g.generation, g.version, g.state, g.claims_hash, g.rank, g.stopped_by, g.suspendable, g.record_key,
               {KnownRows.Columns}
        from candidate x
        left join candidate w on w.run = x.run and w.group_key = x.group_key and w.kept = 1
        left join record_state r on r.mapping = @mapping and r.record_key = x.record_key
        left join credential c on c.number = r.credential and c.record_key = r.record_key
        left join candidate o on o.run = x.run and o.group_key = c.group_key and o.kept = 1
        left join credential g on g.number = (
            select n.number from credential n where n.mapping = @mapping and n.group_key = x.group_key order by n.generation desc limit 1)
        where x.run = @run and x.number > @after and x.standing not in ('Stands', 'Possible')
        order by x.number
        limit @size
        """;

    public static IAsyncEnumerable<GroupMember> ReadAsync(Database database, string runId, CancellationToken cancellationToken) =>
        Pages.ReadAsync(database, PageSize, 0L, (session, after) => Page(session, RunTable.Require(session, runId, RunState.Deciding, RunState.Applying), after), cancellationToken);

    private static List<(long Number, GroupMember Member)> Page(Session session, RunRow run, long after)
    {
        var select = session.Prepare(Select, "@run", "@mapping", "@after", "@size");
        select[0] = run.Number;
        select[1] = run.Mapping;
        select[2] = after;
        select[3] = PageSize;
        var page = new List<(long, GroupMember)>(PageSize);
        var texts = new RepeatedText();
        using var reader = select.Read();
        while (reader.Read())
        {
            page.Add((reader.GetInt64(0), Member(reader, texts)));
        }

        return page;
    }

    private static GroupMember Member(DbDataReader row, RepeatedText texts)
    {
        var candidate = new Candidate
        {
            RecordKey = row.GetString(1),
            Partition = texts.Of(row.GetString(2)),
            Fingerprint = row.GetString(3),
            Standing = Enum.Parse<Standing>(row.GetString(4)),
            Group = row.TextOrNull(6),
            Rank = row.TextOrNull(7),
            Dated = row.TextOrNull(8),
            PersonId = row.TextOrNull(9),
            PrivacyUnknown = row.Int(10) != 0,
            Rejected = row.Int(20) != 0,
            Code = row.TextOrNull(11),
            Reason = row.TextOrNull(12),
            Where = row.TextOrNull(13),
            AbsentSince = Instants.ReadDayOrNull(row.TextOrNull(14)),
            AbsentRuns = row.Int(15),
            Claims = row.IsDBNull(16) ? default : row.GetFieldValue<byte[]>(16),
        };
        var known = KnownRows.Read(row, 31, candidate.RecordKey, texts);
        var ownGroup = row.TextOrNull(19);
        var ofGroup = row.IsDBNull(21) ? null : KnownRows.Credential(row, 21);
        return new GroupMember
        {
            Candidate = candidate,
            Kept = row.Int(5) != 0,
            KeptStanding = row.WordOrNull<Standing>(17),
            OwnKeptStanding = row.WordOrNull<Standing>(18),
            Known = known,
            OwnIsOfGroup = known?.Credential is not null && ownGroup is not null && ownGroup == candidate.Group,
            OwnIsUngrouped = known?.Credential is not null && ownGroup is null,
            OfGroup = ofGroup,
            Passes = ofGroup is not null && row.GetString(30) != candidate.RecordKey,
        };
    }
}
