using LerBridge.Core.Ledger;
using LerBridge.Core.Sources;

namespace LerBridge.Storage.Runs;

/// <summary>What runs over a part of their stream came to, beside what every run does.</summary>
internal static class ScopeStore
{
    private const string SetMet = "update run set scope_met = @met where number = @run";

    private const string AddPeriod =
        """
        insert into run_period (run, place, period, unchanged, issued, corrected, withdrawn, skipped, held, failed)
        values (@run, @place, @Period, @Unchanged, @New, @Corrected, @Withdrawn, @Skipped, @Held, @Failed)
        """;

    private const string ReadPeriods =
        """
        select period as Period, unchanged as Unchanged, issued as Issued, corrected as Corrected, withdrawn as Withdrawn, skipped as Skipped, held as Held, failed as Failed
        from run_period
        where run = (select number from run where id = @runId)
        order by place
        """;

    public static void Keep(Session session, string runId, int? met, IReadOnlyList<SourceNotice> notices)
    {
        var run = RunTable.Require(session, runId, RunState.Pulling).Number;
        session.Execute(SetMet, new { run, met });
        Staging.Note(session, run, notices);
    }

    public static void Add(Session session, long run, IReadOnlyList<PeriodCounts> periods)
    {
        for (var place = 0; place < periods.Count; place++)
        {
            var (period, counts) = periods[place];
            session.Execute(
                AddPeriod,
                new { run, place, Period = period, counts.Unchanged, counts.New, counts.Corrected, counts.Withdrawn, counts.Skipped, counts.Held, counts.Failed });
        }
    }

    public static IReadOnlyList<PeriodCounts> Periods(Session session, string runId) =>
        [.. session.Query<PeriodRow>(ReadPeriods, new { runId }).Select(row => new PeriodCounts(row.Period, row.Counts()))];

    private sealed record PeriodRow : CountsRow
    {
        public required string Period { get; init; }
    }
}
