using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Runs;

/// <summary>Seals plans: what applies itself goes on, what waits for a person waits, and the rest becomes a plan of its own.</summary>
internal static class PlanSealer
{
    private const string SealRun = "update run set state = 'Applying', plan_hash = @planHash where number = @run";

    private const string HoldRun =
        "update run set state = 'Planned', outcome = 'Held', plan_hash = @planHash, plan_kind = @kind, expires_at = @expiresAt where number = @run";

    private const string AddRest =
        """
        insert into run (id, mapping, connector, stream, state, outcome, started_at, record_date, mapping_hash, numbered, extract_complete, plan_hash, plan_kind, parent, expires_at,
                         scoped, scope_from, scope_to, scope_persons, scope_cohort, scope_met)
        select @id, mapping, connector, stream, 'Planned', 'Held', started_at, record_date, mapping_hash, numbered, extract_complete, @hash, 'Rest', number, @expiresAt,
               scoped, scope_from, scope_to, scope_persons, scope_cohort, scope_met
        from run
        where number = @run
        returning number
        """;

    private const string MoveRest = "update decision set run = @rest, rest = 0 where run = @run and rest = 1";
    private const string AddBrake = "insert into run_brake (run, code, message, expected, seen) values (@run, @Code, @Message, @Expected, @Seen)";
    private const string AddResult = "insert into run_result (run, result, count) values (@run, @Result, @Count)";

    public static void Seal(Session session, string runId, PlanSeal seal)
    {
        var row = RunTable.Require(session, runId, RunState.Deciding);
        var run = row.Number;
        var expiresAt = Instants.Write(seal.ExpiresAt);
        PartStore.Clear(session, run);
        if (seal.Waits is { } kind)
        {
            session.Execute(HoldRun, new { run, planHash = seal.Hash, kind = kind.ToString(), expiresAt });
            foreach (var earlier in RunTable.Planned(session, row.Mapping).Where(plan => plan.PlanKind == kind.ToString() && plan.Number != run && plan.Scope?.Identity == row.Scope?.Identity).Select(plan => plan.Id).ToArray())
            {
                RunEnding.Discard(session, earlier, Instants.Read(row.StartedAt), PlanEnds.Replaced, PlanEnds.ReplacedBy(runId));
            }
        }
        else
        {
            session.Execute(SealRun, new { run, planHash = seal.Hash });
        }

        RunTable.WriteCounts(session, run, seal.Counts);
        foreach (var problem in seal.Problems)
        {
            Plan.AddProblem(session, run, problem);
        }

        foreach (var brake in seal.Brakes)
        {
            session.Execute(AddBrake, new { run, brake.Code, brake.Message, brake.Expected, brake.Seen });
        }

        foreach (var result in seal.Results)
        {
            session.Execute(AddResult, new { run, result.Result, result.Count });
        }

        ScopeStore.Add(session, run, seal.Periods);
        if (seal.Rest is { } rest)
        {
            var number = session.Single<long>(AddRest, new { id = rest.Id, hash = rest.Hash, run, expiresAt });
            session.Execute(MoveRest, new { rest = number, run });
            RunTable.WriteCounts(session, number, rest.Counts);
        }
    }
}
