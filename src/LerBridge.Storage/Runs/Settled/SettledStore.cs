using LerBridge.Core.Ledger;
using LerBridge.Storage.Dialects;

namespace LerBridge.Storage.Runs.Settled;

/// <summary>What need not be decided again, for a run that reads and for one that has read.</summary>
internal sealed class SettledStore(Database database) : ISettledLedger
{
    // Some 40 bytes each in memory. What is more is staged row by row, as it is where nothing is settled.
    private const long MostEntries = 4_000_000;

    private const string ScopedPlanWaits = "select 1 where exists (select 1 from run where mapping = @mapping and state = 'Planned' and scoped = 1)";

    private const string Begin = "update run set settled_by = @builtBy where number = @run";

    private const string Partitions =
        """
        select name
        from run_partition
        where run = @run and exists (select 1 from settled_mark m where m.run = run_partition.run and m.partition = run_partition.number)
        """;

    public Task<SettledSet?> OpenAsync(string runId, string? restarting, CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Process,
        session =>
        {
            var run = RunTable.Require(session, runId, RunState.Pulling);
            if (SettledReader.Head(session, run.Mapping) is not { } head || !MayHold(session, run, head))
            {
                return null;
            }

            if (run.SettledBy is null)
            {
                session.Execute(Begin, new { run = run.Number, builtBy = head.BuiltBy });
            }

            return SettledReader.Read(session, run, restarting);
        },
        cancellationToken);

    public Task<SettledSeen> SeenAsync(string runId, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var run = RunTable.Require(session, runId, RunState.Deciding);
            if (SettledReader.OfRun(session, run) is not { } set)
            {
                return new SettledSeen([], []);
            }

            var counts = set.CountSeen();
            return new SettledSeen(
                [.. set.Classes.Select((one, number) => (one, counts[number])).Where(pair => pair.Item2 > 0)],
                session.Query<string>(Partitions, new { run = run.Number }));
        },
        cancellationToken);

    // Whether it does is decided when it begins; one that goes on after a kill goes on as it began.
    private static bool MayHold(Session session, RunRow run, SettledHead head) => run.SettledBy is { } builtBy
        ? builtBy == head.BuiltBy
        : run is { Settles: 1, PlanKind: null, Scope: null, StagedCursor: null }
            && run.MappingHash == head.MappingHash
            && SettledReader.Count(session, run.Mapping) <= MostEntries
            && session.Scalar<long?>(ScopedPlanWaits, new { mapping = run.Mapping }) is null;
}
