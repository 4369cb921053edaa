namespace LerBridge.Core.Mapping;

/// <summary>What a mapping is compiled against.</summary>
public sealed record MappingContext
{
    /// <summary>The connectors and their streams.</summary>
    public required IStreamSchemas Schemas { get; init; }

    /// <summary>Tables, samples and frameworks.</summary>
    public required IMappingFiles Files { get; init; }

    /// <summary>The issuer's DID; part of the plan's hash.</summary>
    public required string IssuerDid { get; init; }

    /// <summary>The destinations' names in settings; null leaves <c>deliver.to</c> unchecked.</summary>
    public IReadOnlyCollection<string>? Destinations { get; init; }

    /// <summary>Sees what tests exercise; null for mappings that run records.</summary>
    internal Coverage.CoverageWatch? Watch { get; init; }
}
