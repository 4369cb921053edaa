using System.Data.Common;
using LerBridge.Core.Ledger;
using LerBridge.Storage.Dialects;

namespace LerBridge.Storage.Runs;

/// <summary>The signed manifests of runs, and what they are made of.</summary>
internal sealed class ManifestStore(Database database) : IManifestLedger
{
    private const int PageSize = 500;

    private const string Decisions =
        """
        select number, concat(record_key, '|', kind, '|', code, '|', action, '|', credential_id, '|', base_version, '|', claims_hash)
        from decision
        where run = (select number from run where id = @id) and number > @after
        order by number
        limit @size
        """;

    private const string Versions =
        """
        select v.number, concat(c.id, '|', v.version, '|', v.operation, '|', v.state, '|', v.claims_hash, '|', v.key_id), v.document
        from credential_version v
        join credential c on c.number = v.credential
        where v.run = (select number from run where id = @id) and v.number > @after
        order by v.number
        limit @size
        """;

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

    private const string Outside =
        """
        select (select count(*) from credential_version v join run r on r.number = v.run
                where r.by_hand = 0 and not exists (select 1 from run_manifest m where m.run = v.run)) as Outside,
               (select count(*) from credential_version v join run r on r.number = v.run where r.by_hand = 1) as ByHand
        """;

    public IAsyncEnumerable<string> ReadDecisionsAsync(string runId, CancellationToken cancellationToken) =>
        this.ReadAsync(Decisions, runId, row => row.GetString(1), cancellationToken);

    public IAsyncEnumerable<(string Text, ReadOnlyMemory<byte> Document)> ReadVersionsAsync(string runId, CancellationToken cancellationToken) =>
        this.ReadAsync(Versions, runId, row => (row.GetString(1), row.IsDBNull(2) ? default(ReadOnlyMemory<byte>) : row.GetFieldValue<byte[]>(2)), cancellationToken);

    public Task<KeptManifest?> FindAsync(string runId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.SingleOrDefault<ManifestRow>(Find, new { id = runId }) is { } row ? new KeptManifest(row.Statement, row.Before, Instants.Read(row.TrimmedAt)) : null,
            cancellationToken);

    public Task<string?> LastAsync(string exceptRunId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FirstOrDefault<string>(Last, new { id = exceptRunId }), cancellationToken);

    public Task<bool> KeepAsync(string runId, string statement, string? before, CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Process,
        session =>
        {
            session.Dialect.Serialize(session, "manifest");
            if (session.FirstOrDefault<string>(Last, new { id = runId }) != before)
            {
                return false;
            }

            session.Execute(Drop, new { id = runId });
            session.Execute(Keep, new { id = runId, statement });
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

    private IAsyncEnumerable<T> ReadAsync<T>(string rows, string runId, Func<DbDataReader, T> read, CancellationToken cancellationToken) => Pages.ReadAsync(
        database,
        PageSize,
        0L,
        (session, after) =>
        {
            var select = session.Prepare(rows, "@id", "@after", "@size");
            select[0] = runId;
            select[1] = after;
            select[2] = PageSize;
            var page = new List<(long, T)>(PageSize);
            using var reader = select.Read();
            while (reader.Read())
            {
                page.Add((reader.GetInt64(0), read(reader)));
            }

            return page;
        },
        cancellationToken);

    private sealed record ManifestRow
    {
        public required string Statement { get; init; }

        public string? Before { get; init; }

        public long? TrimmedAt { get; init; }
    }

    private sealed record CountRow
    {
        public required long Outside { get; init; }

        public required long ByHand { get; init; }
    }
}
