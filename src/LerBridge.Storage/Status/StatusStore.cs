using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Storage.Dialects;

namespace LerBridge.Storage.Status;

/// <summary>The status lists as the register knows them.</summary>
internal sealed class StatusStore : IStatusStore
{
    private const string Lists =
        """
        select number as Number, purpose as Purpose, length as Length, revision as Revision, published_revision as PublishedRevision, valid_until as ValidUntil
        from status_list
        order by number
        """;

    private const string Revision = "select number as Number, purpose as Purpose, revision as Revision from status_list where number = @number";

    // Few credentials are anything but valid, so the bits are found from there.
    private const string SetBits =
        """
        select i.position
        from credential c
        join status_index i on i.credential = c.number
        where c.state = @state and i.list = @number
        union
        select k.position
        from status_kept k
        where k.list = @number
        """;

    private const string AllSetBits =
        """
        select i.list as List, i.position as Position
        from credential c
        join status_index i on i.credential = c.number
        join status_list l on l.number = i.list
        where c.state in ('Revoked', 'Suspended') and c.state = case l.purpose when 'Revocation' then 'Revoked' when 'Suspension' then 'Suspended' end
        union
        select k.list as List, k.position as Position
        from status_kept k
        """;

    // A place that stays set shows its credential as what the list is for.
    private const string Apart =
        """
        from status_kept k
        join status_list l on l.number = k.list
        join status_index i on i.list = k.list and i.position = k.position
        join credential c on c.number = i.credential
        where c.state <> case l.purpose when 'Revocation' then 'Revoked' when 'Suspension' then 'Suspended' end
        """;

    private const string CountApart = $"select count(*) {Apart}";
    private const string FirstApart = $"select c.id {Apart} order by c.number limit @limit";

    private const string Publish =
        """
        update status_list
        set published_revision = @revision, valid_until = @validUntil
        where number = @number and (published_revision is null or published_revision <= @revision)
        """;

    private readonly Database database;

    public StatusStore(Database database) => this.database = database;

    public Task<IReadOnlyList<StatusListEntry>> ListsAsync(CancellationToken cancellationToken) =>
        this.database.ReadAsync<IReadOnlyList<StatusListEntry>>(
            session => StoredRow.Read<List<StatusListEntry>>("the table of status lists", () => [.. session.Query<StatusListRow>(Lists).Select(row => row.ToEntry())]),
            cancellationToken);

    public Task<(long Revision, IReadOnlyCollection<int> SetBits)> ReadAsync(int number, CancellationToken cancellationToken) =>
        this.database.ReadAsync<(long Revision, IReadOnlyCollection<int> SetBits)>(
            session =>
            {
                var list = session.SingleOrDefault<RevisionRow>(Revision, new { number })
                    ?? throw new InvalidOperationException($"There is no status list {number}.");
                var state = StoredRow.Read($"status list {number}", () => BitState(PurposeOf(list.Purpose))).ToString();
                return (list.Revision, session.Query<int>(SetBits, new { number, state }));
            },
            cancellationToken);

    public Task<ILookup<int, int>> SetBitsAsync(CancellationToken cancellationToken) =>
        this.database.ReadAsync(session => session.Query<PlaceRow>(AllSetBits).ToLookup(row => (int)row.List, row => (int)row.Position), cancellationToken);

    public Task<(long Count, IReadOnlyList<string> First)> KeptApartAsync(int limit, CancellationToken cancellationToken) =>
        this.database.ReadAsync(session => (session.Scalar<long>(CountApart), (IReadOnlyList<string>)session.Query<string>(FirstApart, new { limit })), cancellationToken);

    public Task MarkPublishedAsync(int number, long revision, DateTimeOffset validUntil, CancellationToken cancellationToken) =>
        this.database.WriteAsync(
            Durability.Power,
            session => session.Execute(Publish, new { number, revision, validUntil = Instants.Write(validUntil) }),
            cancellationToken);

    /// <summary>The state in which a credential's bit is set in a list of a purpose.</summary>
    public static CredentialState BitState(StatusPurpose purpose) => purpose == StatusPurpose.Revocation ? CredentialState.Revoked : CredentialState.Suspended;

    private static StatusPurpose PurposeOf(string purpose) => StoredRow.Word<StatusPurpose>("purpose", purpose);

    private sealed record RevisionRow(long Number, string Purpose, long Revision);

    private sealed record PlaceRow
    {
        public required long List { get; init; }

        public required long Position { get; init; }
    }

    private sealed record StatusListRow
    {
        public required long Number { get; init; }

        public required string Purpose { get; init; }

        public required long Length { get; init; }

        public required long Revision { get; init; }

        public long? PublishedRevision { get; init; }

        public long? ValidUntil { get; init; }

        public StatusListEntry ToEntry() =>
            new((int)this.Number, PurposeOf(this.Purpose), (int)this.Length, this.Revision, this.PublishedRevision, Instants.Read(this.ValidUntil));
    }
}
