using LerBridge.Core.Ledger;
using LerBridge.Storage.Dialects;
using LerBridge.Storage.Runs.Settled;

namespace LerBridge.Storage.Runs;

/// <summary>New records that may be known ones under another key: their person has a credential of the mapping with the same content that stands, and whose record is not in the extract.</summary>
internal static class KeyCandidates
{
    private const int PageSize = 500;

    // One that is suspended because its record was gone, or changed, does not go on by itself. One that a person stopped stays stopped under the new key.
    private const string Stands = "(c.state = 'Valid' or c.stopped_by = 'Hand')";

    private const string AnyCredential = "select 1 where exists (select 1 from credential where mapping = @mapping)";

    private const string OfPerson =
        $"""
        select c.number as Number, c.record_key as RecordKey
        from credential c
        where c.person_id = @person and c.mapping = @mapping and c.claims_hash = @claims and {Stands}
        """;

    private const string Unstaged =
        $"""
        {OfPerson}
          and not exists (select 1 from staged s where s.run = @run and {AbsentReader.SameKey})
        order by c.number
        """;

    private const string UnstagedNumbered =
        $"""
        {OfPerson}
          and not exists (select 1 from staged s where s.run = @run and {AbsentReader.SameNumberedKey})
        order by c.number
        """;

    private const string Waiting = "select record_key as RecordKey, person_id as PersonId, claims_hash as ClaimsHash from key_candidate where run = @run";
    private const string ChooseOne = "update key_candidate set credential = @credential where run = @run and record_key = @key";

    private static readonly BulkTable Rows = new(
        "key_candidate", [], BulkColumn.Number("run"), BulkColumn.Text("record_key"), BulkColumn.Text("person_id"), BulkColumn.Text("claims_hash"));

    private const string Clean = "delete from key_candidate where run = @run";

    private const string Columns =
        $"""
        m.id, m.person_id, m.generation, m.version, m.state, m.claims_hash, m.rank, m.stopped_by, m.suspendable, coalesce(f.partition, ''),
        cast(case when q.ended = 'Complete' or (q.number is null and @complete = 1) then 1 else 0 end as bigint),
        k.record_key, p.name, s.fingerprint, s.content, s.sequence, s.place, s.reject_code, s.reject_reason, s.unsure,
        {KnownRows.Columns}
        """;

    private const string Joins =
        """
        join run_partition p on p.number = s.partition
        left join record_state r on r.mapping = @mapping and r.record_key = k.record_key
        left join credential c on c.number = r.credential and c.record_key = r.record_key
        left join credential m on m.number = k.credential
        left join record_state f on f.mapping = @mapping and f.record_key = m.record_key
        left join run_partition q on q.run = @run and q.name = f.partition
        where k.run = @run and k.record_key > @after
        order by k.record_key
        limit @size
        """;

    private const string Select =
        $"""
        select {Columns}
        from key_candidate k
        join staged s on s.run = @run and s.key = k.record_key
        {Joins}
        """;

    private const string SelectNumbered =
        $"""
        select {Columns}
        from key_candidate k
        join staged s on s.run = @run and s.record_key = k.record_key and s.record_key is not null
        {Joins}
        """;

    /// <summary>For each record that would be new: whether it may be a known one.</summary>
    public static IReadOnlyList<bool> Meet(Session session, string runId, IReadOnlyList<KeyCandidate> records)
    {
        var run = RunTable.Require(session, runId, RunState.Deciding);
        if (records.Count == 0 || session.Scalar<long?>(AnyCredential, new { mapping = run.Mapping }) is null)
        {
            return new bool[records.Count];
        }

        var select = session.Prepare(StatementOf(run), "@person", "@mapping", "@claims", "@run");
        select[1] = run.Mapping;
        select[3] = run.Number;
        var found = select.Each<long?>(
            records.Count,
            at =>
            {
                select[0] = records[at].PersonId;
                select[2] = records[at].ClaimsHash;
            },
            row => row.GetInt64(0));
        if (run.SettledBy is null || found.All(number => number is null))
        {
            return [.. found.Select(number => number is not null)];
        }

        var settled = SettledReader.OfRun(session, run);
        return [.. records.Select((record, at) => found[at] is not null && UnmetOf(session, run, record, settled).Count > 0)];
    }

    public static void Add(Session session, string runId, IReadOnlyList<KeyCandidate> records)
    {
        var run = RunTable.Require(session, runId, RunState.Deciding).Number;
        session.Dialect.Bulk.Insert(session, Rows, records.Select(record => new object?[] { run, record.RecordKey, record.PersonId, record.ClaimsHash }));
    }

    /// <summary>Says which new record goes on with which credential, where there is one of each.</summary>
    public static void Decide(Session session, string runId)
    {
        var run = RunTable.Require(session, runId, RunState.Deciding);
        var settled = SettledReader.OfRun(session, run);
        foreach (var alike in session.Query<KeyCandidate>(Waiting, new { run = run.Number }).GroupBy(record => (record.PersonId, record.ClaimsHash)))
        {
            // Where there are more of either, nobody can tell which is which.
            if (alike.ToArray() is [var record] && UnmetOf(session, run, record, settled) is [var credential])
            {
                session.Execute(ChooseOne, new { run = run.Number, key = record.RecordKey, credential });
            }
        }

        session.Dialect.Analyze(session, "key_candidate");
    }

    public static IAsyncEnumerable<KeyMatch> ReadAsync(Database database, string runId, CancellationToken cancellationToken) =>
        Pages.ReadAsync(database, PageSize, string.Empty, (session, after) => Page(session, RunTable.Require(session, runId, RunState.Deciding), after), cancellationToken);

    public static void Clear(Session session, long run) => session.Execute(Clean, new { run });

    private static string StatementOf(RunRow run) => run.Numbered != 0 ? UnstagedNumbered : Unstaged;

    // What is settled and was met has no staged row, and is in the extract all the same.
    private static List<long> UnmetOf(Session session, RunRow run, KeyCandidate record, SettledSet? settled) =>
    [
        .. session.Query<CredentialRow>(StatementOf(run), new { person = record.PersonId, mapping = run.Mapping, claims = record.ClaimsHash, run = run.Number })
            .Where(row => settled?.IsSeen(row.RecordKey) != true)
            .Select(row => row.Number),
    ];

    private static List<(string Key, KeyMatch Match)> Page(Session session, RunRow run, string after)
    {
        var select = session.Prepare(run.Numbered != 0 ? SelectNumbered : Select, "@run", "@mapping", "@after", "@complete", "@size");
        select[0] = run.Number;
        select[1] = run.Mapping;
        select[2] = after;
        select[3] = run.ExtractComplete ?? 0;
        select[4] = PageSize;
        var page = new List<(string, KeyMatch)>();
        var texts = new RepeatedText();
        using var reader = select.Read();
        while (reader.Read())
        {
            var staged = StagedReader.Record(reader, 11, texts);
            page.Add((staged.Key, new KeyMatch(staged, reader.IsDBNull(0) ? null : KnownRows.Credential(reader, 0), texts.Of(reader.GetString(9)), reader.Int(10) != 0)));
        }

        return page;
    }

    private sealed record CredentialRow(long Number, string RecordKey);
}
