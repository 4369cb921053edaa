using System.Buffers.Binary;
using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Runs.Settled;

/// <summary>Reads what is settled of a mapping, with what a run has met of it.</summary>
internal static class SettledReader
{
    private const string OfMapping = "select mapping_hash as MappingHash, built_by as BuiltBy, extract as Extract from settled where mapping = @mapping";
    private const string Pages = "select after_key, entries, loose, standing from settled_page where mapping = @mapping order by after_key";
    private const string Classes = "select class as Number, outcome as Outcome, code as Code, reason as Reason, place as Place, example as Example from settled_class where mapping = @mapping order by class";
    private const string Anew = "select record_key from record_state where mapping = @mapping and mapping_hash = ''";
    private const string Bytes = "select coalesce(sum(length(entries)), 0) from settled_page where mapping = @mapping";

    private const string Marks =
        """
        select m.entries
        from settled_mark m
        join run_partition p on p.number = m.partition
        where m.run = @run and p.name <> @restarting
        order by m.number
        """;

    /// <summary>What is said of all that is settled of a mapping; null where nothing is.</summary>
    public static SettledHead? Head(Session session, string mapping) => session.SingleOrDefault<SettledHead>(OfMapping, new { mapping });

    /// <summary>How many records are settled.</summary>
    public static long Count(Session session, string mapping) => session.Scalar<long>(Bytes, new { mapping }) / SettledSet.EntrySize;

    /// <summary>What a run holds its rows against; null where it stages every row.</summary>
    /// <exception cref="InvalidOperationException">What it began with is gone: only a run of the same mapping can have ended meanwhile, and that one makes an end of this one first.</exception>
    public static SettledSet? OfRun(Session session, RunRow run) =>
        run.SettledBy is not { } builtBy ? null
        : Head(session, run.Mapping)?.BuiltBy == builtBy ? Read(session, run, restarting: null)
        : throw new InvalidOperationException($"What the run {run.Id} holds its rows against is gone.");

    /// <summary>All of it.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="run">The run.</param>
    /// <param name="restarting">A partition of which nothing was met; null for none.</param>
    public static SettledSet Read(Session session, RunRow run, string? restarting)
    {
        var set = new SettledSet(ReadPages(session, run.Mapping), ReadClasses(session, run.Mapping), session.Query<string>(Anew, new { mapping = run.Mapping }));
        var select = session.Prepare(Marks, "@run", "@restarting");
        select[0] = run.Number;
        select[1] = restarting ?? string.Empty;
        using var reader = select.Read();
        while (reader.Read())
        {
            for (ReadOnlySpan<byte> marks = reader.GetFieldValue<byte[]>(0); !marks.IsEmpty; marks = marks[sizeof(int)..])
            {
                set.Remember(BinaryPrimitives.ReadInt32LittleEndian(marks));
            }
        }

        return set;
    }

    /// <summary>What records of a mapping came to, by number.</summary>
    public static List<SettledClass> ReadClasses(Session session, string mapping) =>
        [.. session.Query<ClassRow>(Classes, new { mapping }).Select(row => new SettledClass(Enum.Parse<DecisionKind>(row.Outcome), row.Code, row.Reason, row.Place, row.Example))];

    private static List<SettledPage> ReadPages(Session session, string mapping)
    {
        var pages = new List<SettledPage>();
        var select = session.Prepare(Pages, "@mapping");
        select[0] = mapping;
        using var reader = select.Read();
        while (reader.Read())
        {
            pages.Add(new SettledPage(reader.GetString(0), reader.GetFieldValue<byte[]>(1), reader.GetInt64(2), reader.GetInt64(3)));
        }

        return pages;
    }

    private sealed record ClassRow(long Number, string Outcome, string? Code, string? Reason, string? Place, string Example);
}

/// <summary>A row of <c>settled</c>.</summary>
/// <param name="MappingHash">With which mapping its records were decided.</param>
/// <param name="BuiltBy">The run that built it last.</param>
/// <param name="Extract">The run under whose number the rows of the last extract lie.</param>
internal sealed record SettledHead(string MappingHash, long BuiltBy, long Extract);
