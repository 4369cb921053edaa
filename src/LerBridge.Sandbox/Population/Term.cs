namespace LerBridge.Sandbox.Population;

/// <summary>A term of the college. <paramref name="Code"/> is Banner's and the Canvas SIS id; the default and the deleted term have none.</summary>
internal sealed record Term(long CanvasId, string? Code, string Name, DateOnly? Start, DateOnly? End, bool Deleted = false, bool InCanvas = true)
{
    public Guid Guid => MadeUpGuid.Of("academic-period", Code ?? Name);

    public bool IsOver(DateOnly today) => End < today;
}
