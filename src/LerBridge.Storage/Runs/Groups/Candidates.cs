using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Storage.Dialects;
using LerBridge.Storage.People;

namespace LerBridge.Storage.Runs.Groups;

/// <summary>The candidates of a run: who is compared with whom, and which one of each group is kept.</summary>
internal static class Candidates
{
    private static readonly BulkTable Rows = new(
        "candidate",
        [],
        BulkColumn.Number("run"),
        BulkColumn.Text("record_key"),
        BulkColumn.Text("partition"),
        BulkColumn.Text("fingerprint"),
        BulkColumn.Text("standing"),
        BulkColumn.Number("eligible"),
        BulkColumn.Text("group_key"),
        BulkColumn.Text("rank"),
        BulkColumn.Text("dated"),
        BulkColumn.Text("person_id"),
        BulkColumn.Number("privacy_unknown"),
        BulkColumn.Text("code"),
        BulkColumn.Text("reason"),
        BulkColumn.Text("place"),
        BulkColumn.Text("absent_since"),
        BulkColumn.Number("absent_runs"),
        BulkColumn.Bytes("claims"),
        BulkColumn.Number("rejected"));

    // Where a candidate is now, where it was, and the group of the credential that stands for it.
    private const string Touch =
        """
        insert into touched_group (run, group_key)
        select @run, group_key from candidate where run = @run and group_key is not null
        union
        select @run, r.group_key from candidate x join record_state r on r.mapping = @mapping and r.record_key = x.record_key where x.run = @run and r.group_key is not null
        union
        select @run, c.group_key
        from candidate x
        join record_state r on r.mapping = @mapping and r.record_key = x.record_key
        join credential c on c.number = r.credential and c.record_key = r.record_key
        where x.run = @run and c.group_key is not null
        on conflict (run, group_key) do nothing
        """;

    // What is held or could not be mapped is not known to have lost what it had: it goes on standing for its credential, at the rank it had.
    private const string LetStand =
        """
        update candidate
        set eligible = 1, rank = standing_for.rank, dated = standing_for.dated, group_key = standing_for.group_key
        from (
            select r.record_key, c.rank, r.dated, c.group_key
            from record_state r
            join credential c on c.number = r.credential and c.record_key = r.record_key
            where r.mapping = @mapping and c.state <> 'Revoked' and c.group_key is not null
        ) as standing_for
        where candidate.run = @run and candidate.standing in ('Held', 'Failed') and candidate.record_key = standing_for.record_key
        """;

    // Known records of the touched groups that this run has not read: what a complete partition lacks is gone, unless its credential stands and its absence is not acted on yet.
    private const string AddUnread =
        """
        insert into candidate (run, record_key, partition, fingerprint, standing, eligible, group_key, rank, dated, privacy_unknown, absent_runs, rejected)
        select @run, r.record_key, r.partition, r.fingerprint, case when c.number is null then 'Possible' else 'Stands' end, 1, r.group_key, coalesce(r.rank, c.rank), r.dated, 0, 0, 0
        from touched_group t
        join record_state r on r.mapping = @mapping and r.group_key = t.group_key
        left join credential c on c.number = r.credential and c.record_key = r.record_key and c.group_key = r.group_key and c.state <> 'Revoked'
        left join run_partition p on p.run = @run and p.name = r.partition
        where t.run = @run
          and not exists (select 1 from candidate x where x.run = @run and x.record_key = r.record_key)
          and (c.number is not null
               or (r.outcome = 'Skipped' and r.code = @superseded and not (coalesce(p.ended, '') = 'Complete' or (p.number is null and @complete = 1))))
        """;

    private const string ChooseBest = "case when rank is null then 1 else 0 end, rank desc, case when dated is null then 1 else 0 end, dated, record_key";
    private const string ChooseLatest = "case when dated is null then 1 else 0 end, dated desc, case when rank is null then 1 else 0 end, rank desc, record_key";
    private const string ChooseFirst = "case when dated is null then 1 else 0 end, dated, case when rank is null then 1 else 0 end, rank desc, record_key";

    private const string ClearCandidates = "delete from candidate where run = @run";
    private const string ClearTouched = "delete from touched_group where run = @run";

    public static void Add(Session session, string runId, IReadOnlyList<Candidate> candidates, IReadOnlyList<LerBridge.Core.People.PlannedPerson> persons)
    {
        var run = RunTable.Require(session, runId, RunState.Deciding).Number;
        PlannedPersons.Add(session, run, persons);
        session.Dialect.Bulk.Insert(session, Rows, Values(run, candidates));
    }

    private static IEnumerable<object?[]> Values(long run, IReadOnlyList<Candidate> candidates)
    {
        var values = new object?[Rows.Columns.Count];
        values[0] = run;
        foreach (var candidate in candidates)
        {
            values[1] = candidate.RecordKey;
            values[2] = candidate.Partition;
            values[3] = candidate.Fingerprint;
            values[4] = candidate.Standing.ToString();
            values[5] = candidate is { Standing: Standing.Qualifies, Group: not null } ? 1 : 0;
            values[6] = candidate.Group;
            values[7] = candidate.Rank;
            values[8] = candidate.Dated;
            values[9] = candidate.PersonId;
            values[10] = candidate.PrivacyUnknown ? 1 : 0;
            values[11] = candidate.Code;
            values[12] = candidate.Reason;
            values[13] = candidate.Where;
            values[14] = Instants.WriteDay(candidate.AbsentSince);
            values[15] = candidate.AbsentRuns;
            values[16] = candidate.Claims.IsEmpty ? null : Bytes.Of(candidate.Claims);
            values[17] = candidate.Rejected ? 1 : 0;
            yield return values;
        }
    }

    /// <summary>Notes the groups that have something new.</summary>
    public static void NoteGroups(Session session, string runId)
    {
        var run = RunTable.Require(session, runId, RunState.Deciding);
        session.Execute(Touch, new { run = run.Number, mapping = run.Mapping });
    }

    /// <summary>Keeps one record of each group. Ties go to the record that was dated first, then to the lowest key, so that the same records always give the same answer.</summary>
    public static void Choose(Session session, string runId, Keep keep, string superseded)
    {
        var run = RunTable.Require(session, runId, RunState.Deciding);
        var of = new { run = run.Number, mapping = run.Mapping, superseded, complete = run.ExtractComplete ?? 0 };
        session.Execute(LetStand, of);
        session.Execute(AddUnread, of);
        session.Execute(
            keep switch
            {
                Keep.Best => Choice(ChooseBest),
                Keep.Latest => Choice(ChooseLatest),
                Keep.First => Choice(ChooseFirst),
                _ => throw new ArgumentOutOfRangeException(nameof(keep)),
            },
            of);
    }

    public static void Clear(Session session, long run)
    {
        session.Execute(ClearCandidates, new { run });
        session.Execute(ClearTouched, new { run });
    }

    private static string Choice(string order) =>
        $"""
        update candidate
        set kept = 1
        from (
            select number, row_number() over (partition by group_key order by {order}) as place
            from candidate
            where run = @run and eligible = 1
        ) as ranked
        where candidate.number = ranked.number and ranked.place = 1
        """;
}
