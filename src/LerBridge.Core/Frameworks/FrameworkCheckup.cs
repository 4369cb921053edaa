using LerBridge.Core.Diagnostics;

namespace LerBridge.Core.Frameworks;

/// <summary>What can be wrong between the items of a package although each of them is well written.</summary>
internal static class FrameworkCheckup
{
    private const int MostNamed = 5;

    public static void Check(JsonPart root, FrameworkHead head, List<Competency> items, List<FrameworkAssociation> associations, FrameworkFindings findings)
    {
        if (items.Count == 0)
        {
            findings.Warn("LB3320", root.PlaceOf("CFItems"), "There are no items in it, so no row of a table can name one.");
        }

        var byIdentifier = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < items.Count; at++)
        {
            if (!byIdentifier.TryAdd(items[at].Identifier, at))
            {
                findings.Add(Severity.Error, "LB3314", PlaceOf(root, "CFItems", at), $"CFItems[{at}] has the identifier of CFItems[{byIdentifier[items[at].Identifier]}].", "every item has an identifier of its own");
            }
        }

        var lost = 0;
        var firstLost = -1;
        for (var at = 0; at < associations.Count; at++)
        {
            var association = associations[at];
            if (association.Type == AssociationTypes.ChildOf
                && (!byIdentifier.ContainsKey(association.Origin.Identifier)
                    || (!byIdentifier.ContainsKey(association.Destination.Identifier) && !string.Equals(association.Destination.Identifier, head.Id, StringComparison.OrdinalIgnoreCase))))
            {
                firstLost = lost++ == 0 ? at : firstLost;
            }
        }

        if (lost > 0)
        {
            findings.Add(Severity.Warning, "LB3316", PlaceOf(root, "CFAssociations", firstLost), $"{Counted.Of(lost, "association")} of type isChildOf {(lost == 1 ? "leads" : "lead")} to or from something that is not in this package.");
        }

        foreach (var type in new[] { AssociationTypes.ChildOf, AssociationTypes.ReplacedBy })
        {
            Circle(root, type, items, byIdentifier, associations, findings);
        }
    }

    // A walk that comes back to where it is under way has gone round in a circle; without recursion, since a chain may be as long as the package.
    private static void Circle(JsonPart root, string type, List<Competency> items, Dictionary<string, int> byIdentifier, List<FrameworkAssociation> associations, FrameworkFindings findings)
    {
        var next = new Dictionary<int, List<int>>();
        foreach (var association in associations.Where(association => association.Type == type))
        {
            if (byIdentifier.TryGetValue(association.Origin.Identifier, out var from) && byIdentifier.TryGetValue(association.Destination.Identifier, out var to))
            {
                (next.TryGetValue(from, out var known) ? known : next[from] = []).Add(to);
            }
        }

        var done = new HashSet<int>();
        var under = new List<int>();
        var place = new Dictionary<int, int>();
        var steps = new Stack<(int Item, int Edge)>();
        foreach (var start in next.Keys)
        {
            steps.Push((start, 0));
            while (steps.TryPop(out var step))
            {
                var (item, edge) = step;
                if (edge == 0 && !done.Contains(item))
                {
                    place[item] = under.Count;
                    under.Add(item);
                }
                else if (edge == 0)
                {
                    continue;
                }

                var edges = next.GetValueOrDefault(item);
                if (edges is null || edge >= edges.Count)
                {
                    done.Add(item);
                    under.RemoveAt(under.Count - 1);
                    place.Remove(item);
                    continue;
                }

                steps.Push((item, edge + 1));
                if (place.TryGetValue(edges[edge], out var first))
                {
                    var round = under.Skip(first).Select(at => items[at].Label).ToList();
                    var shown = round.Count > MostNamed ? [.. round.Take(MostNamed), "…"] : round;
                    var where = under[first];
                    findings.Add(Severity.Error, "LB3317", PlaceOf(root, "CFItems", where), $"{type} goes round in a circle: {string.Join(" → ", shown.Append(items[where].Label))}.", "the publisher has to take one of these associations out");
                }
                else if (!done.Contains(edges[edge]))
                {
                    steps.Push((edges[edge], 0));
                }
            }
        }
    }

    // Items that could not be read end the reading before this, so an index here is the index there.
    private static Func<Mapping.Documents.SourcePoint> PlaceOf(JsonPart root, string list, int index) => () => root.PlaceOf([list, index]);
}
