using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Storage.Runs;

namespace LerBridge.Storage.Register;

/// <summary>Reads the whole register, each credential held against its versions.</summary>
internal static class RegisterReader
{
    private const int PageSize = 500;

    // A run or an act writes the row of a credential and its newest version with the same figures; what a credential is about and says is that of the version with its newest document.
    private const string Credentials =
        """
        select c.number, c.id,
               case
                   when v.credential is null or d.credential is null then 'NoVersion'
                   when v.state <> c.state or v.state_since <> c.state_since or v.document_version <> c.document_version or v.valid_from <> c.valid_from or v.run <> c.run
                        or coalesce(v.claims_hash, c.claims_hash) <> c.claims_hash or d.person <> c.person then 'Differs'
                   when (select count(*) from credential_version n where n.credential = c.number) <> c.version then 'Gaps'
                   else 'None'
               end,
               d.document, d.media_type
        from credential c
        left join credential_version v on v.credential = c.number and v.version = c.version
        left join credential_version d on d.credential = c.number and d.version = c.document_version
        where c.number > @after
        order by c.number
        limit @size
        """;

    private const string Places =
        """
        select i.credential, l.purpose, i.list, i.position
        from status_index i
        join status_list l on l.number = i.list
        where i.credential > @after and i.credential <= @through
        order by i.list, i.position
        """;

    public static IAsyncEnumerable<RegisteredCredential> ReadAsync(Database database, CancellationToken cancellationToken) =>
        Pages.ReadAsync(database, PageSize, 0L, (session, after) => StoredRow.Read("the register of credentials", () => Page(session, after)), cancellationToken);

    private static List<(long Place, RegisteredCredential Row)> Page(Session session, long after)
    {
        var select = session.Prepare(Credentials, "@after", "@size");
        select[0] = after;
        select[1] = PageSize;
        var rows = new List<(long Place, RegisteredCredential Row)>();
        using (var reader = select.Read())
        {
            while (reader.Read())
            {
                var document = reader.IsDBNull(3) ? default(ReadOnlyMemory<byte>) : reader.GetFieldValue<byte[]>(3);
                rows.Add((reader.GetInt64(0), new RegisteredCredential(reader.GetString(1), Enum.Parse<RegisterDoubt>(reader.GetString(2)), document, reader.TextOrNull(4) ?? string.Empty, [])));
            }
        }

        if (rows.Count == 0)
        {
            return rows;
        }

        var places = PlacesOf(session, after, rows[^1].Place).ToLookup(place => place.Credential, place => place.Place);
        return rows.ConvertAll(row => (row.Place, row.Row with { Places = [.. places[row.Place]] }));
    }

    private static List<(long Credential, StatusEntry Place)> PlacesOf(Session session, long after, long through)
    {
        var select = session.Prepare(Places, "@after", "@through");
        select[0] = after;
        select[1] = through;
        var places = new List<(long, StatusEntry)>();
        using var reader = select.Read();
        while (reader.Read())
        {
            places.Add((reader.GetInt64(0), new StatusEntry(StoredRow.Word<StatusPurpose>("status_list.purpose", reader.GetString(1)), reader.Int(2), reader.Int(3))));
        }

        return places;
    }
}
