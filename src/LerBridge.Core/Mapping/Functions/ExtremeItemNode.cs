using LerBridge.Core.Mapping.Running;

namespace LerBridge.Core.Mapping.Functions;

/// <summary>The item of a list whose value lies farthest in one direction, the first of several; missing where no item has a value.</summary>
/// <param name="list">The list.</param>
/// <param name="local">Where the item stands while its value is computed.</param>
/// <param name="value">The value of an item.</param>
/// <param name="direction">1 for the largest, -1 for the smallest.</param>
internal sealed class ExtremeItemNode(MapNode list, int local, MapNode value, int direction) : MapNode
{
    public override MapValue Eval(MapFrame frame)
    {
        var best = MapValue.Missing;
        var found = MapValue.Missing;
        foreach (var item in list.Eval(frame).List)
        {
            frame.Turn(local, item);
            var candidate = value.Eval(frame);
            if (!candidate.IsMissing && (best.IsMissing || Math.Sign(candidate.CompareTo(best)) == direction))
            {
                (best, found) = (candidate, item);
            }
        }

        return frame.Used(found);
    }
}
