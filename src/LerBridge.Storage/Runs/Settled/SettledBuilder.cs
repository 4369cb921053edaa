using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;

namespace LerBridge.Storage.Runs.Settled;

/// <summary>Builds what is settled of a mapping from what its records came to, when a run of it ends: all of it, or the pages that the run has touched.</summary>
internal static class SettledBuilder
{
    private const int PageRecords = 512;

    // Where a run has touched more than a part of the pages, to build all of them in one go is less.
    private const int MostTouched = 8;

    private const string Forget = "delete from settled where mapping = @mapping";
    private const string ForgetPages = "delete from settled_page where mapping = @mapping";
    private const string ForgetClasses = "delete from settled_class where mapping = @mapping";
    private const string ForgetPage = "delete from settled_page where mapping = @mapping and after_key = @after";
    private const string AddHead = "insert into settled (mapping, mapping_hash, built_by, extract) values (@mapping, @mappingHash, @builtBy, @extract)";
    private const string CountPages = "select count(*) from settled_page where mapping = @mapping";
    private const string NextPage = "select min(after_key) from settled_page where mapping = @mapping and after_key > @after";
    private const string AddPage = "insert into settled_page (mapping, after_key, entries, loose, standing) values (@mapping, @after, @entries, @loose, @standing)";
    private const string AddClass = "insert into settled_class (mapping, class, outcome, code, reason, place, example) values (@mapping, @number, @outcome, @code, @reason, @where, @example)";

    // A page holds what is behind its own key, up to the next page's; a record that is new falls into one.
    private const string TouchedPages =
        """
        select distinct (select max(p.after_key) from settled_page p where p.mapping = @mapping and p.after_key < touched.key) as after_key
        from (
            select record_key as key from decision where run = @run
            union
            select coalesce(record_key, key) from staged where run = @run
        ) as touched
        """;

    // What an unchanged record has stands, but where a person revoked it: such a record is decided anew first. What seemed absent is seen to be back by being staged, whether its absence counted or not.
    private const string Records =
        """
        select r.record_key, r.partition, r.fingerprint, r.mapping_hash, r.outcome, r.code, r.reason, r.place, case when r.absent_since is null and r.absent_code is null then null else 1 end,
            cast(case
                when r.credential is null then 0
                when r.outcome = 'Unchanged' then 1
                when exists (select 1 from credential c where c.number = r.credential and c.record_key = r.record_key and c.state <> 'Revoked') then 1
                else 0
            end as bigint),
            cast(coalesce((select case when s.fingerprint = r.fingerprint then 2 else 1 end from staged s where s.run = @extract and s.key = r.record_key), 0) as bigint)
        from record_state r
        where r.mapping = @mapping and r.record_key > @after and (r.record_key <= @last or @last = '')
        order by r.record_key
        limit @size
        """;

    /// <summary>Builds all of it, once everything else of a run is written.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="run">The run.</param>
    /// <param name="extract">The run under whose number the rows of the last extract lie: what is settled has one there.</param>
    public static void BuildAll(Session session, RunRow run, long extract)
    {
        Drop(session, run.Mapping);
        if (run.Settles == 1)
        {
            var classes = new SettledClasses([]);
            AddPages(session, run, extract, string.Empty, last: string.Empty, classes);
            Keep(session, run, extract, classes);
        }
    }

    /// <summary>Builds some pages again; all where that is less.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="run">The run.</param>
    /// <param name="extract">The run under whose number the rows of the last extract lie.</param>
    /// <param name="pages">The keys behind which they begin; null for all.</param>
    public static void Build(Session session, RunRow run, long extract, IReadOnlyCollection<string>? pages)
    {
        if (pages is null || pages.Count * MostTouched > session.Scalar<long>(CountPages, new { mapping = run.Mapping }))
        {
            BuildAll(session, run, extract);
            return;
        }

        var classes = new SettledClasses(SettledReader.ReadClasses(session, run.Mapping));
        foreach (var after in pages)
        {
            var last = session.Scalar<string?>(NextPage, new { mapping = run.Mapping, after }) ?? string.Empty;
            session.Execute(ForgetPage, new { mapping = run.Mapping, after });
            AddPages(session, run, extract, after, last, classes);
        }

        Keep(session, run, extract, classes);
    }

    /// <summary>Forgets what is settled of a mapping: every row is then staged, once.</summary>
    public static void Drop(Session session, string mapping)
    {
        session.Execute(Forget, new { mapping });
        session.Execute(ForgetPages, new { mapping });
        session.Execute(ForgetClasses, new { mapping });
    }

    /// <summary>The pages in which a run has decided, or staged, a record; null where that may be anywhere. Asked while its staged rows are its own.</summary>
    public static HashSet<string>? Touched(Session session, RunRow run, SettledHead head)
    {
        if (run.Settles == 0 || head.MappingHash != run.MappingHash)
        {
            return null;
        }

        var pages = session.Query<string?>(TouchedPages, new { mapping = run.Mapping, run = run.Number });
        return pages.Contains(null) ? null : [.. pages.OfType<string>()];
    }

    private static void AddPages(Session session, RunRow run, long extract, string after, string last, SettledClasses classes)
    {
        var select = session.Prepare(Records, "@mapping", "@after", "@last", "@size", "@extract");
        var add = session.Prepare(AddPage, "@mapping", "@after", "@entries", "@loose", "@standing");
        select[0] = add[0] = run.Mapping;
        select[2] = last;
        select[3] = PageRecords;
        select[4] = extract;
        var page = new PageWriter(run.MappingHash, classes);
        do
        {
            select[1] = after;
            page.Clear();
            using (var reader = select.Read())
            {
                while (reader.Read())
                {
                    page.Add(reader);
                }
            }

            if (page.Count > 0)
            {
                add[1] = after;
                add[2] = page.Entries();
                add[3] = page.Loose;
                add[4] = page.Standing;
                add.Queue();
                after = page.LastKey;
            }
        }
        while (page.Count == PageRecords);
    }

    private static void Keep(Session session, RunRow run, long extract, SettledClasses classes)
    {
        foreach (var (number, one) in classes.New())
        {
            session.Execute(
                AddClass, new { mapping = run.Mapping, number, outcome = one.Outcome.ToString(), code = one.Code, reason = one.Reason, where = one.Where, example = one.Example });
        }

        session.Execute(Forget, new { mapping = run.Mapping });
        session.Execute(AddHead, new { mapping = run.Mapping, mappingHash = run.MappingHash, builtBy = run.Number, extract });
    }
}
