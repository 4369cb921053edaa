using LerBridge.Core.Drift;
using LerBridge.Core.Ledger;
using LerBridge.Core.Mapping;
using LerBridge.Core.People;
using LerBridge.Core.Sources;
using LerBridge.Storage.Dialects;
using LerBridge.Storage.Rights;
using LerBridge.Storage.Runs.Groups;
using LerBridge.Storage.Status;

namespace LerBridge.Storage.Runs;

/// <summary>The ledger of runs: each member is one transaction; the files beside this one say what is in it.</summary>
internal sealed class RunLedger : IRunLedger
{
    private const string ReadProblems =
        """
        select kind as Kind, code as Code, message as Message, place as Place, count as Count, example as Example
        from run_problem
        where run = (select number from run where id = @runId)
        order by count desc, number
        """;

    private const string ReadCursor = "select version as Version, text as Text from cursor where mapping = @mapping";

    private const string ReadNotices =
        """
        select code as Code, message as Message
        from run_notice
        where run = (select number from run where id = @runId)
        order by number
        """;

    private const string ReadUnread =
        """
        select field as Field, reason as Reason, holds_new as HoldsNew
        from run_unread
        where run = (select number from run where id = @runId)
        order by field
        """;

    private const string ReadRepeated =
        """
        select name as Name, repeats as Repeats
        from run_partition
        where run = (select number from run where id = @runId)
        """;

    private readonly Database database;
    private readonly IRights rights;
    private readonly StatusAllotment allotment;

    public RunLedger(Database database, IRights rights, StatusAllotment allotment)
    {
        this.database = database;
        this.rights = rights;
        this.allotment = allotment;
    }

    public Task<IAsyncDisposable?> TryLockAsync(string mapping, CancellationToken cancellationToken) => this.rights.TryTakeAsync("run", mapping, cancellationToken);

    public Task<RunEntry?> FindUnfinishedAsync(string mapping, CancellationToken cancellationToken) =>
        this.database.ReadAsync(session => RunTable.Unfinished(session, mapping)?.ToEntry(), cancellationToken);

    public Task StartAsync(RunEntry run, CancellationToken cancellationToken) =>
        this.database.WriteAsync(Durability.Power, session => RunTable.Add(session, run), cancellationToken);

    public Task<RunEntry?> FindAsync(string runId, CancellationToken cancellationToken) =>
        this.database.ReadAsync(session => RunTable.Find(session, runId)?.ToEntry(), cancellationToken);

    public Task<IReadOnlyList<RunEntry>> ListAsync(string? mapping, int limit, CancellationToken cancellationToken) =>
        this.database.ReadAsync<IReadOnlyList<RunEntry>>(session => [.. RunTable.List(session, mapping, limit).Select(row => row.ToEntry())], cancellationToken);

    public Task<IReadOnlyList<RunProblem>> ProblemsAsync(string runId, CancellationToken cancellationToken) =>
        this.database.ReadAsync<IReadOnlyList<RunProblem>>(
            session => [.. session.Query<ProblemRow>(ReadProblems, new { runId }).Select(row => row.ToProblem())],
            cancellationToken);

    public Task<IReadOnlyList<RunChange>> ChangesAsync(string runId, CancellationToken cancellationToken) => this.database.ReadAsync(session => ChangeReader.Read(session, runId), cancellationToken);

    public Task<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> OutlinesAsync(IReadOnlyCollection<string> credentialIds, CancellationToken cancellationToken) =>
        this.database.ReadAsync(session => OutlineReader.Read(session, credentialIds), cancellationToken);

    public Task<IReadOnlyList<SourceNotice>> NoticesAsync(string runId, CancellationToken cancellationToken) =>
        this.database.ReadAsync<IReadOnlyList<SourceNotice>>(
            session => session.Query<SourceNotice>(ReadNotices, new { runId }),
            cancellationToken);

    public Task<IReadOnlyList<UnreadField>> UnreadAsync(string runId, CancellationToken cancellationToken) =>
        this.database.ReadAsync<IReadOnlyList<UnreadField>>(
            session => [.. session.Query<UnreadRow>(ReadUnread, new { runId }).Select(row => new UnreadField(row.Field, row.Reason, row.HoldsNew != 0))],
            cancellationToken);

    public Task<SourceCursor?> LiveCursorAsync(string mapping, CancellationToken cancellationToken) =>
        this.database.ReadAsync(
            session => session.SingleOrDefault<CursorRow>(ReadCursor, new { mapping }) is { } row ? new SourceCursor((int)row.Version, row.Text) : null,
            cancellationToken);

    public Task StageAsync(string runId, StagedBatch batch, CancellationToken cancellationToken) =>
        this.database.WriteAsync(
            Durability.Process,
            session => Staging.Keep(session, RunTable.Require(session, runId, RunState.Pulling), batch),
            cancellationToken);

    public Task KeepFieldsAsync(string runId, IReadOnlyList<SeenField> fields, IReadOnlyList<SourceNotice> notices, CancellationToken cancellationToken) =>
        this.database.WriteAsync(Durability.Process, session => SeenFieldStore.Keep(session, runId, fields, notices), cancellationToken);

    public Task KeepScopeAsync(string runId, int? met, IReadOnlyList<SourceNotice> notices, CancellationToken cancellationToken) =>
        this.database.WriteAsync(Durability.Process, session => ScopeStore.Keep(session, runId, met, notices), cancellationToken);

    public Task<RunEntry> EndPullAsync(string runId, bool numbered, CancellationToken cancellationToken) =>
        this.database.WriteAsync(Durability.Process, session => PullEnd.End(session, runId, numbered), cancellationToken);

    public IAsyncEnumerable<StagedRecord> ReadStagedAsync(string runId, CancellationToken cancellationToken) =>
        StagedReader.ReadAsync(this.database, runId, string.Empty, last: null, cancellationToken);

    public Task<RepeatedParts> RepeatedAsync(string runId, CancellationToken cancellationToken) => this.database.ReadAsync(
        session =>
        {
            var parts = session.Query<PartRow>(ReadRepeated, new { runId });
            var repeated = parts.Where(part => part.Repeats != 0).Select(part => part.Name).ToHashSet(StringComparer.Ordinal);
            return new RepeatedParts(repeated, All: parts.Count > 0 && repeated.Count == parts.Count);
        },
        cancellationToken);

    public Task AddCandidatesAsync(string runId, IReadOnlyList<Candidate> candidates, IReadOnlyList<PlannedPerson> persons, CancellationToken cancellationToken) =>
        this.database.WriteAsync(Durability.Process, session => Candidates.Add(session, runId, candidates, persons), cancellationToken);

    public Task NoteGroupsAsync(string runId, CancellationToken cancellationToken) =>
        this.database.WriteAsync(Durability.Process, session => Candidates.NoteGroups(session, runId), cancellationToken);

    public IAsyncEnumerable<StagedRecord> ReadSettledMembersAsync(string runId, CancellationToken cancellationToken) =>
        SettledMembers.ReadAsync(this.database, runId, cancellationToken);

    public Task ChooseAsync(string runId, Keep keep, string superseded, CancellationToken cancellationToken) =>
        this.database.WriteAsync(Durability.Process, session => Candidates.Choose(session, runId, keep, superseded), cancellationToken);

    public IAsyncEnumerable<GroupMember> ReadMembersAsync(string runId, CancellationToken cancellationToken) =>
        MemberReader.ReadAsync(this.database, runId, cancellationToken);

    public Task<IReadOnlyList<bool>> MeetKnownAsync(string runId, IReadOnlyList<KeyCandidate> records, CancellationToken cancellationToken) =>
        this.database.ReadAsync(session => KeyCandidates.Meet(session, runId, records), cancellationToken);

    public Task AddKeyCandidatesAsync(string runId, IReadOnlyList<KeyCandidate> records, CancellationToken cancellationToken) =>
        this.database.WriteAsync(Durability.Process, session => KeyCandidates.Add(session, runId, records), cancellationToken);

    public Task ChooseKeysAsync(string runId, CancellationToken cancellationToken) =>
        this.database.WriteAsync(Durability.Process, session => KeyCandidates.Decide(session, runId), cancellationToken);

    public IAsyncEnumerable<KeyMatch> ReadKeyMatchesAsync(string runId, CancellationToken cancellationToken) => KeyCandidates.ReadAsync(this.database, runId, cancellationToken);

    public IAsyncEnumerable<KnownRecord> ReadAbsentAsync(string runId, CancellationToken cancellationToken) =>
        AbsentReader.ReadAsync(this.database, runId, cancellationToken);

    public Task AddDecisionsAsync(string runId, IReadOnlyList<Decision> decisions, IReadOnlyList<PlannedPerson> persons, CancellationToken cancellationToken) =>
        this.database.WriteAsync(Durability.Process, session => Plan.Add(session, runId, decisions, persons), cancellationToken);

    public IAsyncEnumerable<(string CredentialId, DecisionKind Kind, string? ClaimsHash, int BaseVersion, string Terms)> ReadPlanAsync(string runId, CancellationToken cancellationToken) =>
        PlanReader.ReadAsync(this.database, runId, rest: false, cancellationToken);

    public IAsyncEnumerable<(string CredentialId, DecisionKind Kind, string? ClaimsHash, int BaseVersion, string Terms)> ReadRestAsync(string runId, CancellationToken cancellationToken) =>
        PlanReader.ReadAsync(this.database, runId, rest: true, cancellationToken);

    public Task SealAsync(string runId, PlanSeal seal, CancellationToken cancellationToken) =>
        this.database.WriteAsync(Durability.Power, session => PlanSealer.Seal(session, runId, seal), cancellationToken);

    public Task<ApplyResult> ApplyPartAsync(string runId, int limit, Func<IReadOnlyList<PlannedChange>, IReadOnlyList<AppliedChange>> sign, CancellationToken cancellationToken) =>
        this.database.WriteAsync(
            Durability.Power,
            session =>
            {
                var run = RunTable.Require(session, runId, RunState.Applying);
                var (result, through) = new PartApplier(session, run, this.allotment).Apply(run.AppliedThrough, long.MaxValue, limit, sign);
                if (result.Taken > 0)
                {
                    RunTable.Reached(session, run.Number, through);
                }

                return result;
            },
            cancellationToken);

    public Task<RunEntry> CompleteAsync(string runId, DateTimeOffset endedAt, RunOutcome outcome, CancellationToken cancellationToken) =>
        this.database.WriteAsync(Durability.Power, session => RunEnding.Complete(session, runId, endedAt, outcome), cancellationToken);

    public Task AbandonAsync(string runId, DateTimeOffset endedAt, RunOutcome outcome, string code, string failure, CancellationToken cancellationToken) =>
        this.database.WriteAsync(Durability.Power, session => RunEnding.Abandon(session, runId, endedAt, outcome, code, failure), cancellationToken);

    private sealed record CursorRow(long Version, string Text);

    private sealed record PartRow(string Name, long Repeats);

    private sealed record UnreadRow(string Field, string Reason, long HoldsNew);

    private sealed record ProblemRow
    {
        public required string Kind { get; init; }

        public required string Code { get; init; }

        public required string Message { get; init; }

        public string? Place { get; init; }

        public required long Count { get; init; }

        public string? Example { get; init; }

        public RunProblem ToProblem() => new(Enum.Parse<DecisionKind>(this.Kind), this.Code, this.Message, this.Place, this.Count, this.Example);
    }
}
