using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Runs.Settled;

/// <summary>The rows of a mapping's last extract, which stay until another run of it has ended, so that a changed mapping can be tried on them.</summary>
internal static class KeptExtract
{
    private const int PageSize = 2000;

    private const string ClearEarlier = "delete from staged where run in (select number from run where mapping = @mapping and state = 'Ended')";
    private const string ClearOwn = "delete from staged where run = @run";
    private const string Displace = "delete from staged where run = @extract and key in (select s.key from staged s where s.run = @run)";
    private const string Move = "update staged set run = @to where run = @from";
    private const string MoveOne = "update staged set run = @to where run = @from and key = @key";
    private const string Remove = "delete from staged where run = @from and key = @key";
    private const string Name = "update run set extract = @extract where number = @run";
    private const string Keys = "select key from staged where run = @extract and key > @after and (key <= @last or @last = '') order by key limit @size";

    /// <summary>Keeps the rows that a run has staged, in place of all earlier ones.</summary>
    public static void Replaces(Session session, RunRow run) => session.Execute(ClearEarlier, new { mapping = run.Mapping });

    /// <summary>Keeps nothing of a run.</summary>
    public static void Drops(Session session, RunRow run) => session.Execute(ClearOwn, new { run = run.Number });

    /// <summary>Keeps what a run has staged and what it has met, in place of all earlier ones: for one that read little of what there was.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="run">The run.</param>
    /// <param name="set">What it met.</param>
    /// <param name="extract">Under whose number the earlier ones lie.</param>
    public static void Takes(Session session, RunRow run, SettledSet set, long extract)
    {
        var take = session.Prepare(MoveOne, "@to", "@from", "@key");
        (take[0], take[1]) = (run.Number, extract);
        foreach (var page in set.Reached())
        {
            foreach (var key in KeysOf(session, extract, page).Where(set.IsSeen))
            {
                take[2] = key;
                take.Queue();
            }
        }

        Replaces(session, run);
    }

    /// <summary>Lets the rows of a run that staged only what is different stand among the earlier ones, and forgets those that it did not meet.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="run">The run.</param>
    /// <param name="set">What it met.</param>
    /// <param name="extract">Under whose number the earlier ones lie.</param>
    /// <returns>The pages from which rows were removed.</returns>
    public static HashSet<string> Joins(Session session, RunRow run, SettledSet set, long extract)
    {
        session.Execute(Displace, new { extract, run = run.Number });
        var remove = session.Prepare(Remove, "@from", "@key");
        remove[0] = extract;
        var pages = new HashSet<string>(StringComparer.Ordinal);
        foreach (var page in set.Missed())
        {
            foreach (var key in KeysOf(session, extract, page).Where(key => !set.IsSeen(key)))
            {
                remove[1] = key;
                remove.Queue();
                pages.Add(page.After);
            }
        }

        session.Execute(Move, new { to = extract, from = run.Number });
        session.Execute(Name, new { extract, run = run.Number });
        return pages;
    }

    private static IEnumerable<string> KeysOf(Session session, long extract, (string After, string? Last) page)
    {
        var after = page.After;
        List<string> keys;
        do
        {
            keys = session.Query<string>(Keys, new { extract, after, last = page.Last ?? string.Empty, size = PageSize });
            foreach (var key in keys)
            {
                yield return after = key;
            }
        }
        while (keys.Count == PageSize);
    }
}
