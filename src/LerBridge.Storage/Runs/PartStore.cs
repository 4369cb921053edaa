using LerBridge.Core.Ledger;
using LerBridge.Core.People;
using LerBridge.Storage.Dialects;
using LerBridge.Storage.People;
using LerBridge.Storage.Status;

namespace LerBridge.Storage.Runs;

/// <summary>Parts of plans. Whoever applies a part keeps its row from others until the transaction ends, so that a lease is only asked about between two of them.</summary>
internal sealed class PartStore(Database database, StatusAllotment allotment, bool shared) : IPartLedger
{
    // The last rows of the parts but for the last one, which ends with the plan.
    private const string Ends =
        """
        select number
        from (select number, row_number() over (order by number) as place from decision where run = @run and number > @after) as placed
        where place % @size = 0
        order by number
        """;

    private const string KeyEnds =
        """
        select key
        from (select s.key, row_number() over (order by s.key) as place from staged s where s.run = @run) as placed
        where place % @size = 0
        order by key
        """;

    private const string RecordKeyEnds =
        """
        select record_key
        from (select s.record_key, row_number() over (order by s.record_key) as place from staged s where s.run = @run and s.record_key is not null) as placed
        where place % @size = 0
        order by record_key
        """;

    private const string AddKeys = "insert into run_part (run, part, ends_with, applied_through, after_key, last_key) values (@run, @part, 1, 0, @after, @last)";
    private const string Decide = "update run_part set applied_through = 1, outcome = @outcome, lease_until = null where run = @run and part = @part";

    private const string Outcomes =
        """
        select part as Part, coalesce(node, '') as Node, coalesce(after_key, '') as After, last_key as Last, outcome as Outcome
        from run_part
        where run = (select number from run where id = @id)
        order by part
        """;

    private const string LastRow = "select max(number) from decision where run = @run";
    private const string Count = "select count(*) from run_part where run = @run";
    private const string Add = "insert into run_part (run, part, ends_with, applied_through) values (@run, @part, @last, @before)";

    private const string Free =
        """
        select part as Part, coalesce(after_key, '') as After, last_key as Last
        from run_part
        where run = @run and applied_through < ends_with and (lease_until is null or lease_until <= @now)
        order by part
        limit 1 for update skip locked
        """;

    private const string Take = "update run_part set node = @node, lease_until = @until where run = @run and part = @part";
    private const string Mine = "select applied_through as AppliedThrough, ends_with as EndsWith from run_part where run = @run and part = @part and node = @node for update";
    private const string Advance = "update run_part set applied_through = @through, lease_until = @until where run = @run and part = @part";
    private const string Release = "update run_part set lease_until = null where run = (select number from run where id = @id) and part = @part and node = @node";

    private const string Standing =
        """
        select count(*) as Parts, coalesce(sum(case when applied_through >= ends_with then 1 else 0 end), 0) as Done
        from run_part
        where run = (select number from run where id = @id)
        """;

    private const string Open =
        """
        select id
        from run
        where state in ('Deciding', 'Applying') and exists (
            select 1 from run_part p where p.run = run.number and p.applied_through < p.ends_with and (p.lease_until is null or p.lease_until <= @now))
        order by started_at
        """;

    private const string IsLeft = "select 1 where exists (select 1 from run_part where run = @run and applied_through < ends_with)";
    private const string Forget = "delete from run_part where run = @run";

    public bool IsShared => shared;

    public Task<int> DivideStagedAsync(string runId, int size, CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Server,
        session =>
        {
            var run = RunTable.Require(session, runId, RunState.Deciding);
            if (session.Scalar<long>(Count, new { run = run.Number }) is var known and > 0)
            {
                return (int)known;
            }

            var ends = session.Query<string>(run.Numbered != 0 ? RecordKeyEnds : KeyEnds, new { run = run.Number, size });
            if (ends.Count < 2)
            {
                return 0;
            }

            var after = string.Empty;
            for (var part = 0; part < ends.Count; part++)
            {
                // A rest that is shorter than a part goes to the last one.
                session.Execute(AddKeys, new { run = run.Number, part, after, last = part == ends.Count - 1 ? null : ends[part] });
                after = ends[part];
            }

            return ends.Count;
        },
        cancellationToken);

    public IAsyncEnumerable<StagedRecord> ReadStagedAsync(RunPart part, CancellationToken cancellationToken) =>
        StagedReader.ReadAsync(database, part.RunId, part.After, part.Last, cancellationToken);

    public async Task<bool> KeepDecidedAsync(RunPart part, IReadOnlyList<Decision> decisions, IReadOnlyList<PlannedPerson> persons, string outcome, CancellationToken cancellationToken)
    {
        try
        {
            return await this.KeepAsync(part, session => Plan.Add(session, part.RunId, decisions, persons), outcome, cancellationToken);
        }
        catch (PersonsMeetException)
        {
            return await this.KeepAsync(part, _ => { }, outcome: null, cancellationToken);
        }
    }

    public Task<IReadOnlyList<DecidedPart>> DecidedAsync(string runId, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<DecidedPart>>(
        session => [.. session.Query<OutcomeRow>(Outcomes, new { id = runId }).Select(row => new DecidedPart(new RunPart(runId, (int)row.Part, row.Node, row.After, row.Last), row.Outcome))],
        cancellationToken);

    public Task ForgetDecidedAsync(string runId, CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Process,
        session =>
        {
            var run = RunTable.Require(session, runId, RunState.Deciding).Number;
            Clear(session, run);
            Plan.Clear(session, run);
        },
        cancellationToken);

    public Task<int> DivideAsync(string runId, int size, CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Server,
        session =>
        {
            var run = RunTable.Require(session, runId, RunState.Applying);
            if (session.Scalar<long>(Count, new { run = run.Number }) is var known and > 0)
            {
                return (int)known;
            }

            var ends = session.Query<long>(Ends, new { run = run.Number, after = run.AppliedThrough, size });
            if (ends.Count < 2 || session.Scalar<long?>(LastRow, new { run = run.Number }) is not { } end)
            {
                return 0;
            }

            // A rest that is shorter than a part goes to the last one.
            ends[^1] = end;
            var before = run.AppliedThrough;
            for (var part = 0; part < ends.Count; part++)
            {
                session.Execute(Add, new { run = run.Number, part, last = ends[part], before });
                before = ends[part];
            }

            return ends.Count;
        },
        cancellationToken);

    public Task<RunPart?> TakeAsync(string runId, RunState state, string node, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Server,
        session =>
        {
            if (RunTable.Find(session, runId) is not { } run || run.StateValue != state
                || session.SingleOrDefault<FreeRow>(Free, new { run = run.Number, now = Instants.Write(now) }) is not { } free)
            {
                return null;
            }

            session.Execute(Take, new { run = run.Number, part = free.Part, node, until = Instants.Write(now + lease) });
            return new RunPart(runId, (int)free.Part, node, free.After, free.Last);
        },
        cancellationToken);

    public Task<ApplyResult> ApplyAsync(
        RunPart part, int limit, Func<IReadOnlyList<PlannedChange>, IReadOnlyList<AppliedChange>> sign, DateTimeOffset leaseUntil, CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Power,
        session =>
        {
            if (RunTable.Find(session, part.RunId) is not { StateValue: RunState.Applying } run
                || session.SingleOrDefault<Stretch>(Mine, new { run = run.Number, part = part.Number, node = part.Node }) is not { } stretch
                || stretch.AppliedThrough >= stretch.EndsWith)
            {
                return new ApplyResult(0, []);
            }

            session.DemandRun(run.Mapping);
            var (result, through) = new PartApplier(session, run, allotment).Apply(stretch.AppliedThrough, stretch.EndsWith, limit, sign);
            session.Execute(Advance, new { run = run.Number, part = part.Number, through = result.Taken == 0 ? stretch.EndsWith : through, until = Instants.Write(leaseUntil) });
            return result;
        },
        cancellationToken);

    public Task ReleaseAsync(RunPart part, CancellationToken cancellationToken) =>
        database.WriteAsync(Durability.Server, session => session.Execute(Release, new { id = part.RunId, part = part.Number, node = part.Node }), cancellationToken);

    public Task<(int Parts, int Done)> StandingAsync(string runId, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var row = session.Single<StandingRow>(Standing, new { id = runId });
            return ((int)row.Parts, (int)row.Done);
        },
        cancellationToken);

    public Task<IReadOnlyList<string>> OpenRunsAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<string>>(session => session.Query<string>(Open, new { now = Instants.Write(now) }), cancellationToken);

    /// <summary>True while a part of a run is not done.</summary>
    public static bool AreLeft(Session session, long run) => session.Scalar<long?>(IsLeft, new { run }) is not null;

    /// <summary>True where a run is divided.</summary>
    public static bool Exist(Session session, long run) => session.Scalar<long>(Count, new { run }) > 0;

    /// <summary>Forgets the parts of a run that ends.</summary>
    public static void Clear(Session session, long run) => session.Execute(Forget, new { run });

    private Task<bool> KeepAsync(RunPart part, Action<Session> keep, string? outcome, CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Server,
        session =>
        {
            if (RunTable.Find(session, part.RunId) is not { StateValue: RunState.Deciding } run
                || session.SingleOrDefault<Stretch>(Mine, new { run = run.Number, part = part.Number, node = part.Node }) is not { AppliedThrough: 0 })
            {
                return false;
            }

            session.DemandRun(run.Mapping);
            keep(session);
            session.Execute(Decide, new { run = run.Number, part = part.Number, outcome });
            return true;
        },
        cancellationToken);

    private sealed record FreeRow(long Part, string After, string? Last);

    private sealed record OutcomeRow(long Part, string Node, string After, string? Last, string? Outcome);

    private sealed record Stretch(long AppliedThrough, long EndsWith);

    private sealed record StandingRow(long Parts, long Done);
}
