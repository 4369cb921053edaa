using Dapper;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Storage.People;

namespace LerBridge.Storage.Runs.Groups;

/// <summary>The candidates of a run: who is compared with whom, and which one of each group is kept.</summary>
internal static class Candidates
{
    private const string Insert =
        """
        insert into candidate (run, record_key, partition, fingerprint, standing, eligible, group_key, rank, dated, person_id, privacy_unknown, code, reason, place, absent_since, absent_runs, claims, rejected)
        values (@run, @recordKey, @partition, @fingerprint, @standing, @eligible, @group, @rank, @dated, @person, @privacyUnknown, @code, @reason, @place, @absentSince, @absentRuns, @claims, @rejected)
        """;

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

    private const string ChooseBest = "(rank is null), rank desc, (dated is null), dated, record_key";
    private const string ChooseLatest = "(dated is null), dated desc, (rank is null), rank desc, record_key";
    private const string ChooseFirst = "(dated is null), dated, (rank is null), rank desc, record_key";

    private const string ClearCandidates = "delete from candidate where run = @run";
    private const string ClearTouched = "delete from touched_group where run = @run";

    public static void Add(Session session, string runId, IReadOnlyList<Candidate> candidates, IReadOnlyList<LerBridge.Core.People.PlannedPerson> persons)
    {
        var run = RunTable.Require(session, runId, RunState.Deciding).Number;
        PlannedPersons.Add(session, run, persons);
        var insert = session.Prepare(
            Insert,
            "@run",
            "@recordKey",
            "@partition",
            "@fingerprint",
            "@standing",
            "@eligible",
            "@group",
            "@rank",
            "@dated",
            "@person",
            "@privacyUnknown",
            "@code",
            "@reason",
            "@place",
            "@absentSince",
            "@absentRuns",
            "@claims",
            "@rejected");
        insert[0] = run;
        foreach (var candidate in candidates)
        {
            insert[1] = candidate.RecordKey;
            insert[2] = candidate.Partition;
            insert[3] = candidate.Fingerprint;
            insert[4] = candidate.Standing.ToString();
            insert[5] = candidate is { Standing: Standing.Qualifies, Group: not null } ? 1 : 0;
            insert[6] = candidate.Group;
            insert[7] = candidate.Rank;
            insert[8] = candidate.Dated;
            insert[9] = candidate.PersonId;
            insert[10] = candidate.PrivacyUnknown ? 1 : 0;
            insert[11] = candidate.Code;
            insert[12] = candidate.Reason;
            insert[13] = candidate.Where;
            insert[14] = Instants.WriteDay(candidate.AbsentSince);
            insert[15] = candidate.AbsentRuns;
            insert[16] = candidate.Claims.IsEmpty ? null : Bytes.Of(candidate.Claims);
            insert[17] = candidate.Rejected ? 1 : 0;
            insert.Run();
        }
    }

    /// <summary>Notes the groups that have something new.</summary>
    public static void NoteGroups(Session session, string runId)
    {
        var run = RunTable.Require(session, runId, RunState.Deciding);
        session.Connection.Execute(Touch, new { run = run.Number, mapping = run.Mapping }, session.Transaction);
    }

    /// <summary>Keeps one record of each group. Ties go to the record that was dated first, then to the lowest key, so that the same records always give the same answer.</summary>
    public static void Choose(Session session, string runId, Keep keep, string superseded)
    {
        var run = RunTable.Require(session, runId, RunState.Deciding);
        var of = new { run = run.Number, mapping = run.Mapping, superseded, complete = run.ExtractComplete ?? 0 };
        session.Connection.Execute(LetStand, of, session.Transaction);
        session.Connection.Execute(AddUnread, of, session.Transaction);
        session.Connection.Execute(
            keep switch
            {
                Keep.Best => Choice(ChooseBest),
                Keep.Latest => Choice(ChooseLatest),
                Keep.First => Choice(ChooseFirst),
                _ => throw new ArgumentOutOfRangeException(nameof(keep)),
            },
            of,
            session.Transaction);
    }

    public static void Clear(Session session, long run)
    {
        session.Connection.Execute(ClearCandidates, new { run }, session.Transaction);
        session.Connection.Execute(ClearTouched, new { run }, session.Transaction);
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
