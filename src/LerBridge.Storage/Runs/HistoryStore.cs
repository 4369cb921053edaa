using LerBridge.Core.Ledger;
using LerBridge.Storage.Dialects;

namespace LerBridge.Storage.Runs;

/// <summary>Deletes what old runs left, in small transactions.</summary>
internal sealed class HistoryStore(Database database) : IHistoryLedger
{
    private const string Old =
        """
        select r.id from run r
        where r.state = 'Ended' and r.by_hand = 0 and r.ended_at < @before and not exists (select 1 from run_trim t where t.run = r.number)
        order by r.number
        """;

    private const string CutShort = "select id from run where state in ('Pulling', 'Deciding') and started_at < @before order by number";
    private const string Find = "select number from run where id = @runId and state = 'Ended' and by_hand = 0";

    private const string LastDecision = "select max(number) from (select number from decision where run = @run order by number limit @rows) as page";
    private const string DropClaims = "delete from decision_claims where decision in (select number from decision where run = @run and number <= @last)";
    private const string DropDecisions = "delete from decision where run = @run and number <= @last";

    private const string LastStaged = "select max(number) from (select number from staged where run = @run and not exists (select 1 from settled x where x.extract = @run) order by number limit @rows) as page";
    private const string DropStaged = "delete from staged where run = @run and number <= @last";

    private const string DropProblems = "delete from run_problem where run = @run";
    private const string DropNotices = "delete from run_notice where run = @run";
    private const string DropUnread = "delete from run_unread where run = @run";
    private const string DropPartitions = "delete from run_partition where run = @run";
    private const string DropPlanned = "delete from planned_identifier where run = @run";
    private const string DropCandidates = "delete from candidate where run = @run";
    private const string DropTouched = "delete from touched_group where run = @run";
    private const string Note = "insert into run_trim (run, at) values (@run, @at) on conflict (run) do nothing";

    private static readonly string[] Rest = [DropProblems, DropNotices, DropUnread, DropPartitions, DropPlanned, DropCandidates, DropTouched];

    public Task<IReadOnlyList<string>> OldAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<string>>(session => session.Query<string>(Old, new { before = Instants.Write(before) }), cancellationToken);

    public Task<IReadOnlyList<string>> CutShortAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<string>>(session => session.Query<string>(CutShort, new { before = Instants.Write(before) }), cancellationToken);

    public Task<bool> TrimAsync(string runId, int rows, DateTimeOffset at, CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Process,
        session =>
        {
            var run = session.Scalar<long?>(Find, new { runId }) ?? throw new InvalidOperationException($"There is no run {runId} that has ended.");
            if (session.Scalar<long?>(LastDecision, new { run, rows }) is { } decided)
            {
                session.Execute(DropClaims, new { run, last = decided });
                session.Execute(DropDecisions, new { run, last = decided });
                return false;
            }

            if (session.Scalar<long?>(LastStaged, new { run, rows }) is { } staged)
            {
                session.Execute(DropStaged, new { run, last = staged });
                return false;
            }

            foreach (var drop in Rest)
            {
                session.Execute(drop, new { run });
            }

            session.Execute(Note, new { run, at = Instants.Write(at) });
            return true;
        },
        cancellationToken);
}
