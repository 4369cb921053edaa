using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Running;

/// <summary>One reason of <c>when</c>: a condition and how the record ends where it holds.</summary>
/// <param name="Condition">When it applies.</param>
/// <param name="End">How the record ends then.</param>
/// <param name="Where">File, line and column of the condition.</param>
internal sealed record WhenRule(MapNode Condition, MapResult End, string Where)
{
    /// <summary>True for a reason to hold on whose being false nothing below it counts.</summary>
    public bool Releasable { get; init; }

    public bool Holds(MapFrame frame)
    {
        try
        {
            return this.Condition.Test(frame);
        }
        catch (MapFailure failure)
        {
            failure.Where ??= this.Where;
            throw;
        }
    }
}

/// <summary>A compiled mapping. Stateless: what one record needs is in a frame, of which each thread keeps one.</summary>
internal sealed class RecordMapper(WhenRule[] when, Piece root, RankNode? rank, int locals, string where) : IRecordMapper
{
    [ThreadStatic]
    private static MapFrame? kept;

    [ThreadStatic]
    private static RecordMapper? keptFor;

    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    public MapResult Map(SourceRecord record) => this.Map(record, Nothing);

    public MapResult Map(SourceRecord record, IReadOnlySet<string> released)
    {
        // taken while in use, so that nothing shares it
        var frame = ReferenceEquals(keptFor, this) && kept is { } mine ? mine : new MapFrame(locals);
        kept = null;
        try
        {
            return this.Map(record, released, frame);
        }
        catch (MapFailure failure)
        {
            return new MapResult.Fail(new MapReason(failure.Code, failure.Message, failure.Where ?? where));
        }
        finally
        {
            (kept, keptFor) = (frame, this);
        }
    }

    private MapResult Map(SourceRecord record, IReadOnlySet<string> released, MapFrame frame)
    {
        frame.Begin(record);
        foreach (var rule in when)
        {
            if (rule.Holds(frame) && !(rule.Releasable && released.Contains(rule.Where)))
            {
                return frame.Unreviewed ?? rule.End;
            }
        }

        if (root.Write(frame, frame.Claims))
        {
            var ranked = rank?.Of(frame);
            return frame.Unreviewed ?? new MapResult.Issue(frame.Claims.ToArray()) { Rank = ranked };
        }

        return frame.Unreviewed ?? frame.End ?? new MapResult.Fail(new MapReason("LB3203", "Nothing is left to issue for this record.", where));
    }
}
