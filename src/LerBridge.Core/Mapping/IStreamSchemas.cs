using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping;

/// <summary>Which connectors there are, and what their streams look like. A mapping is compiled against these.</summary>
public interface IStreamSchemas
{
    /// <summary>The connectors' names in settings.</summary>
    IReadOnlyCollection<string> Connectors { get; }

    /// <summary>The streams of a connector; empty for an unknown one.</summary>
    IReadOnlyCollection<string> Streams(string connector);

    /// <summary>The schema of a stream, declared columns included; null where connector or stream is unknown.</summary>
    RecordSchema? Find(string connector, string stream);
}
