using LerBridge.Core.Mapping;

namespace LerBridge.Core.Pipeline;

/// <summary>A mapping asked for the whole run to stop (<c>if_missing: stop</c>). Caught by the runner; it never leaves this folder.</summary>
internal sealed class MappingStopException(MapReason reason) : Exception(reason.Text)
{
    public MapReason Reason { get; } = reason;
}
