using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Runs;

/// <summary>Ends a pull: numbers, judges completeness, and clears what an earlier attempt at deciding left behind. May be repeated.</summary>
internal static class PullEnd
{
    // A group is a JSON array; the record key is the same array with the number as one more text (["E1","P1"] and 2 give ["E1","P1","2"]).
    private const string Number =
        """
        update staged
        set sequence = ranked.sequence,
            record_key = concat(substr(ranked.sequence_group, 1, length(ranked.sequence_group) - 1), ',"', ranked.sequence, '"]')
        from (
            select number, sequence_group, row_number() over (partition by sequence_group order by coalesce(sequence_order, ''), key) as sequence
            from staged
            where run = @run and sequence_group is not null
        ) as ranked
        where staged.number = ranked.number
        """;

    // Their groups are counted with them, and then nothing of the run is about them: what has no record key is not read.
    private const string PutAside = "update staged set record_key = null where run = @run and sequence_group is not null and (sequence_order is null or sequence_order < @from or sequence_order > @to)";

    private const string KeepKeys = "update staged set sequence = null, record_key = key where run = @run and sequence_group is null";

    private const string Judge =
        """
        update run
        set state = 'Deciding', numbered = @numbered, plan_hash = null,
            extract_complete = case
                when exists (select 1 from run_partition where run = @run)
                 and not exists (select 1 from run_partition where run = @run and (ended is null or ended <> 'Complete')) then 1
                else 0 end
        where number = @run
        """;

    private const string AllAreSure = "update staged set unsure = 0 where run = @run and unsure <> 0";

    // A partition that is cut off, and does not hold whole groups, may lack a row of any of them.
    private const string NoneIsSure =
        """
        update staged
        set unsure = 1
        where run = @run and sequence_group is not null
          and exists (select 1 from run_partition p where p.run = @run and (p.ended is null or (p.ended <> 'Complete' and p.whole_groups = 0)))
        """;

    // Fewer rows than are known: some did not change and were left out, or are gone, and which is which shows only where everything is read.
    private const string ShortGroupsAreUnsure =
        """
        update staged
        set unsure = 1
        from (
            select sequence_group, count(*) as rows
            from staged
            where run = @run and sequence_group is not null
            group by sequence_group
        ) as came
        where staged.run = @run and staged.sequence_group = came.sequence_group
          and exists (
            select 1
            from record_state r
            where r.mapping = @mapping and r.absent_since is null and r.outcome <> 'AbsentWithdrawn'
              and r.record_key = concat(substr(came.sequence_group, 1, length(came.sequence_group) - 1), ',"', came.rows + 1, '"]'))
        """;

    public static RunEntry End(Session session, string runId, bool numbered)
    {
        var run = RunTable.Require(session, runId, RunState.Pulling, RunState.Deciding);
        PartStore.Clear(session, run.Number);
        Plan.Clear(session, run.Number);
        if (numbered)
        {
            session.Execute(Number, new { run = run.Number });
            session.Execute(KeepKeys, new { run = run.Number });
        }

        session.Dialect.Analyze(session, "staged");
        session.Execute(Judge, new { run = run.Number, numbered = numbered ? 1 : 0 });
        var judged = RunTable.Require(session, runId, RunState.Deciding);
        if (numbered)
        {
            session.Execute(AllAreSure, new { run = run.Number });
        }

        if (numbered && judged.ExtractComplete != 1)
        {
            session.Execute(NoneIsSure, new { run = run.Number });
            session.Execute(ShortGroupsAreUnsure, new { run = run.Number, mapping = run.Mapping });
        }

        if (numbered && run.Scope is { HasWindow: true } scope)
        {
            session.Execute(PutAside, new { run = run.Number, from = Instants.WriteDay(scope.From ?? DateOnly.MinValue), to = Instants.WriteDay(scope.To ?? DateOnly.MaxValue) });
        }

        return judged.ToEntry();
    }
}
