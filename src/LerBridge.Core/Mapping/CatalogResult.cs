using LerBridge.Core.Diagnostics;

namespace LerBridge.Core.Mapping;

/// <summary>Every mapping of a directory.</summary>
/// <param name="Mappings">One per file, in order of their names.</param>
/// <param name="Diagnostics">Every problem of every file, once.</param>
public sealed record CatalogResult(IReadOnlyList<CompileResult> Mappings, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The mappings that compiled.</summary>
    public IReadOnlyList<MappingPlan> Plans { get; } = [.. Mappings.Select(mapping => mapping.Plan).OfType<MappingPlan>()];

    /// <summary>True where some mapping cannot run.</summary>
    public bool HasErrors => this.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);

    /// <summary>A mapping that compiled, by id.</summary>
    public MappingPlan? Find(string id) => this.Plans.FirstOrDefault(plan => plan.Id == id);

    /// <summary>The text of a mapping file, for diagnostics that show the line; null for other files.</summary>
    public string? TextOf(string file) => this.Mappings.FirstOrDefault(mapping => mapping.File == file)?.Text;
}
