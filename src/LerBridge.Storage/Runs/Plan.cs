using Dapper;
using LerBridge.Core.Ledger;
using LerBridge.Core.People;
using LerBridge.Storage.People;

namespace LerBridge.Storage.Runs;

/// <summary>The rows of a plan, from deciding to sealing.</summary>
internal static class Plan
{
    private const string ClearClaims = "delete from decision_claims where decision in (select number from decision where run = @run)";
    private const string ClearRows = "delete from decision where run = @run";
    private const string ClearProblems = "delete from run_problem where run = @run";
    private const string NextNumber = "select coalesce(max(number), 0) + 1 from decision";

    private const string Insert =
        """
        insert into decision (number, run, record_key, partition, fingerprint, kind, credential_id, person_id, generation, base_version, claims_hash,
            privacy_unknown, waits, code, reason, place, absent_since, absent_runs, change, action, cause, replaces_id, replaces_version, replaces_person, rank, suspendable,
            pending, pending_since, pending_runs, group_key, dated, asks, rest)
        values (@number, @run, @recordKey, @partition, @fingerprint, @kind, @credentialId, @personId, @generation, @baseVersion, @claimsHash,
            @privacyUnknown, @waits, @code, @reason, @place, @absentSince, @absentRuns, @change, @action, @cause, @replacesId, @replacesVersion, @replacesPerson, @rank, @suspendable,
            @pending, @pendingSince, @pendingRuns, @group, @dated, @asks, @rest)
        """;

    private const string InsertClaims = "insert into decision_claims (decision, claims, outline) values (@decision, @claims, @outline)";

    private const string InsertProblem =
        """
        insert into run_problem (run, kind, code, message, place, count, example)
        values (@run, @kind, @code, @message, @place, @count, @example)
        """;

    public static void Clear(Session session, long run)
    {
        PlannedPersons.Drop(session, run);
        Groups.Candidates.Clear(session, run);
        DropClaims(session, run);
        session.Connection.Execute(ClearRows, new { run }, session.Transaction);
        session.Connection.Execute(ClearProblems, new { run }, session.Transaction);
    }

    /// <summary>Forgets the claims of a plan's rows: personal data that nobody needs once the run has ended.</summary>
    public static void DropClaims(Session session, long run) => session.Connection.Execute(ClearClaims, new { run }, session.Transaction);

    public static void Add(Session session, string runId, IReadOnlyList<Decision> decisions, IReadOnlyList<PlannedPerson> persons)
    {
        var run = RunTable.Require(session, runId, RunState.Deciding).Number;
        PlannedPersons.Add(session, run, persons);
        var insert = session.Prepare(
            Insert,
            "@number",
            "@run",
            "@recordKey",
            "@partition",
            "@fingerprint",
            "@kind",
            "@credentialId",
            "@personId",
            "@generation",
            "@baseVersion",
            "@claimsHash",
            "@privacyUnknown",
            "@waits",
            "@code",
            "@reason",
            "@place",
            "@absentSince",
            "@absentRuns",
            "@change",
            "@action",
            "@cause",
            "@replacesId",
            "@replacesVersion",
            "@replacesPerson",
            "@rank",
            "@suspendable",
            "@pending",
            "@pendingSince",
            "@pendingRuns",
            "@group",
            "@dated",
            "@asks",
            "@rest");
        var insertClaims = session.Prepare(InsertClaims, "@decision", "@claims", "@outline");
        var number = session.Connection.QuerySingle<long>(NextNumber, transaction: session.Transaction);
        foreach (var (decision, rest) in decisions.SelectMany(Rows))
        {
            insert[0] = number;
            insert[1] = run;
            insert[2] = decision.RecordKey;
            insert[3] = decision.Partition;
            insert[4] = decision.Fingerprint;
            insert[5] = decision.Kind.ToString();
            insert[6] = decision.CredentialId;
            insert[7] = decision.PersonId;
            insert[8] = decision.Generation;
            insert[9] = decision.BaseVersion;
            insert[10] = decision.ClaimsHash;
            insert[11] = decision.PrivacyUnknown ? 1 : 0;
            insert[12] = decision.Waits ? 1 : 0;
            insert[13] = decision.Code;
            insert[14] = decision.Reason;
            insert[15] = decision.Where;
            insert[16] = Instants.WriteDay(decision.AbsentSince);
            insert[17] = decision.AbsentRuns;
            insert[18] = decision.Change?.ToString();
            insert[19] = decision.Action?.ToString();
            insert[20] = decision.Cause?.ToString();
            insert[21] = decision.Replaces?.Id;
            insert[22] = decision.Replaces?.Version;
            insert[23] = decision.Replaces?.PersonId;
            insert[24] = decision.Rank;
            insert[25] = decision.Suspendable ? 1 : 0;
            insert[26] = decision.Pending?.Case;
            insert[27] = Instants.WriteDay(decision.Pending?.Since);
            insert[28] = decision.Pending?.Runs ?? 0;
            insert[29] = decision.Group;
            insert[30] = decision.Dated;
            insert[31] = decision.Asks;
            insert[32] = rest ? 1 : 0;
            insert.Run();
            if (!decision.Claims.IsEmpty)
            {
                insertClaims[0] = number;
                insertClaims[1] = Bytes.Of(decision.Claims);
                insertClaims[2] = decision.Outline.IsEmpty ? null : Bytes.Of(decision.Outline);
                insertClaims.Run();
            }

            number++;
        }
    }

    // What a held row proposes is a row of its own: it goes to the rest of the plan.
    private static IEnumerable<(Decision Decision, bool IsRest)> Rows(Decision decision) =>
        decision is { Waits: true, Proposed: { } proposed } ? [(decision, false), (proposed, true)] : [(decision, false)];

    public static void AddProblem(Session session, long run, RunProblem problem) =>
        session.Connection.Execute(
            InsertProblem,
            new { run, kind = problem.Kind.ToString(), code = problem.Code, message = problem.Message, place = problem.Where, count = problem.Count, example = problem.Example },
            session.Transaction);
}
