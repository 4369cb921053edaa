using LerBridge.Core.Credentials;

namespace LerBridge.Storage.Status;

/// <summary>
/// Gives new credentials their place in a status list. Of the transactions that write at once, on whichever machines, each allots from a list of its own: they would else have to wait for each other
/// while credentials are signed, or meet at one place. So there are as many lists that are not full as there were writers at once.
/// </summary>
internal sealed class StatusAllotment
{
    // A list is closed when it is nine tenths full: until then a random index is free after ten draws on average, at worst.
    private const string Open = "select number from status_list where purpose = @purpose and allotted < length * 9 / 10 order by number desc";
    private const string Find = "select number as Number, length as Length, allotted as Allotted from status_list where number = @number";
    private const string Add = "insert into status_list (purpose, length) values (@purpose, @length) returning number";
    private const string IsTaken = "select 1 from status_index where list = @list and position = @position";

    private readonly IIndexSource indices;
    private readonly int length;

    /// <param name="indices">Where indices come from.</param>
    /// <param name="length">How many bits a new list has.</param>
    public StatusAllotment(IIndexSource indices, int length)
    {
        this.indices = indices;
        this.length = length;
    }

    /// <summary>Draws free places in a list of a purpose, opening a new list where none has room. They are nobody's until <see cref="StatusChanges.Take"/>, and no other transaction's meanwhile.</summary>
    public IReadOnlyList<StatusEntry> Draw(Session session, StatusPurpose purpose, int count)
    {
        var drawn = new List<StatusEntry>(count);
        if (count > 0)
        {
            foreach (var list in OpenLists(session, purpose))
            {
                this.DrawFrom(session, list, purpose, Math.Min(count - drawn.Count, list.Room), drawn);
                if (drawn.Count == count)
                {
                    return drawn;
                }
            }
        }

        while (drawn.Count < count)
        {
            var list = this.AddList(session, purpose);
            this.DrawFrom(session, list, purpose, Math.Min(count - drawn.Count, list.Room), drawn);
        }

        return drawn;
    }

    private void DrawFrom(Session session, ListRow list, StatusPurpose purpose, int count, List<StatusEntry> drawn)
    {
        var isTaken = session.Prepare(IsTaken, "@list", "@position");
        isTaken[0] = list.Number;
        var inHand = new HashSet<int>(count);
        while (inHand.Count < count)
        {
            int[] tried = [.. Enumerable.Range(0, count - inHand.Count).Select(_ => this.indices.Next((int)list.Length))];
            var taken = isTaken.Each(tried.Length, at => isTaken[1] = tried[at], _ => true);
            foreach (var index in tried.Where((index, at) => !taken[at] && inHand.Add(index)))
            {
                drawn.Add(new StatusEntry(purpose, (int)list.Number, index));
            }
        }
    }

    // What a list has room for is read again once nobody else allots from it.
    private static IEnumerable<ListRow> OpenLists(Session session, StatusPurpose purpose)
    {
        foreach (var number in session.Query<long>(Open, new { purpose = purpose.ToString() }))
        {
            if (session.Dialect.TrySerialize(session, $"list:{number}") && session.Single<ListRow>(Find, new { number }) is { Room: > 0 } list)
            {
                yield return list;
            }
        }
    }

    private ListRow AddList(Session session, StatusPurpose purpose)
    {
        var number = session.Single<long>(Add, new { purpose = purpose.ToString(), this.length });
        session.Dialect.TrySerialize(session, $"list:{number}");
        return new ListRow(number, this.length, Allotted: 0);
    }

    private sealed record ListRow(long Number, long Length, long Allotted)
    {
        public int Room => (int)Math.Max(0, (this.Length * 9 / 10) - this.Allotted);
    }
}
