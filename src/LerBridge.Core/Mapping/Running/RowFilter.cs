namespace LerBridge.Core.Mapping.Running;

/// <summary>Which rows of a table a run may use, where that depends on its day: <c>only: = valid_to &gt;= record_date</c>.</summary>
/// <param name="condition">What a row must be.</param>
/// <param name="local">Where the condition finds the row.</param>
internal sealed class RowFilter(MapNode condition, int local)
{
    /// <summary>What is left of a lookup's row or rows; missing, or an empty list, where nothing is.</summary>
    public MapValue Keep(in MapValue found, MapFrame frame)
    {
        if (found.Kind == MapKind.Row)
        {
            return this.Passes(found, frame) ? found : default;
        }

        if (found.Kind != MapKind.List)
        {
            return found;
        }

        var rows = found.List;
        var kept = Array.FindAll(rows, row => this.Passes(row, frame));
        return kept.Length == rows.Length ? found : MapValue.Of(kept);
    }

    private bool Passes(in MapValue row, MapFrame frame)
    {
        frame[local] = row;
        return condition.Test(frame);
    }
}

/// <summary>All rows of a table that the run may use.</summary>
internal sealed class FilteredRowsNode(MapValue rows, RowFilter filter) : MapNode
{
    public override MapValue Eval(MapFrame frame) => filter.Keep(rows, frame);
}
