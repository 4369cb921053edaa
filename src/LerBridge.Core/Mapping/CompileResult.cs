using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Testing;

namespace LerBridge.Core.Mapping;

/// <summary>What compiling one mapping file came to.</summary>
public sealed record CompileResult
{
    /// <summary>The file, as it was named.</summary>
    public required string File { get; init; }

    /// <summary>The plan; null where there is an error.</summary>
    public required MappingPlan? Plan { get; init; }

    /// <summary>Every problem, errors and warnings, in the order of the file.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>The text of the file, for diagnostics that show the line.</summary>
    public required string Text { get; init; }

    /// <summary>Its tests; empty where there is an error.</summary>
    internal IReadOnlyList<MappingTest> Tests { get; init; } = [];

    /// <summary>The file as it was read; null where it is no block of keys.</summary>
    internal Documents.YamlMap? Root { get; init; }

    /// <summary>What the file says that it reads, whether or not it compiles; null where it does not say.</summary>
    public MappingReads? Reads =>
        this.Root?["source"] is Documents.YamlMap source && source["connector"] is Documents.YamlScalar connector && source["stream"] is Documents.YamlScalar stream
            ? new MappingReads((this.Root["id"] as Documents.YamlScalar)?.Text ?? string.Empty, connector.Text, stream.Text)
            : null;

    /// <summary>The tables, for the tests' explanations.</summary>
    internal IReadOnlyList<Tables.LookupTable> Tables { get; init; } = [];

    /// <summary>True where the mapping cannot run.</summary>
    public bool HasErrors => this.Plan is null || this.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);

    /// <summary>How many tests the mapping has.</summary>
    public int TestCount => this.Tests.Count;
}

/// <summary>What a mapping file says that it reads.</summary>
/// <param name="Mapping">Its id; empty where it has none.</param>
/// <param name="Connector">The connector's name in settings.</param>
/// <param name="Stream">The stream.</param>
public sealed record MappingReads(string Mapping, string Connector, string Stream);
