namespace LerBridge.Core.Mapping.Running;

/// <summary>The rank of a record: what its formula gives, as a text that sorts.</summary>
internal sealed record RankNode(string Mark, MapNode Formula)
{
    /// <summary>The rank; null where the formula gives nothing.</summary>
    public string? Of(MapFrame frame)
    {
        var value = this.Formula.Eval(frame);
        return value.Kind switch
        {
            MapKind.Number => Ranks.Of(this.Mark, value.Number),
            MapKind.Date => Ranks.Of(this.Mark, value.DayNumber),
            MapKind.Time => Ranks.Of(this.Mark, value.Time.UtcTicks),
            _ => null,
        };
    }
}
