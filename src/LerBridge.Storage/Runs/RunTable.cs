using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Runs;

/// <summary>The rows of runs.</summary>
internal static class RunTable
{
    private const string Columns =
        """
        number as Number, id as Id, mapping as Mapping, connector as Connector, stream as Stream, state as State, outcome as Outcome,
        started_at as StartedAt, ended_at as EndedAt, record_date as RecordDate, mapping_hash as MappingHash,
        staged_version as StagedVersion, staged_cursor as StagedCursor, numbered as Numbered, extract_complete as ExtractComplete, plan_hash as PlanHash,
        applied_through as AppliedThrough, unchanged as Unchanged, issued as Issued, corrected as Corrected, withdrawn as Withdrawn, skipped as Skipped,
        held as Held, failed as Failed, absent_kept as AbsentKept, absent_held as AbsentHeld, absent_withdrawn as AbsentWithdrawn, waiting as Waiting,
        duplicates as Duplicates, failure as Failure, failure_code as FailureCode,
        plan_kind as PlanKind, (select p.id from run p where p.number = run.parent) as Parent, expires_at as ExpiresAt, approved_by as ApprovedBy, approved_at as ApprovedAt, override_reason as OverrideReason,
        scoped as Scoped, scope_from as ScopeFrom, scope_to as ScopeTo, scope_persons as ScopePersons, scope_cohort as ScopeCohort, scope_met as ScopeMet, by_hand as ByHand,
        settles as Settles, settled_by as SettledBy,
        case when settled_by is null or exists (select 1 from settled x where x.mapping = run.mapping and x.built_by = run.settled_by) then 0 else 1 end as Adrift
        """;

    private const string LockById = "select number from run where id = @id for update";
    private const string ById = $"select {Columns} from run where id = @id";

    // What waits for a person waits, and a plan that was cut short is made anew by whoever asks for it.
    private const string UnfinishedOfMapping =
        $"""
        select {Columns}
        from run
        where mapping = @mapping and state <> 'Ended' and state <> 'Planned' and (plan_kind is null or state = 'Applying')
        order by started_at desc, number desc
        limit 1
        """;

    private const string Waiting = $"select {Columns} from run where state = 'Planned' and (@mapping is null or mapping = @mapping) order by started_at desc, number desc";
    private const string RestOfRun = $"select {Columns} from run where parent = (select number from run where id = @id) and state = 'Planned'";
    private const string Newest = $"select {Columns} from run where by_hand = 0 order by started_at desc, number desc limit @limit";
    private const string NewestOfMapping = $"select {Columns} from run where mapping = @mapping and by_hand = 0 order by started_at desc, number desc limit @limit";

    // A run with a manifest has one whatever its row says by now.
    private const string WithManifest =
        """
        select id
        from run
        where exists (select 1 from run_manifest m where m.run = run.number) or (state = 'Ended' and outcome = 'Succeeded')
        order by started_at desc, number desc
        """;

    private const string Insert =
        """
        insert into run (id, mapping, connector, stream, state, started_at, record_date, mapping_hash, plan_kind, scoped, scope_from, scope_to, scope_persons, scope_cohort, settles)
        values (@Id, @Mapping, @Connector, @Stream, @State, @StartedAt, @RecordDate, @MappingHash, @Kind, @Scoped, @From, @To, @Persons, @Cohort, @Settles)
        """;

    private const string SetCounts =
        """
        update run
        set unchanged = @Unchanged, issued = @New, corrected = @Corrected, withdrawn = @Withdrawn, skipped = @Skipped, held = @Held, failed = @Failed,
            absent_kept = @AbsentKept, absent_held = @AbsentHeld, absent_withdrawn = @AbsentWithdrawn, waiting = @Waiting
        where number = @run
        """;

    private const string RaiseCounts =
        """
        update run
        set unchanged = unchanged + @Unchanged, issued = issued + @New, corrected = corrected + @Corrected, withdrawn = withdrawn + @Withdrawn, skipped = skipped + @Skipped, held = held + @Held,
            failed = failed + @Failed, absent_kept = absent_kept + @AbsentKept, absent_held = absent_held + @AbsentHeld, absent_withdrawn = absent_withdrawn + @AbsentWithdrawn, waiting = waiting + @Waiting
        where number = @run
        """;

    private const string Advance = "update run set applied_through = @through where number = @run";

    /// <summary>A run, kept from other processes until the transaction ends.</summary>
    public static RunRow? Lock(Session session, string id)
    {
        session.Execute(LockById, new { id });
        return Find(session, id);
    }

    public static RunRow? Find(Session session, string id) =>
        StoredRow.Read($"the row of run {id}", () => session.SingleOrDefault<RunRow>(ById, new { id }));

    /// <summary>A run in a state that allows what is asked; anything else is a mistake of the caller.</summary>
    public static RunRow Require(Session session, string id, params ReadOnlySpan<RunState> states)
    {
        var run = Find(session, id) ?? throw new InvalidOperationException($"There is no run {id}.");
        session.DemandRun(run.Mapping);
        return states.Contains(run.StateValue) ? run : throw new InvalidOperationException($"The run {id} is {run.State}; this is possible only in {string.Join(" or ", states.ToArray())}.");
    }

    public static RunRow? Unfinished(Session session, string mapping) =>
        session.SingleOrDefault<RunRow>(UnfinishedOfMapping, new { mapping });

    /// <summary>The plans that wait for a person, newest first.</summary>
    public static IEnumerable<RunRow> Planned(Session session, string? mapping) =>
        session.Query<RunRow>(Waiting, new { mapping });

    /// <summary>The rest of a run, while it waits.</summary>
    public static RunRow? Rest(Session session, string id) =>
        session.SingleOrDefault<RunRow>(RestOfRun, new { id });

    public static IEnumerable<RunRow> List(Session session, string? mapping, int limit) =>
        session.Query<RunRow>(mapping is null ? Newest : NewestOfMapping, new { mapping, limit });

    /// <summary>The ids of the runs and acts by hand that have a manifest, or ought to, newest first.</summary>
    public static IReadOnlyList<string> Sealed(Session session) => session.Query<string>(WithManifest);

    public static void Add(Session session, RunEntry run) =>
        session.Execute(
            Insert,
            new
            {
                run.Id,
                run.Mapping,
                run.Connector,
                run.Stream,
                State = nameof(RunState.Pulling),
                StartedAt = Instants.Write(run.StartedAt),
                RecordDate = Instants.WriteDay(run.RecordDate),
                run.MappingHash,
                Kind = run.Plan?.Kind.ToString(),
                Scoped = run.Scope is null ? 0 : 1,
                From = Instants.WriteDay(run.Scope?.From),
                To = Instants.WriteDay(run.Scope?.To),
                run.Scope?.Persons,
                run.Scope?.Cohort,
                Settles = run.Settles ? 1 : 0,
            });

    /// <summary>Writes down up to which row its plan is applied.</summary>
    public static void Reached(Session session, long run, long through) => session.Execute(Advance, new { run, through });

    /// <summary>Writes the counts of the decisions; duplicates are counted while staging and stay as they are.</summary>
    public static void WriteCounts(Session session, long run, RunCounts counts) => session.Execute(SetCounts, Parameters(run, counts));

    /// <summary>Adds to the counts of the decisions, or takes away where a number is negative.</summary>
    public static void AddCounts(Session session, long run, RunCounts moved) => session.Execute(RaiseCounts, Parameters(run, moved));

    private static object Parameters(long run, RunCounts counts) => new
    {
        run,
        counts.Unchanged,
        counts.New,
        counts.Corrected,
        counts.Withdrawn,
        counts.Skipped,
        counts.Held,
        counts.Failed,
        counts.AbsentKept,
        counts.AbsentHeld,
        counts.AbsentWithdrawn,
        counts.Waiting,
    };
}
