using System.Data.Common;
using LerBridge.Core.Drift;
using LerBridge.Core.Ledger;

namespace LerBridge.Storage.Runs;

/// <summary>Reads what the last extract of a mapping held, the last row first.</summary>
internal sealed class SeenRecords(Database database) : ISeenRecords
{
    private const int PageSize = 2000;

    private const string Columns = "r.id as Id, r.mapping as Mapping, r.started_at as StartedAt, r.record_date as RecordDate, r.extract_complete as Complete";

    // A run that is being decided or applied has its extract whole; one that is still pulling does not.
    // One over a part of the stream never does.
    // One that stages only what is different joins it to the rows of an earlier run when it ends.
    private const string Whole =
        """
        r.state in ('Deciding', 'Planned', 'Applying', 'Ended') and r.scoped = 0 and (r.settled_by is null or r.state = 'Ended')
          and exists (select 1 from staged s where s.run = coalesce(r.extract, r.number))
        """;

    private const string Kept = "(select coalesce(extract, number) from run where id = @id)";

    private const string OfMapping = $"select {Columns} from run r where r.mapping = @mapping and {Whole} order by r.number desc limit 1";

    private const string OfStream = $"select {Columns} from run r where r.connector = @connector and r.stream = @stream and {Whole} order by r.number desc limit 1";

    private const string CountRows = $"select count(*) from staged where run = {Kept}";

    private const string Rows =
        """
        select s.number, coalesce(s.record_key, s.key), s.content, s.sequence, s.reject_code, s.reject_reason, s.place, c.id
        from staged s
        join run r on r.id = @id
        left join record_state k on k.mapping = r.mapping and k.record_key = coalesce(s.record_key, s.key)
        left join credential c on c.number = k.credential and c.record_key = k.record_key
        """;

    // Not by the index over runs: the rows are wanted in the order of their numbers, and sorting each page would cost the square of their count.
    private const string Select =
        $"""
        {Rows}
        where +s.run = {Kept} and s.number < @before
        order by s.number desc
        limit @size
        """;

    private const string ByKey = $"{Rows} where s.run = {Kept} and s.key = @key and s.record_key is null";
    private const string ByRecordKey = $"{Rows} where s.run = {Kept} and s.record_key = @key and s.record_key is not null";

    public Task<SeenExtract?> FindAsync(string mapping, string connector, string stream, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var found = session.FirstOrDefault<ExtractRow>(OfMapping, new { mapping })
                ?? session.FirstOrDefault<ExtractRow>(OfStream, new { connector, stream });
            return found is null ? null : new SeenExtract(
                found.Id,
                found.Mapping,
                Instants.Read(found.StartedAt),
                Instants.ReadDay(found.RecordDate),
                found.Complete == 1,
                session.Scalar<long>(CountRows, new { id = found.Id }));
        },
        cancellationToken);

    public Task<SeenFields?> FieldsAsync(string? mapping, string connector, string stream, CancellationToken cancellationToken) =>
        database.ReadAsync(session => SeenFieldStore.Find(session, mapping, connector, stream), cancellationToken);

    public Task<SeenRecord?> FindRecordAsync(SeenExtract extract, string recordKey, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Find(session, ByKey, extract.RunId, recordKey) ?? Find(session, ByRecordKey, extract.RunId, recordKey), cancellationToken);

    public IAsyncEnumerable<SeenRecord> ReadAsync(SeenExtract extract, CancellationToken cancellationToken) =>
        Pages.ReadAsync(database, PageSize, long.MaxValue, (session, before) => Page(session, extract.RunId, before), cancellationToken);

    private static SeenRecord? Find(Session session, string sql, string id, string key)
    {
        var select = session.Prepare(sql, "@id", "@key");
        select[0] = id;
        select[1] = key;
        using var reader = select.Read();
        return reader.Read() ? Record(reader) : null;
    }

    private static List<(long Number, SeenRecord Record)> Page(Session session, string id, long before)
    {
        var select = session.Prepare(Select, "@id", "@before", "@size");
        select[0] = id;
        select[1] = before;
        select[2] = PageSize;
        var page = new List<(long, SeenRecord)>();
        using var reader = select.Read();
        while (reader.Read())
        {
            page.Add((reader.GetInt64(0), Record(reader)));
        }

        return page;
    }

    private static SeenRecord Record(DbDataReader reader) => new(
        reader.GetString(1),
        reader.IsDBNull(2) ? default : reader.GetFieldValue<byte[]>(2),
        reader.IsDBNull(3) ? null : reader.Int(3),
        reader.TextOrNull(4),
        reader.TextOrNull(5),
        reader.TextOrNull(6),
        reader.TextOrNull(7));

    private sealed record ExtractRow(string Id, string Mapping, long StartedAt, string RecordDate, long? Complete);
}
