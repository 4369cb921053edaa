using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Storage.Dialects;
using LerBridge.Storage.Status;

namespace LerBridge.Storage.Register;

/// <summary>Reads the register.</summary>
internal sealed class CredentialRegister : ICredentialRegister
{
    private const string Columns =
        """
        select c.number as Number, c.id as Id, c.mapping as Mapping, c.person as Person, c.version as Version, c.state as State, c.valid_from as ValidFrom, c.changed_at as ChangedAt,
               c.stopped_by as StoppedBy, c.record_key as RecordKey, run.id as RunId, v.document as Document, v.media_type as MediaType
        from credential c
        join run on run.number = c.run
        join credential_version v on v.credential = c.number and v.version = c.document_version
        """;

    private const string NewestFirst = "order by c.changed_at desc, c.number desc limit @limit";
    private const string ById = $"{Columns} where c.id = @id";
    private const string All = $"{Columns} {NewestFirst}";
    private const string OfMapping = $"{Columns} where c.mapping = @mapping {NewestFirst}";
    private const string OfRun = $"{Columns} where c.run = (select number from run where id = @runId) {NewestFirst}";
    private const string OfMappingAndRun = $"{Columns} where c.run = (select number from run where id = @runId) and c.mapping = @mapping {NewestFirst}";
    private const string States = "select state as State, count(*) as Count from credential group by state";

    private const string Destinations = "select distinct destination from outbox where credential = (select number from credential where id = @id) order by destination";

    private const string Documents =
        """
        select v.document
        from credential c
        join credential_version v on v.credential = c.number and v.version = c.document_version
        where c.state <> 'Revoked'
        """;

    private readonly Database database;

    public CredentialRegister(Database database) => this.database = database;

    public Task<RegisterEntry?> FindAsync(string credentialId, CancellationToken cancellationToken) =>
        this.database.ReadAsync(
            session => session.SingleOrDefault<Row>(ById, new { id = credentialId })?.ToEntry(session),
            cancellationToken);

    public Task<IReadOnlyList<RegisterEntry>> ListAsync(string? mapping, string? runId, int limit, CancellationToken cancellationToken)
    {
        var sql = (mapping, runId) switch
        {
            (null, null) => All,
            (_, null) => OfMapping,
            (null, _) => OfRun,
            _ => OfMappingAndRun,
        };
        return this.database.ReadAsync<IReadOnlyList<RegisterEntry>>(
            session => [.. session.Query<Row>(sql, new { mapping, runId, limit }).Select(row => row.ToEntry(session))],
            cancellationToken);
    }

    public Task<IReadOnlyList<CredentialHistory>> HistoryAsync(string credentialId, CancellationToken cancellationToken) =>
        this.database.ReadAsync(session => HistoryReader.Read(session, credentialId), cancellationToken);

    public Task<IReadOnlyList<KeyChange>> KeyChangesAsync(string credentialId, CancellationToken cancellationToken) =>
        this.database.ReadAsync(session => KeyChangeReader.Read(session, credentialId), cancellationToken);

    public Task<CredentialTrace?> TraceAsync(string credentialId, CancellationToken cancellationToken) =>
        this.database.ReadAsync(session => TraceReader.Read(session, credentialId), cancellationToken);

    public Task<IReadOnlyList<string>> DestinationsAsync(string credentialId, CancellationToken cancellationToken) =>
        this.database.ReadAsync<IReadOnlyList<string>>(session => session.Query<string>(Destinations, new { id = credentialId }), cancellationToken);

    public Task<RegisterEntry?> ActAsync(HandAct act, ManifestSigner sign, CancellationToken cancellationToken) =>
        this.database.WriteAsync(
            Durability.Power,
            session => HandWriter.Write(session, act, sign) ? session.Single<Row>(ById, new { id = act.CredentialId }).ToEntry(session) : null,
            cancellationToken);

    public Task<IReadOnlyDictionary<CredentialState, long>> CountAsync(CancellationToken cancellationToken) =>
        this.database.ReadAsync<IReadOnlyDictionary<CredentialState, long>>(
            session =>
            {
                var counts = Enum.GetValues<CredentialState>().ToDictionary(state => state, _ => 0L);
                foreach (var row in session.Query<CountRow>(States))
                {
                    counts[Enum.Parse<CredentialState>(row.State)] = row.Count;
                }

                return counts;
            },
            cancellationToken);

    public Task ReadDocumentsAsync(Action<ReadOnlyMemory<byte>> each, CancellationToken cancellationToken) =>
        this.database.ReadAsync(
            session =>
            {
                foreach (var document in session.Stream<byte[]>(Documents))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    each(document);
                }

                return true;
            },
            cancellationToken);

    // Not positional: over no rows the engine cannot say what type a count has.
    private sealed record CountRow
    {
        public required string State { get; init; }

        public required long Count { get; init; }
    }

    private sealed record Row
    {
        public required long Number { get; init; }

        public required string Id { get; init; }

        public required string Mapping { get; init; }

        public required string Person { get; init; }

        public required long Version { get; init; }

        public required string State { get; init; }

        public required long ValidFrom { get; init; }

        public required long ChangedAt { get; init; }

        public string? StoppedBy { get; init; }

        public required string RecordKey { get; init; }

        public required string RunId { get; init; }

        public required byte[] Document { get; init; }

        public required string MediaType { get; init; }

        public RegisterEntry ToEntry(Session session) => new()
        {
            Id = this.Id,
            Mapping = this.Mapping,
            Person = this.Person,
            Version = (int)this.Version,
            State = Enum.Parse<CredentialState>(this.State),
            ValidFrom = Instants.Read(this.ValidFrom),
            ChangedAt = Instants.Read(this.ChangedAt),
            StoppedBy = this.StoppedBy is { } cause ? Enum.Parse<StopCause>(cause) : null,
            RecordKey = this.RecordKey,
            RunId = this.RunId,
            Status = StatusBits.Of(session, this.Number),
            Document = this.Document,
            MediaType = this.MediaType,
        };
    }
}
