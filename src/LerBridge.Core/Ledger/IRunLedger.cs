using LerBridge.Core.Drift;
using LerBridge.Core.Mapping;
using LerBridge.Core.People;
using LerBridge.Core.Sources;

namespace LerBridge.Core.Ledger;

/// <summary>
/// The durable side of runs: what was staged, what was decided, what was applied. Each call is one transaction and returns after it is committed.
/// A store that cannot be used throws <see cref="Diagnostics.StoreException"/>.
/// </summary>
public interface IRunLedger
{
    /// <summary>Takes the right to run a mapping; null where another process has it. Given up on dispose and when the process dies.</summary>
    Task<IAsyncDisposable?> TryLockAsync(string mapping, CancellationToken cancellationToken);

    /// <summary>The run of a mapping that has not ended and waits for nobody, if there is one; a plan that was cut short while it was made is none.</summary>
    Task<RunEntry?> FindUnfinishedAsync(string mapping, CancellationToken cancellationToken);

    /// <summary>Writes a new run down.</summary>
    Task StartAsync(RunEntry run, CancellationToken cancellationToken);

    /// <summary>A run by id.</summary>
    Task<RunEntry?> FindAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The newest runs first.</summary>
    Task<IReadOnlyList<RunEntry>> ListAsync(string? mapping, int limit, CancellationToken cancellationToken);

    /// <summary>The problems of a run, most frequent first.</summary>
    Task<IReadOnlyList<RunProblem>> ProblemsAsync(string runId, CancellationToken cancellationToken);

    /// <summary>What had happened at the source and what was done about it, counted; in the order of <see cref="SourceChange"/>.</summary>
    Task<IReadOnlyList<RunChange>> ChangesAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The outlines of the claims of credentials, by id; one that was kept without is left out.</summary>
    Task<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> OutlinesAsync(IReadOnlyCollection<string> credentialIds, CancellationToken cancellationToken);

    /// <summary>The notices of a run, in the order they first came; a notice that came several times is listed once.</summary>
    Task<IReadOnlyList<SourceNotice>> NoticesAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The fields that a run could not read although an earlier one could.</summary>
    Task<IReadOnlyList<UnreadField>> UnreadAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Where the last applied run of a mapping ended in its stream.</summary>
    Task<SourceCursor?> LiveCursorAsync(string mapping, CancellationToken cancellationToken);

    /// <summary>Keeps a batch and its staging cursor, and counts duplicates.</summary>
    Task StageAsync(string runId, StagedBatch batch, CancellationToken cancellationToken);

    /// <summary>Keeps what a run met of its stream's fields, in place of what it kept before, and what it has to say about them.</summary>
    Task KeepFieldsAsync(string runId, IReadOnlyList<SeenField> fields, IReadOnlyList<SourceNotice> notices, CancellationToken cancellationToken);

    /// <summary>Keeps what the pull of a part of a stream came to: how many of its persons the source had, and what there is to say about it.</summary>
    Task KeepScopeAsync(string runId, int? met, IReadOnlyList<SourceNotice> notices, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the pull: numbers the groups of a numbered stream (1, 2, 3 … by order, ties by key), says whether the extract is complete (every partition that began ended complete, and at least one did),
    /// marks the numbers that cannot be told, puts the numbered rows outside the run's window aside, clears decisions and planned persons of an earlier attempt, and moves the run to <see cref="RunState.Deciding"/>. May be called again.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="numbered">True where the stream's key ends in a number computed here.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<RunEntry> EndPullAsync(string runId, bool numbered, CancellationToken cancellationToken);

    /// <summary>The staged rows with what is known of each, in key order; streamed, in flat memory.</summary>
    IAsyncEnumerable<StagedRecord> ReadStagedAsync(string runId, CancellationToken cancellationToken);

    /// <summary>
    /// Known records with a credential that is not revoked which this run did not stage and which a complete partition (or, for partitions that are gone, a complete extract) should have held.
    /// </summary>
    IAsyncEnumerable<KnownRecord> ReadAbsentAsync(string runId, CancellationToken cancellationToken);

    /// <summary>For each of some records that would be new, whether it may be a known one under another key: its person has a credential of the mapping with the same content that stands, and whose record this run did not stage.</summary>
    Task<IReadOnlyList<bool>> MeetKnownAsync(string runId, IReadOnlyList<KeyCandidate> records, CancellationToken cancellationToken);

    /// <summary>Keeps records that may be known ones under another key, until all others are decided.</summary>
    Task AddKeyCandidatesAsync(string runId, IReadOnlyList<KeyCandidate> records, CancellationToken cancellationToken);

    /// <summary>Says which of them would go on with which credential: where one record and one credential fit each other alone.</summary>
    Task ChooseKeysAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The records that may be known ones under another key, with what was chosen; streamed, in flat memory.</summary>
    IAsyncEnumerable<KeyMatch> ReadKeyMatchesAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The partitions of a run that ended complete and are what the last applied run read already.</summary>
    Task<RepeatedParts> RepeatedAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Adds candidates of a mapping that keeps one record of several, with the persons they need.</summary>
    Task AddCandidatesAsync(string runId, IReadOnlyList<Candidate> candidates, IReadOnlyList<PlannedPerson> persons, CancellationToken cancellationToken);

    /// <summary>Notes the groups that the candidates so far are in, were in, or have a credential of.</summary>
    Task NoteGroupsAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The staged rows of the noted groups that are no candidates yet; streamed, in flat memory.</summary>
    IAsyncEnumerable<StagedRecord> ReadSettledMembersAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Keeps one record of each noted group: of those that qualify, that go on standing for the group's credential, or that this run has not read and that may still qualify.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="keep">Which.</param>
    /// <param name="superseded">The code of records that qualified and were not kept.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task ChooseAsync(string runId, Keep keep, string superseded, CancellationToken cancellationToken);

    /// <summary>The candidates with what became of their groups; streamed, in flat memory.</summary>
    IAsyncEnumerable<GroupMember> ReadMembersAsync(string runId, CancellationToken cancellationToken);

    /// <summary>Adds rows to the plan, with the persons they need.</summary>
    Task AddDecisionsAsync(string runId, IReadOnlyList<Decision> decisions, IReadOnlyList<PlannedPerson> persons, CancellationToken cancellationToken);

    /// <summary>The planned rows that change a credential, as (credential id, decision, claims hash, base version, all else that decides what is done and about whom), sorted: what the plan's hash covers.</summary>
    IAsyncEnumerable<(string CredentialId, DecisionKind Kind, string? ClaimsHash, int BaseVersion, string Terms)> ReadPlanAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The same for the rest of the plan: the rows that wait for a person.</summary>
    IAsyncEnumerable<(string CredentialId, DecisionKind Kind, string? ClaimsHash, int BaseVersion, string Terms)> ReadRestAsync(string runId, CancellationToken cancellationToken);

    /// <summary>
    /// Seals the plan. A run that waits for nobody moves to <see cref="RunState.Applying"/>, any other to <see cref="RunState.Planned"/>; the rest becomes a plan of its own that waits.
    /// A plan that a person asked for takes the place of an earlier one of its mapping and scope, and so does what a brake stopped.
    /// </summary>
    Task SealAsync(string runId, PlanSeal seal, CancellationToken cancellationToken);

    /// <summary>Seals a plan of which nothing waits.</summary>
    Task SealAsync(string runId, string planHash, RunCounts counts, IReadOnlyList<RunProblem> problems, CancellationToken cancellationToken) =>
        this.SealAsync(runId, new PlanSeal { Hash = planHash, Counts = counts, Problems = problems }, cancellationToken);

    /// <summary>
    /// Applies the next rows of the plan in one transaction: allots status indices, lets <paramref name="sign"/> make the credentials, and writes register, status, outbox and record state together.
    /// A row whose credential has moved on from its base version is marked held with LB4003 instead and not given to <paramref name="sign"/>. Rows whose kind changed
    /// here move from one of the run's counts to the other, and into its problems, in the same transaction.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="limit">How many rows at most.</param>
    /// <param name="sign">Makes what is written from what was planned, one for one and in order; no I/O.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is written then.</param>
    /// <returns>How many rows were taken, and those that were held instead; 0 taken when the plan is done.</returns>
    Task<ApplyResult> ApplyPartAsync(string runId, int limit, Func<IReadOnlyList<PlannedChange>, IReadOnlyList<AppliedChange>> sign, CancellationToken cancellationToken);

    /// <summary>
    /// The last transaction of apply: moves the live cursor to the staged one, confirms planned persons, clears what earlier runs of the mapping had staged,
    /// ends plans of the mapping that wait, since they were made on what was before (not where the run is itself a rest), and ends the run. Returns it as it ended.
    /// A run over a part of its stream leaves cursor and earlier staged rows alone; between it and other plans, those end of which the run has read a record that they would change.
    /// </summary>
    Task<RunEntry> CompleteAsync(string runId, DateTimeOffset endedAt, RunOutcome outcome, CancellationToken cancellationToken);

    /// <summary>Ends a run that cannot go on; the live cursor stays, planned persons and staged rows are dropped.</summary>
    Task AbandonAsync(string runId, DateTimeOffset endedAt, RunOutcome outcome, string code, string failure, CancellationToken cancellationToken);
}
