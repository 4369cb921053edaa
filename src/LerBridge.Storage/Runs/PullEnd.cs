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

    public static RunEntry End(Session session, string runId, bool numbered)
    {
        var run = RunTable.Require(session, runId, RunState.Pulling, RunState.Deciding);
        Plan.Clear(session, run.Number);
        if (numbered)
        {
            session.Execute(Number, new { run = run.Number });
            session.Execute(KeepKeys, new { run = run.Number });
        }

        session.Dialect.Analyze(session, "staged");
        session.Execute(Judge, new { run = run.Number, numbered = numbered ? 1 : 0 });
        return RunTable.Require(session, runId, RunState.Deciding).ToEntry();
    }
}
