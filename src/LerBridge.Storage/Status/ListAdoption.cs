using LerBridge.Core.Credentials;

namespace LerBridge.Storage.Status;

/// <summary>
/// Brings a SQLite ledger that comes back from a backup together with the status lists that are public. What is set there stays set; and since nobody knows which places were handed out after the backup,
/// its lists are closed and new credentials get their places in lists that no ledger of this issuer has had.
/// </summary>
internal static class ListAdoption
{
    private const int MostNamed = 20;

    private const string Find = "select purpose as Purpose, length as Length from status_list where number = @number";
    private const string Add = "insert into status_list (number, purpose, length) values (@number, @purpose, @length)";
    private const string Close = "update status_list set allotted = length, revision = revision + 1";
    private const string Newest = "select coalesce(max(number), 0) from status_list";
    private const string Keep = "insert into status_kept (list, position) select @list, @position where not exists (select 1 from status_kept where list = @list and position = @position)";
    private const string Whose = "select c.id, c.state from status_index i join credential c on c.number = i.credential where i.list = @list and i.position = @position";

    // Minutes since then number the lists after a restore: nobody restores twice in one, and no site opens as many lists otherwise.
    private static readonly DateTimeOffset Beginning = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="session">A transaction that writes.</param>
    /// <param name="published">The lists that are public, as they were read and believed.</param>
    /// <param name="length">How many bits a new list has.</param>
    /// <param name="now">When the ledger comes back.</param>
    public static AdoptedLists Adopt(Session session, IReadOnlyList<StatusListContent> published, int length, DateTimeOffset now)
    {
        var (revoked, suspended, unknown) = (new List<string>(), new List<string>(), 0L);
        var (revokedCount, suspendedCount) = (0L, 0L);
        foreach (var list in published)
        {
            var own = session.SingleOrDefault<OwnList>(Find, new { number = list.Number });
            if (own is null)
            {
                session.Execute(Add, new { number = list.Number, purpose = list.Purpose.ToString(), length = list.Length });
            }
            else if (own.Purpose != list.Purpose.ToString() || own.Length != list.Length)
            {
                // Not a later form of the same list; the ledger's own is published in its place.
                continue;
            }

            var whose = session.Prepare(Whose, "@list", "@position");
            whose[0] = list.Number;
            foreach (var place in list.SetBits)
            {
                whose[1] = place;
                (string Id, string State)? credential = null;
                using (var reader = whose.Read())
                {
                    credential = reader.Read() ? (reader.GetString(0), reader.GetString(1)) : null;
                }

                // A suspension can be lifted, so it is the ledger's to say of a credential that it has; a revocation is for ever.
                if (credential is null || list.Purpose == StatusPurpose.Revocation)
                {
                    session.Execute(Keep, new { list = list.Number, position = place });
                }

                switch (list.Purpose, credential)
                {
                    case (_, null):
                        unknown++;
                        break;
                    case (StatusPurpose.Revocation, { State: not nameof(CredentialState.Revoked) } one):
                        revokedCount++;
                        Name(revoked, one.Id);
                        break;
                    case (StatusPurpose.Suspension, { State: nameof(CredentialState.Valid) } one):
                        suspendedCount++;
                        Name(suspended, one.Id);
                        break;
                }
            }
        }

        session.Execute(Close);
        var first = Math.Max(session.Scalar<long>(Newest) + 1, (long)(now - Beginning).TotalMinutes);
        session.Execute(Add, new { number = first, purpose = nameof(StatusPurpose.Revocation), length });
        return new AdoptedLists(revokedCount, revoked, suspendedCount, suspended, unknown);
    }

    private sealed record OwnList(string Purpose, long Length);

    private static void Name(List<string> named, string id)
    {
        if (named.Count < MostNamed)
        {
            named.Add(id);
        }
    }
}
