using System.Runtime.CompilerServices;
using LerBridge.Core.Ledger;
using LerBridge.Storage.Runs.Settled;

namespace LerBridge.Storage.Runs;

/// <summary>Reads the records that an extract should have held and does not, in key order.</summary>
internal static class AbsentReader
{
    /// <summary>A staged row <c>s</c> is that of the record of a credential <c>c</c>.</summary>
    public const string SameKey = "s.key = c.record_key";

    /// <summary>The same in numbered streams.</summary>
    public const string SameNumberedKey = "s.record_key = c.record_key and s.record_key is not null";

    private const int PageSize = 500;

    // A partition that ended complete speaks for its own records. One that is gone altogether is spoken for by a complete extract only.
    private const string Known =
        $"""
        select r.record_key, cast(case when exists (select 1 from key_candidate k where k.run = @run and k.credential = c.number) then 1 else 0 end as bigint), {KnownRows.Columns}
        from record_state r
        join credential c on c.number = r.credential and c.record_key = r.record_key
        left join run_partition p on p.run = @run and p.name = r.partition
        where r.mapping = @mapping
          and r.record_key > @after
          and (r.record_key <= @last or @last = '')
          and c.state <> 'Revoked'
          and (p.ended = 'Complete' or (p.number is null and @complete = 1))
        """;

    private const string Select =
        $"""
        {Known}
          and not exists (select 1 from staged s where s.run = @run and s.key = r.record_key)
        order by r.record_key
        limit @size
        """;

    private const string SelectNumbered =
        $"""
        {Known}
          and not exists (select 1 from staged s where s.run = @run and s.record_key = r.record_key)
        order by r.record_key
        limit @size
        """;

    public static async IAsyncEnumerable<KnownRecord> ReadAsync(Database database, string runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What is settled and was met has no staged row; where everything was met, nothing is absent.
        var settled = await database.ReadAsync(session => SettledReader.OfRun(session, RunTable.Require(session, runId, RunState.Deciding, RunState.Applying)), cancellationToken);
        foreach (var (from, last) in settled?.Unseen() ?? [(string.Empty, null)])
        {
            var page = Pages.ReadAsync(
                database, PageSize, from, (session, after) => Page(session, RunTable.Require(session, runId, RunState.Deciding, RunState.Applying), after, last), cancellationToken);
            await foreach (var known in page)
            {
                if (settled?.IsSeen(known.Key) != true)
                {
                    yield return known;
                }
            }
        }
    }

    private static List<(string Key, KnownRecord Record)> Page(Session session, RunRow run, string after, string? last)
    {
        var select = session.Prepare(run.Numbered != 0 ? SelectNumbered : Select, "@run", "@mapping", "@after", "@last", "@complete", "@size");
        select[0] = run.Number;
        select[1] = run.Mapping;
        select[2] = after;
        select[3] = last ?? string.Empty;
        select[4] = run.ExtractComplete ?? 0;
        select[5] = PageSize;
        var page = new List<(string, KnownRecord)>();
        var texts = new RepeatedText();
        using var reader = select.Read();
        while (reader.Read())
        {
            var key = reader.GetString(0);
            if (KnownRows.Read(reader, 2, key, texts) is { } known)
            {
                page.Add((key, known with { MayGoOn = reader.Int(1) != 0 }));
            }
        }

        return page;
    }
}
