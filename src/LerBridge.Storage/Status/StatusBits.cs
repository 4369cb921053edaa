using LerBridge.Core.Credentials;
using LerBridge.Storage.Runs;

namespace LerBridge.Storage.Status;

/// <summary>The places of credentials.</summary>
internal static class StatusBits
{
    private const string OfCredential =
        """
        select l.purpose, i.list, i.position
        from status_index i
        join status_list l on l.number = i.list
        where i.credential = @credential
        order by i.list, i.position
        """;

    /// <summary>The places of a credential; empty for one that has none.</summary>
    public static IReadOnlyList<StatusEntry> Of(Session session, long credential)
    {
        var select = session.Prepare(OfCredential, "@credential");
        select[0] = credential;
        var entries = new List<StatusEntry>(1);
        using var reader = select.Read();
        while (reader.Read())
        {
            entries.Add(new StatusEntry(StoredRow.Read("the table of status lists", () => StoredRow.Word<StatusPurpose>("purpose", reader.GetString(0))), reader.Int(1), reader.Int(2)));
        }

        return entries;
    }
}
