using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Runs.Settled;

/// <summary>What becomes of the rows that a run has read, and of what is settled, when it ends.</summary>
internal static class ExtractEnding
{
    private const string CountStaged = "select count(*) from staged where run = @run";
    private const string CountKnown = "select count(*) from record_state where mapping = @mapping";

    public static void Keep(Session session, RunRow run)
    {
        var staged = session.Scalar<long>(CountStaged, new { run = run.Number });
        var head = SettledReader.Head(session, run.Mapping);
        if (head is not null && SettledReader.OfRun(session, run) is { } set)
        {
            Keep(session, run, head, set, staged);
        }
        else if (run.Scope is not null || staged == 0)
        {
            // It read a part, or nothing: the last extract stays.
            Again(session, run, head);
            KeptExtract.Drops(session, run);
        }
        else
        {
            KeptExtract.Replaces(session, run);
            BuildAll(session, run, staged);
        }
    }

    private static void Keep(Session session, RunRow run, SettledHead head, SettledSet set, long staged)
    {
        var met = set.Met + staged;
        if (met == 0)
        {
            Again(session, run, head);
            return;
        }

        if (met * 2 < set.Count)
        {
            KeptExtract.Takes(session, run, set, head.Extract);
            SettledBuilder.Drop(session, run.Mapping);
            return;
        }

        var pages = SettledBuilder.Touched(session, run, head);
        var removed = KeptExtract.Joins(session, run, set, head.Extract);
        pages?.UnionWith(removed);
        SettledBuilder.Build(session, run, head.Extract, pages);
    }

    private static void Again(Session session, RunRow run, SettledHead? head)
    {
        if (head is not null)
        {
            SettledBuilder.Build(session, run, head.Extract, SettledBuilder.Touched(session, run, head));
        }
    }

    // A source that tells what has changed brings little from its second night on: there is nothing to hold against what is settled, and building that would cost more than it saves.
    private static void BuildAll(Session session, RunRow run, long staged)
    {
        if (staged * 2 >= session.Scalar<long>(CountKnown, new { mapping = run.Mapping }))
        {
            SettledBuilder.BuildAll(session, run, run.Number);
        }
        else
        {
            SettledBuilder.Drop(session, run.Mapping);
        }
    }
}
