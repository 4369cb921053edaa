using LerBridge.Core.Mapping;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;
using LerBridge.Tests.Core.Mapping;
using LerBridge.Tests.Drivers;

namespace LerBridge.Tests.Pipeline;

/// <summary>Nights of a shipped mapping over a connector.</summary>
internal static class ShippedNight
{
    public static async Task<NightDriver> StartAsync(string mapping, IConnector connector)
    {
        var catalog = MappingCatalog.Load(Path.Combine(Shared.Repository, "mappings"), new StreamsOf(connector), Author.Issuer);
        var driver = await NightDriver.StartAsync();
        driver.Plan = catalog.Find(mapping) ?? throw new InvalidOperationException($"{mapping} did not compile.");
        driver.Other = connector;
        return driver;
    }

    /// <summary>The streams of one connector.</summary>
    internal sealed class StreamsOf(IConnector connector) : IStreamSchemas
    {
        public IReadOnlyCollection<string> Connectors => [connector.Name];

        public IReadOnlyCollection<string> Streams(string name) => [.. connector.Streams.Select(stream => stream.Stream)];

        public RecordSchema? Find(string name, string stream) => name == connector.Name ? connector.Streams.FirstOrDefault(schema => schema.Stream == stream) : null;
    }
}
