using LerBridge.Core.Credentials;

namespace LerBridge.Storage.Status;

/// <summary>
/// What one transaction does to status lists. It is written at its end, list after list in the order of their numbers: the rows of lists are the one place where transactions about different mappings meet,
/// so they are kept from others for a moment only, and two transactions never wait for each other in a circle.
/// </summary>
internal sealed class StatusChanges(Session session)
{
    private const string Write = "update status_list set revision = revision + @raised, allotted = allotted + @taken where number = @list";
    private const string TakeIndex = "insert into status_index (list, position, credential) values (@list, @position, @credential)";

    private readonly SortedDictionary<int, (int Raised, int Taken)> lists = [];

    /// <summary>Raises the revision of the lists in which a change of state turns a bit.</summary>
    public void Changed(IReadOnlyList<StatusEntry> entries, CredentialState before, CredentialState after)
    {
        foreach (var entry in entries)
        {
            var bit = StatusStore.BitState(entry.Purpose);
            if ((before == bit) != (after == bit))
            {
                var (raised, taken) = this.lists.GetValueOrDefault(entry.List);
                this.lists[entry.List] = (raised + 1, taken);
            }
        }
    }

    /// <summary>Makes a drawn place belong to a credential, for ever.</summary>
    public void Take(StatusEntry entry, long credential)
    {
        var take = session.Prepare(TakeIndex, "@list", "@position", "@credential");
        take[0] = entry.List;
        take[1] = entry.Index;
        take[2] = credential;
        take.Queue();
        var (raised, taken) = this.lists.GetValueOrDefault(entry.List);
        this.lists[entry.List] = (raised, taken + 1);
    }

    /// <summary>Writes the lists. The last thing that the transaction does to them.</summary>
    public void Flush()
    {
        foreach (var (list, (raised, taken)) in this.lists)
        {
            session.Execute(Write, new { list, raised, taken });
        }

        this.lists.Clear();
    }
}
