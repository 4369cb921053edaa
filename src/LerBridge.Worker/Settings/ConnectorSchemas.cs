using LerBridge.Core.Mapping;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Worker.Settings;

/// <summary>The streams of the configured connectors, declared columns included: what mappings are compiled against.</summary>
internal sealed class ConnectorSchemas(IReadOnlyList<IConnector> connectors) : IStreamSchemas
{
    public IReadOnlyCollection<string> Connectors => [.. connectors.Select(connector => connector.Name)];

    public IReadOnlyCollection<string> Streams(string connector) => [.. this.Of(connector).Select(schema => schema.Stream)];

    public RecordSchema? Find(string connector, string stream) => this.Of(connector).FirstOrDefault(schema => schema.Stream == stream);

    private IReadOnlyList<RecordSchema> Of(string connector) => connectors.FirstOrDefault(one => one.Name == connector)?.Streams ?? [];
}
