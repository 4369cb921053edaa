using LerBridge.Core.Frameworks;

namespace LerBridge.Core.Mapping;

/// <summary>What a mapping is compiled against.</summary>
public sealed record MappingContext
{
    private FrameworkShelf? shelf;

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

    /// <summary>The frameworks of <see cref="Files"/>, each read once for all mappings that are compiled against this context.</summary>
    internal FrameworkShelf Frameworks
    {
        get
        {
            var own = LazyInitializer.EnsureInitialized(ref this.shelf, () => new FrameworkShelf(this.Files));
            return ReferenceEquals(own.Files, this.Files) ? own : this.shelf = new FrameworkShelf(this.Files);
        }
    }
}
