using LerBridge.Core.Ledger;
using LerBridge.Core.People;
using LerBridge.Storage.Dialects;
using LerBridge.Storage.People;

namespace LerBridge.Storage.Runs;

/// <summary>The rows of a plan, from deciding to sealing.</summary>
internal static class Plan
{
    private const string ClearClaims = "delete from decision_claims where decision in (select number from decision where run = @run)";
    private const string ClearRows = "delete from decision where run = @run";
    private const string ClearProblems = "delete from run_problem where run = @run";

    private static readonly BulkTable Decisions = new(
        "decision",
        [],
        BulkColumn.Number("number"),
        BulkColumn.Number("run"),
        BulkColumn.Text("record_key"),
        BulkColumn.Text("partition"),
        BulkColumn.Text("fingerprint"),
        BulkColumn.Text("kind"),
        BulkColumn.Text("credential_id"),
        BulkColumn.Text("person_id"),
        BulkColumn.Number("generation"),
        BulkColumn.Number("base_version"),
        BulkColumn.Text("claims_hash"),
        BulkColumn.Number("privacy_unknown"),
        BulkColumn.Number("waits"),
        BulkColumn.Text("code"),
        BulkColumn.Text("reason"),
        BulkColumn.Text("place"),
        BulkColumn.Text("absent_since"),
        BulkColumn.Number("absent_runs"),
        BulkColumn.Text("change"),
        BulkColumn.Text("action"),
        BulkColumn.Text("cause"),
        BulkColumn.Text("replaces_id"),
        BulkColumn.Number("replaces_version"),
        BulkColumn.Text("replaces_person"),
        BulkColumn.Text("rank"),
        BulkColumn.Number("suspendable"),
        BulkColumn.Text("pending"),
        BulkColumn.Text("pending_since"),
        BulkColumn.Number("pending_runs"),
        BulkColumn.Text("group_key"),
        BulkColumn.Text("dated"),
        BulkColumn.Text("asks"),
        BulkColumn.Number("rest"));

    private static readonly BulkTable Claims = new(
        "decision_claims",
        [],
        BulkColumn.Number("decision"),
        BulkColumn.Bytes("claims"),
        BulkColumn.Bytes("outline"));

    private const string InsertProblem =
        """
        insert into run_problem (run, kind, code, message, place, count, example)
        values (@run, @kind, @code, @message, @place, @count, @example)
        """;

    public static void Clear(Session session, long run)
    {
        PlannedPersons.Drop(session, run);
        Groups.Candidates.Clear(session, run);
        KeyCandidates.Clear(session, run);
        DropClaims(session, run);
        session.Execute(ClearRows, new { run });
        session.Execute(ClearProblems, new { run });
    }

    /// <summary>Forgets the claims of a plan's rows: personal data that nobody needs once the run has ended.</summary>
    public static void DropClaims(Session session, long run) => session.Execute(ClearClaims, new { run });

    public static void Add(Session session, string runId, IReadOnlyList<Decision> decisions, IReadOnlyList<PlannedPerson> persons)
    {
        var run = RunTable.Require(session, runId, RunState.Deciding).Number;
        session.Dialect.ManyAlike(session);
        PlannedPersons.Add(session, run, persons);
        var first = session.Dialect.NextNumbers(session, "decision");
        var rows = decisions.SelectMany(Proposed).ToArray();
        session.Dialect.Bulk.Insert(session, Decisions, Values(rows, first, run));
        session.Dialect.Bulk.Insert(session, Claims, ClaimValues(rows, first));
    }

    private static IEnumerable<object?[]> Values((Decision Decision, bool IsRest)[] rows, long number, long run)
    {
        var values = new object?[Decisions.Columns.Count];
        foreach (var (decision, rest) in rows)
        {
            values[0] = number++;
            values[1] = run;
            values[2] = decision.RecordKey;
            values[3] = decision.Partition;
            values[4] = decision.Fingerprint;
            values[5] = decision.Kind.ToString();
            values[6] = decision.CredentialId;
            values[7] = decision.PersonId;
            values[8] = decision.Generation;
            values[9] = decision.BaseVersion;
            values[10] = decision.ClaimsHash;
            values[11] = decision.PrivacyUnknown ? 1 : 0;
            values[12] = decision.Waits ? 1 : 0;
            values[13] = decision.Code;
            values[14] = decision.Reason;
            values[15] = decision.Where;
            values[16] = Instants.WriteDay(decision.AbsentSince);
            values[17] = decision.AbsentRuns;
            values[18] = decision.Change?.ToString();
            values[19] = decision.Action?.ToString();
            values[20] = decision.Cause?.ToString();
            values[21] = decision.Replaces?.Id;
            values[22] = decision.Replaces?.Version;
            values[23] = decision.Replaces?.PersonId;
            values[24] = decision.Rank;
            values[25] = decision.Suspendable ? 1 : 0;
            values[26] = decision.Pending?.Case;
            values[27] = Instants.WriteDay(decision.Pending?.Since);
            values[28] = decision.Pending?.Runs ?? 0;
            values[29] = decision.Group;
            values[30] = decision.Dated;
            values[31] = decision.Asks;
            values[32] = rest ? 1 : 0;
            yield return values;
        }
    }

    private static IEnumerable<object?[]> ClaimValues((Decision Decision, bool IsRest)[] rows, long first)
    {
        for (var at = 0; at < rows.Length; at++)
        {
            var decision = rows[at].Decision;
            if (!decision.Claims.IsEmpty)
            {
                yield return [first + at, Bytes.Of(decision.Claims), decision.Outline.IsEmpty ? null : Bytes.Of(decision.Outline)];
            }
        }
    }

    // What a held row proposes is a row of its own: it goes to the rest of the plan.
    private static IEnumerable<(Decision Decision, bool IsRest)> Proposed(Decision decision) =>
        decision is { Waits: true, Proposed: { } proposed } ? [(decision, false), (proposed, true)] : [(decision, false)];

    public static void AddProblem(Session session, long run, RunProblem problem) =>
        session.Execute(
            InsertProblem,
            new { run, kind = problem.Kind.ToString(), code = problem.Code, message = problem.Message, place = problem.Where, count = problem.Count, example = problem.Example });
}
