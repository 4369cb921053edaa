using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Tables;

namespace LerBridge.Core.Mapping.Coverage;

/// <summary>Sees which conditions came out how and which rows were used while tests run. Mappings that run records are compiled without one.</summary>
internal sealed class CoverageWatch
{
    private readonly HashSet<MapRow> rows = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<(string Table, string Key)> keys = [];

    public List<WatchedCondition> Conditions { get; } = [];

    /// <summary>A condition that is counted.</summary>
    public MapNode Condition(MapNode condition, ConditionPlace place, SourceSpan at, string text)
    {
        var watched = new WatchedCondition(condition, place, at, text);
        this.Conditions.Add(watched);
        return watched;
    }

    /// <summary>A lookup whose row, or value, is noted.</summary>
    public MapNode Lookup(LookupTable table, MapNode lookup, MapNode[] keys) => new WatchedLookup(this, table, lookup, keys);

    /// <summary>A part that is written for the rows of a loop, which are noted.</summary>
    public Piece Each(Piece each, int local) => new WatchedEach(this, each, local);

    public bool IsUsed(MapRow row) => this.rows.Contains(row);

    public bool IsUsed(string table, string key) => this.keys.Contains((table, key));

    private void Note(in MapValue value)
    {
        if (value.Kind == MapKind.Row)
        {
            this.rows.Add(value.Row);
        }
        else if (value.Kind == MapKind.List)
        {
            foreach (var item in value.List)
            {
                this.Note(item);
            }
        }
    }

    private sealed class WatchedLookup(CoverageWatch watch, LookupTable table, MapNode lookup, MapNode[] keys) : MapNode
    {
        public override MapValue Eval(MapFrame frame)
        {
            var found = lookup.Eval(frame);
            watch.Note(found);
            if (table.Shape.Single && !found.IsMissing && keys[0].Text(frame) is { } key)
            {
                watch.keys.Add((table.Shape.Name, key));
            }

            return found;
        }
    }

    private sealed class WatchedEach(CoverageWatch watch, Piece each, int local) : Piece
    {
        public override bool Write(MapFrame frame, ClaimsBuffer claims)
        {
            watch.Note(frame[local]);
            return each.Write(frame, claims);
        }
    }
}

/// <summary>Where a condition stands.</summary>
internal enum ConditionPlace
{
    /// <summary>A reason of <c>when</c>.</summary>
    Reason,

    /// <summary>The <c>where</c> of a loop.</summary>
    Where,

    /// <summary>A condition of <c>if</c> or <c>choose</c>.</summary>
    Branch,
}

/// <summary>A condition that counts how it came out.</summary>
internal sealed class WatchedCondition(MapNode condition, ConditionPlace place, SourceSpan at, string text) : TestNode
{
    public ConditionPlace Place { get; } = place;

    public SourceSpan At { get; } = at;

    public string Words { get; } = text;

    public int True { get; private set; }

    public int False { get; private set; }

    public override bool Test(MapFrame frame)
    {
        var holds = condition.Test(frame);
        if (holds)
        {
            this.True++;
        }
        else
        {
            this.False++;
        }

        return holds;
    }
}
