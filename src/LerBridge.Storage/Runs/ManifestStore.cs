using System.Data.Common;
using LerBridge.Core.Ledger;
using LerBridge.Storage.Dialects;
using LerBridge.Storage.Register;

namespace LerBridge.Storage.Runs;

/// <summary>The signed manifests of runs, and what they are made of.</summary>
internal sealed class ManifestStore(Database database) : IManifestLedger
{
    private const int PageSize = 500;

    private const string Decided =
        """
        select number, concat(record_key, '|', kind, '|', code, '|', action, '|', credential_id, '|', base_version, '|', claims_hash)
        from decision
        where run = (select number from run where id = @id) and number > @after
        order by number
        limit @size
        """;

    private const string DecidedWhole =
        """
        select number, concat(record_key, '|', kind, '|', code, '|', action, '|', credential_id, '|', base_version, '|', claims_hash, '|', fingerprint, '|', person_id, '|', generation, '|', privacy_unknown,
            '|', waits, '|', reason, '|', place, '|', absent_since, '|', absent_runs, '|', change, '|', cause, '|', replaces_id, '|', replaces_version, '|', replaces_person, '|', suspendable, '|', asks)
        from decision
        where run = (select number from run where id = @id) and number > @after
        order by number
        limit @size
        """;

    private const string Written =
        """
        select v.number, concat(c.id, '|', v.version, '|', v.operation, '|', v.state, '|', v.claims_hash, '|', v.key_id), v.document
        from credential_version v
        join credential c on c.number = v.credential
        where v.run = (select number from run where id = @id) and v.number > @after
        order by v.number
        limit @size
        """;

    private const string WrittenWhole =
        """
        select v.number, concat(c.id, '|', v.version, '|', v.operation, '|', v.state, '|', v.claims_hash, '|', v.key_id, '|', v.document_version, '|', v.state_since, '|', v.at, '|', v.valid_from, '|', v.subject_id,
            '|', v.person, '|', v.media_type, '|', v.change, '|', v.stopped_by, '|', v.code, '|', v.reason, '|', v.by_whom), v.document
        from credential_version v
        join credential c on c.number = v.credential
        where v.run = (select number from run where id = @id) and v.number > @after
        order by v.number
        limit @size
        """;

    private const string Moved =
        "select concat(from_person, '|', to_person, '|', identifiers, '|', reason, '|', by_whom) from person_move where run = (select number from run where id = @id) order by number";

    private const string Ruled =
        """
        select concat('hold|', mapping, '|', record_key, '|', code, '|', fingerprint, '|', verdict, '|', mapping_hash, '|', places, '|', reason, '|', by_whom, '|', at)
        from hold_act
        where run = (select number from run where id = @id)
        order by number
        """;

    // What counts for the runs to come is what was decided last about the record; a release whose act is spent is gone, a rejection never. A run puts what was released of the mapping's own reasons under their code.
    private const string DoubtfulVerdicts =
        """
        select (select count(*)
                from hold_verdict v
                where v.unsigned = 0 and not exists (
                    select 1
                    from hold_act a
                    where a.number = (select max(n.number) from hold_act n where n.mapping = v.mapping and n.record_key = v.record_key)
                      and a.fingerprint = v.fingerprint and a.verdict = v.verdict and a.mapping_hash = v.mapping_hash and a.places = v.places and a.reason = v.reason and a.by_whom = v.by_whom and a.at = v.at
                      and (a.code = v.code or v.code = 'LB3002')))
             + (select count(*)
                from hold_act a
                where a.verdict = 'Reject'
                  and a.number = (select max(n.number) from hold_act n where n.mapping = a.mapping and n.record_key = a.record_key)
                  and not exists (select 1 from hold_verdict v where v.mapping = a.mapping and v.record_key = a.record_key)) as Doubtful
        """;

    private const string UnsignedVerdicts = "select at from hold_verdict where unsigned = 1 order by at";

    private const string Find =
        """
        select m.statement as Statement, (select b.statement from run_manifest b where b.number < m.number order by b.number desc limit 1) as Before, t.at as TrimmedAt
        from run_manifest m
        left join run_trim t on t.run = m.run
        where m.run = (select number from run where id = @id)
        """;

    private const string Last = "select statement from run_manifest where run <> (select number from run where id = @id) order by number desc limit 1";
    private const string Drop = "delete from run_manifest where run = (select number from run where id = @id and state <> 'Ended')";
    private const string Keep = "insert into run_manifest (run, statement) select number, @statement from run where id = @id and state <> 'Ended'";
    private const string KeepOfAct = "insert into run_manifest (run, statement) select number, @statement from run where id = @id";
    private const string KeepEnd = "insert into manifest_end (id, statement) values (1, @end) on conflict (id) do update set statement = excluded.statement";
    private const string Newest = "select statement from run_manifest order by number desc limit 1";
    private const string End = "select statement from manifest_end where id = 1";

    private const string Unsealed =
        "select count(*) from run r where r.state = 'Ended' and r.outcome = 'Succeeded' and r.id <> @id and not exists (select 1 from run_manifest m where m.run = r.number)";

    private const string Strays =
        """
        select (select count(*) from credential_version v where not exists (select 1 from credential c where c.number = v.credential)) as Versions,
               (select count(*) from status_index i where not exists (select 1 from credential c where c.number = i.credential)) as Places
        """;

    private const string Outside =
        """
        select (select count(*) from credential_version v join run r on r.number = v.run
                where r.by_hand = 0 and not exists (select 1 from run_manifest m where m.run = v.run)) as Outside,
               (select count(*) from credential_version v join run r on r.number = v.run where r.by_hand = 1) as ByHand
        """;

    public IAsyncEnumerable<string> ReadDecisionsAsync(string runId, bool whole, CancellationToken cancellationToken) =>
        this.ReadAsync(whole ? DecidedWhole : Decided, runId, row => row.GetString(1), cancellationToken);

    public IAsyncEnumerable<(string Text, ReadOnlyMemory<byte> Document)> ReadVersionsAsync(string runId, bool whole, CancellationToken cancellationToken) =>
        this.ReadAsync(whole ? WrittenWhole : Written, runId, Version, cancellationToken);

    public Task<IReadOnlyList<string>> ReadActsAsync(string runId, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<string>>(session => ActsOf(session, runId), cancellationToken);

    public Task<KeptManifest?> FindAsync(string runId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.SingleOrDefault<ManifestRow>(Find, new { id = runId }) is { } row ? new KeptManifest(row.Statement, row.Before, Instants.Read(row.TrimmedAt)) : null,
            cancellationToken);

    public Task<string?> LastAsync(string exceptRunId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FirstOrDefault<string>(Last, new { id = exceptRunId }), cancellationToken);

    public Task<bool> KeepAsync(string runId, SignedManifest manifest, string? before, CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Process,
        session =>
        {
            session.Dialect.Serialize(session, "manifest");
            if (session.FirstOrDefault<string>(Last, new { id = runId }) != before)
            {
                return false;
            }

            session.Execute(Drop, new { id = runId });
            if (session.Execute(Keep, new { id = runId, statement = manifest.Statement }) > 0)
            {
                session.Execute(KeepEnd, new { end = manifest.End });
            }

            return true;
        },
        cancellationToken);

    public Task<(long Outside, long ByHand)> CountOutsideAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var row = session.Single<CountRow>(Outside);
            return (row.Outside, row.ByHand);
        },
        cancellationToken);

    public Task<ManifestEnd> EndAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session => new ManifestEnd(session.FirstOrDefault<string>(Newest), session.FirstOrDefault<string>(End), session.Scalar<long>(Unsealed, new { id = string.Empty })), cancellationToken);

    public Task<IReadOnlyList<RunEntry>> RunsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<RunEntry>>(session => [.. RunTable.Sealed(session).Select(row => row.ToEntry())], cancellationToken);

    public Task<long> CountUnsealedAsync(string exceptRunId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.Scalar<long>(Unsealed, new { id = exceptRunId }), cancellationToken);

    public IAsyncEnumerable<RegisteredCredential> ReadRegisterAsync(CancellationToken cancellationToken) => RegisterReader.ReadAsync(database, cancellationToken);

    public Task<(long Versions, long Places)> CountStraysAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var row = session.Single<StrayRow>(Strays);
            return (row.Versions, row.Places);
        },
        cancellationToken);

    public Task<long> CountDoubtfulVerdictsAsync(CancellationToken cancellationToken) => database.ReadAsync(session => session.Scalar<long>(DoubtfulVerdicts), cancellationToken);

    public Task<IReadOnlyList<DateTimeOffset>> UnsignedVerdictsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<DateTimeOffset>>(session => session.Query<long>(UnsignedVerdicts).ConvertAll(Instants.Read), cancellationToken);

    /// <summary>Keeps the manifest of an act by hand in the transaction that writes the act, as the last thing that it does.</summary>
    public static void Seal(Session session, string actId, ManifestSigner sign)
    {
        session.Dialect.Serialize(session, "manifest");
        var act = RunTable.Find(session, actId)?.ToEntry() ?? throw new InvalidOperationException($"There is no act {actId}.");
        var versions = Page(session, WrittenWhole, actId, 0, int.MaxValue, Version).ConvertAll(version => version.Row);
        var record = new HandRecord(
            act,
            versions,
            ActsOf(session, actId),
            session.FirstOrDefault<string>(Last, new { id = actId }),
            session.Scalar<long>(Unsealed, new { id = actId }));
        var manifest = sign(record);
        session.Execute(KeepOfAct, new { id = actId, statement = manifest.Statement });
        session.Execute(KeepEnd, new { end = manifest.End });
    }

    private static List<string> ActsOf(Session session, string actId) => [.. session.Query<string>(Moved, new { id = actId }), .. session.Query<string>(Ruled, new { id = actId })];

    private static (string Text, ReadOnlyMemory<byte> Document) Version(DbDataReader row) =>
        (row.GetString(1), row.IsDBNull(2) ? default(ReadOnlyMemory<byte>) : row.GetFieldValue<byte[]>(2));

    private static List<(long Place, T Row)> Page<T>(Session session, string rows, string runId, long after, int size, Func<DbDataReader, T> read)
    {
        var select = session.Prepare(rows, "@id", "@after", "@size");
        select[0] = runId;
        select[1] = after;
        select[2] = size;
        var page = new List<(long, T)>();
        using var reader = select.Read();
        while (reader.Read())
        {
            page.Add((reader.GetInt64(0), read(reader)));
        }

        return page;
    }

    private IAsyncEnumerable<T> ReadAsync<T>(string rows, string runId, Func<DbDataReader, T> read, CancellationToken cancellationToken) =>
        Pages.ReadAsync(database, PageSize, 0L, (session, after) => Page(session, rows, runId, after, PageSize, read), cancellationToken);

    private sealed record ManifestRow
    {
        public required string Statement { get; init; }

        public string? Before { get; init; }

        public long? TrimmedAt { get; init; }
    }

    private sealed record StrayRow
    {
        public required long Versions { get; init; }

        public required long Places { get; init; }
    }

    private sealed record CountRow
    {
        public required long Outside { get; init; }

        public required long ByHand { get; init; }
    }
}
