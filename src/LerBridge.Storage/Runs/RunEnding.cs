using LerBridge.Core.Ledger;
using LerBridge.Storage.People;
using LerBridge.Storage.Runs.Settled;

namespace LerBridge.Storage.Runs;

/// <summary>Ends runs.</summary>
internal static class RunEnding
{
    private const string PlanIsLeft = "select 1 where exists (select 1 from decision where run = @run and number > @after)";

    // Seen again: the records that needed no decision are where they were found now, and no longer absent.
    private const string Seen =
        """
        update record_state
        set partition = seen.partition, absent_since = null, absent_runs = 0, absent_code = null, absent_reason = null, absent_place = null
        from (
            select coalesce(s.record_key, s.key) as key, p.name as partition
            from staged s
            join run_partition p on p.number = s.partition
            where s.run = @run
        ) as seen
        where record_state.mapping = @mapping and record_state.record_key = seen.key
          and (record_state.partition <> seen.partition or record_state.absent_since is not null or record_state.absent_code is not null)
        """;

    private const string MoveCursor =
        """
        insert into cursor (mapping, version, text, run, moved_at) values (@mapping, @version, @text, @run, @at)
        on conflict (mapping) do update set version = excluded.version, text = excluded.text, run = excluded.run, moved_at = excluded.moved_at
        """;

    private const string ForgetMarks = "delete from settled_mark where run = @run";

    private const string Finish = "update run set state = 'Ended', outcome = @outcome, ended_at = @at, failure = @failure, failure_code = @code where number = @run";

    public static RunEntry Complete(Session session, string runId, DateTimeOffset endedAt, RunOutcome outcome)
    {
        var run = RunTable.Require(session, runId, RunState.Applying);
        if (PartStore.Exist(session, run.Number) ? PartStore.AreLeft(session, run.Number) : session.Scalar<long?>(PlanIsLeft, new { run = run.Number, after = run.AppliedThrough }) is not null)
        {
            throw new InvalidOperationException($"The plan of run {runId} has rows that were not applied; the cursor would pass over them.");
        }

        session.Dialect.Analyze(session, "record_state", "credential", "outbox");
        session.Execute(Seen, new { run = run.Number, mapping = run.Mapping });
        NoteTaken(session, run.Number, PlannedPersons.Confirm(session, run.Number));
        if (run.Cursor is { } cursor && run.Scope is null)
        {
            session.Execute(MoveCursor, new { mapping = run.Mapping, version = cursor.Version, text = cursor.Text, run = run.Number, at = Instants.Write(endedAt) });
        }

        // What was planned on the register as it was before would undo what was done now. The run's own rest was decided with it.
        var overtaken = run.PlanKind == nameof(PlanKind.Rest)
            ? []
            : RunTable.Planned(session, run.Mapping).Where(plan => plan.Id != runId && plan.Parent != runId && Overtaking.IsOvertaken(session, plan, run)).Select(plan => plan.Id).ToArray();
        ExtractEnding.Keep(session, run);
        SeenFieldStore.DropEarlier(session, run.Mapping, run.Number);
        End(session, run.Number, endedAt, outcome, failure: null, code: null);
        foreach (var plan in overtaken)
        {
            if (RunTable.Lock(session, plan) is { StateValue: RunState.Planned })
            {
                Discard(session, plan, endedAt, PlanEnds.Replaced, PlanEnds.ReplacedBy(runId));
            }
        }

        return RunTable.Require(session, runId, RunState.Ended).ToEntry();
    }

    /// <summary>Ends a plan that waits, and its rest with it.</summary>
    public static void Discard(Session session, string planId, DateTimeOffset at, string code, string reason)
    {
        var plan = RunTable.Require(session, planId, RunState.Planned);
        PlannedPersons.Drop(session, plan.Number);
        KeptExtract.Drops(session, plan);
        End(session, plan.Number, at, RunOutcome.Discarded, reason, code);
        if (RunTable.Rest(session, planId) is { } rest)
        {
            Discard(session, rest.Id, at, code, reason);
        }
    }

    public static void Abandon(Session session, string runId, DateTimeOffset endedAt, RunOutcome outcome, string code, string failure)
    {
        var run = RunTable.Require(session, runId, RunState.Pulling, RunState.Deciding, RunState.Applying);
        PlannedPersons.Drop(session, run.Number);
        KeptExtract.Drops(session, run);
        if (run.StateValue == RunState.Applying)
        {
            // A part of it may have been written, and no page was built again for that.
            SettledBuilder.Drop(session, run.Mapping);
        }

        End(session, run.Number, endedAt, outcome, failure, code);
    }

    private static void End(Session session, long run, DateTimeOffset endedAt, RunOutcome outcome, string? failure, string? code)
    {
        PartStore.Clear(session, run);
        Plan.DropClaims(session, run);
        Groups.Candidates.Clear(session, run);
        KeyCandidates.Clear(session, run);
        session.Execute(ForgetMarks, new { run });
        session.Execute(Finish, new { run, outcome = outcome.ToString(), at = Instants.Write(endedAt), failure, code });
    }

    private static void NoteTaken(Session session, long run, long taken)
    {
        if (taken > 0)
        {
            const string message = "An identifier that this run gave to a person had been given to another person by another run meanwhile; it stays with that one. Look at both records at their sources.";
            Plan.AddProblem(session, run, new RunProblem(DecisionKind.Held, "LB4004", message, Where: null, taken, Example: null));
        }
    }
}
