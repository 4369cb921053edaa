namespace LerBridge.Core.Sources;

/// <summary>A place in a stream that only the connector which made it understands. Kept by the run, never by the connector.</summary>
/// <param name="Version">The version of the connector's own form; a connector refuses versions it does not know.</param>
/// <param name="Text">The connector's own text, without secrets or personal data.</param>
public sealed record SourceCursor(int Version, string Text);
