using LerBridge.Core.Credentials;

namespace LerBridge.Storage.Status;

/// <summary>Gives new credentials their place in a status list.</summary>
internal sealed class StatusAllotment
{
    // A list is closed when it is nine tenths full: until then a random index is free after ten draws on average, at worst.
    private const string Newest = "select number as Number, length as Length, allotted as Allotted from status_list where purpose = @purpose order by number desc limit 1";
    private const string Add = "insert into status_list (purpose, length) values (@purpose, @length)";
    private const string IsTaken = "select 1 from status_index where list = @list and position = @position";
    private const string TakeIndex = "insert into status_index (list, position, credential) values (@list, @position, @credential)";
    private const string Count = "update status_list set allotted = allotted + @taken where number = @list";

    private readonly IIndexSource indices;
    private readonly int length;

    /// <param name="indices">Where indices come from.</param>
    /// <param name="length">How many bits a new list has.</param>
    public StatusAllotment(IIndexSource indices, int length)
    {
        this.indices = indices;
        this.length = length;
    }

    /// <summary>Draws free places in the newest list of a purpose, opening a new list where it is full. They are nobody's until <see cref="Take"/>.</summary>
    public IReadOnlyList<StatusEntry> Draw(Session session, StatusPurpose purpose, int count)
    {
        var drawn = new List<StatusEntry>(count);
        while (drawn.Count < count)
        {
            var list = this.ListWithRoom(session, purpose);
            this.DrawFrom(session, list, purpose, Math.Min(count - drawn.Count, list.Room), drawn);
            if (drawn.Count < count)
            {
                this.AddList(session, purpose);
            }
        }

        return drawn;
    }

    /// <summary>Makes drawn places belong to credentials, for ever.</summary>
    public static void Take(Session session, IReadOnlyList<(StatusEntry Entry, long Credential)> places)
    {
        var take = session.Prepare(TakeIndex, "@list", "@position", "@credential");
        foreach (var (entry, credential) in places)
        {
            take[0] = entry.List;
            take[1] = entry.Index;
            take[2] = credential;
            take.Run();
        }

        foreach (var list in places.GroupBy(place => place.Entry.List))
        {
            session.Execute(Count, new { list = list.Key, taken = list.Count() });
        }
    }

    private void DrawFrom(Session session, ListRow list, StatusPurpose purpose, int count, List<StatusEntry> drawn)
    {
        var isTaken = session.Prepare(IsTaken, "@list", "@position");
        isTaken[0] = list.Number;
        var inHand = new HashSet<int>(count);
        while (inHand.Count < count)
        {
            var index = this.indices.Next((int)list.Length);
            isTaken[1] = index;
            if (!inHand.Contains(index) && isTaken.Scalar() is null)
            {
                inHand.Add(index);
                drawn.Add(new StatusEntry(purpose, (int)list.Number, index));
            }
        }
    }

    private ListRow ListWithRoom(Session session, StatusPurpose purpose)
    {
        var newest = Find(session, purpose);
        if (newest is { Room: > 0 })
        {
            return newest;
        }

        this.AddList(session, purpose);
        return Find(session, purpose) ?? throw new InvalidOperationException("The status list that was just opened is not there.");
    }

    private void AddList(Session session, StatusPurpose purpose) =>
        session.Execute(Add, new { purpose = purpose.ToString(), this.length });

    private static ListRow? Find(Session session, StatusPurpose purpose) =>
        session.SingleOrDefault<ListRow>(Newest, new { purpose = purpose.ToString() });

    private sealed record ListRow(long Number, long Length, long Allotted)
    {
        public int Room => (int)Math.Max(0, (this.Length * 9 / 10) - this.Allotted);
    }
}
