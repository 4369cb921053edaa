using System.Data.Common;
using LerBridge.Core.Ledger;
using LerBridge.Storage.Dialects;

namespace LerBridge.Storage.Runs;

/// <summary>Plans that wait for a person.</summary>
internal sealed class PlanLedger(Database database) : IPlanLedger
{
    private const string ReadBrakes =
        "select code as Code, message as Message, expected as Expected, seen as Seen from run_brake where run = (select number from run where id = @id) order by number";

    private const string Past =
        """
        select number as Number, id as Id, mapping_hash as MappingHash, unchanged as Unchanged, issued as Issued, corrected as Corrected, withdrawn as Withdrawn,
               skipped as Skipped, held as Held, failed as Failed, absent_kept as AbsentKept, absent_held as AbsentHeld, absent_withdrawn as AbsentWithdrawn, waiting as Waiting, duplicates as Duplicates
        from run
        where mapping = @mapping and state = 'Ended' and outcome = 'Succeeded' and extract_complete = 1 and by_hand = 0 and scoped = 0 and parent is null
        order by started_at desc, number desc
        limit @limit
        """;

    private const string Results = "select result as Result, count as Count from run_result where run = @run order by count desc, result";
    private const string Standing = "select count(*) from credential where mapping = @mapping and state <> 'Revoked'";

    private const string Stale =
        """
        select count(*)
        from decision d
        left join credential c on c.id = d.credential_id
        left join credential replaced on replaced.id = d.replaces_id
        where d.run = (select number from run where id = @id)
          and (d.kind in ('New', 'Corrected', 'Withdrawn', 'AbsentWithdrawn') or (d.kind in ('Unchanged', 'Skipped') and d.change = 'KeyChange'))
          and d.credential_id is not null
          and (d.base_version <> coalesce(c.version, 0) or (d.replaces_id is not null and d.replaces_version <> coalesce(replaced.version, 0)))
        """;

    // Runs and acts by hand are numbered as they begin; a rest was decided by the run that it is the rest of.
    private const string Moved =
        """
        select count(*)
        from person_move m
        where m.run > (select coalesce(p.parent, p.number) from run p where p.id = @id)
          and exists (
            select 1
            from decision d
            where d.run = (select number from run where id = @id)
              and d.kind in ('New', 'Corrected', 'Withdrawn', 'AbsentWithdrawn')
              and (d.person_id in (m.from_person, m.to_person) or d.replaces_person in (m.from_person, m.to_person)))
        """;

    private const string Columns =
        "d.number, d.record_key, d.partition, d.fingerprint, d.kind, d.credential_id, d.person_id, d.base_version, d.claims_hash, d.code, d.reason, d.place, d.change, d.action, d.asks, d.waits";

    private const string SampleOf =
        $"""
        select {Columns}
        from decision d
        where d.run = (select number from run where id = @id) and d.kind = @kind and d.rest = 0
        order by d.number
        limit @limit
        """;

    private const string Rows =
        $"""
        select {Columns}
        from decision d
        where d.run = (select number from run where id = @id)
          and d.kind in ('New', 'Corrected', 'Withdrawn', 'AbsentWithdrawn')
          and d.credential_id is not null
        order by d.credential_id, d.kind, coalesce(d.claims_hash, ''), d.base_version
        """;

    private const string Approve =
        """
        update run
        set state = 'Applying', outcome = null, approved_by = @by, approved_at = @at, override_reason = @reason
        where id = @id and state = 'Planned'
        """;

    private const string Expired = "select id from run where mapping = @mapping and state = 'Planned' and expires_at <= @now";
    private const string CutShort = "select id from run where mapping = @mapping and plan_kind = 'Plan' and state in ('Pulling', 'Deciding')";

    private static readonly DecisionKind[] Shown =
        [DecisionKind.New, DecisionKind.Corrected, DecisionKind.Withdrawn, DecisionKind.AbsentWithdrawn, DecisionKind.Held, DecisionKind.AbsentHeld];

    public Task<IReadOnlyList<RunEntry>> WaitingAsync(string? mapping, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<RunEntry>>(session => [.. RunTable.Planned(session, mapping).Select(row => row.ToEntry())], cancellationToken);

    public Task<RunEntry?> RestOfAsync(string runId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => RunTable.Rest(session, runId)?.ToEntry(), cancellationToken);

    public Task<IReadOnlyList<Brake>> BrakesAsync(string runId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Brake>>(session => session.Query<Brake>(ReadBrakes, new { id = runId }), cancellationToken);

    public Task<IReadOnlyList<PeriodCounts>> PeriodsAsync(string runId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<PeriodCounts>>(session => ScopeStore.Periods(session, runId), cancellationToken);

    public Task<IReadOnlyList<PastRun>> PastAsync(string mapping, int limit, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<PastRun>>(
        session =>
        [
            .. session.Query<PastRow>(Past, new { mapping, limit }).Select(row => new PastRun(
                row.Id, row.MappingHash, row.Counts(), session.Query<ResultCount>(Results, new { run = row.Number }))),
        ],
        cancellationToken);

    public Task<long> CountStandingAsync(string mapping, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.Scalar<long>(Standing, new { mapping }), cancellationToken);

    public Task<long> CountStaleAsync(string planId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.Scalar<long>(Stale, new { id = planId }), cancellationToken);

    public Task<long> CountMovedAsync(string planId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.Scalar<long>(Moved, new { id = planId }), cancellationToken);

    public Task<IReadOnlyList<Decision>> SampleAsync(string planId, int perKind, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Decision>>(
        session =>
        {
            var sample = new List<Decision>();
            var select = session.Prepare(SampleOf, "@id", "@kind", "@limit");
            select[0] = planId;
            select[2] = perKind;
            foreach (var kind in Shown)
            {
                select[1] = kind.ToString();
                using var reader = select.Read();
                while (reader.Read())
                {
                    sample.Add(Read(reader));
                }
            }

            return sample;
        },
        cancellationToken);

    public IAsyncEnumerable<Decision> ReadRowsAsync(string planId, CancellationToken cancellationToken) => database.StreamAsync(
        session =>
        {
            var select = session.Prepare(Rows, "@id");
            select[0] = planId;
            return select.Read();
        },
        Read,
        cancellationToken);

    public Task<RunEntry?> ApproveAsync(string planId, PlanApproval approval, CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Power,
        session => session.Execute(Approve, new { id = planId, by = approval.By, at = Instants.Write(approval.At), reason = approval.OverrideReason }) == 0
            ? null
            : RunTable.Find(session, planId)?.ToEntry(),
        cancellationToken);

    public Task<bool> DiscardAsync(string planId, DateTimeOffset at, string code, string reason, CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Power,
        session =>
        {
            if (RunTable.Lock(session, planId) is not { StateValue: RunState.Planned })
            {
                return false;
            }

            RunEnding.Discard(session, planId, at, code, reason);
            return true;
        },
        cancellationToken);

    public Task SweepAsync(string mapping, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Process,
        session =>
        {
            foreach (var id in session.Query<string>(Expired, new { mapping, now = Instants.Write(now) }))
            {
                if (RunTable.Lock(session, id) is { StateValue: RunState.Planned })
                {
                    RunEnding.Discard(session, id, now, PlanEnds.Expired, PlanEnds.ExpiredText);
                }
            }

            foreach (var id in session.Query<string>(CutShort, new { mapping }))
            {
                RunEnding.Abandon(session, id, now, RunOutcome.Discarded, PlanEnds.CutShort, PlanEnds.CutShortText);
            }
        },
        cancellationToken);

    private static Decision Read(DbDataReader row) => new()
    {
        RecordKey = row.GetString(1),
        Partition = row.GetString(2),
        Fingerprint = row.GetString(3),
        Kind = Enum.Parse<DecisionKind>(row.GetString(4)),
        CredentialId = row.TextOrNull(5),
        PersonId = row.TextOrNull(6),
        BaseVersion = row.Int(7),
        ClaimsHash = row.TextOrNull(8),
        Code = row.TextOrNull(9),
        Reason = row.TextOrNull(10),
        Where = row.TextOrNull(11),
        Change = row.WordOrNull<SourceChange>(12),
        Action = row.WordOrNull<CredentialAction>(13),
        Asks = row.TextOrNull(14),
        Waits = row.Int(15) != 0,
    };

    private sealed record PastRow : CountsRow
    {
        public required long Number { get; init; }

        public required string Id { get; init; }

        public required string MappingHash { get; init; }
    }
}
