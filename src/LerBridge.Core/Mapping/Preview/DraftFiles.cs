namespace LerBridge.Core.Mapping.Preview;

/// <summary>What a draft that lies elsewhere refers to: the files beside it, and where it has none of its own those of the mappings directory.</summary>
/// <param name="beside">The folder of the draft.</param>
/// <param name="mappings">The mappings directory.</param>
public sealed class DraftFiles(string beside, string mappings) : IMappingFiles
{
    private readonly MappingDirectory own = new(beside);
    private readonly MappingDirectory site = new(mappings);
    private readonly string inSite = $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(mappings)))}/draft.yaml";

    /// <inheritdoc />
    public IReadOnlyCollection<string> Frameworks => [.. this.own.Frameworks.Concat(this.site.Frameworks).Distinct()];

    /// <inheritdoc />
    public IReadOnlyCollection<string> Beside(string mappingFile) => [.. this.own.Beside(mappingFile).Concat(this.site.Beside(this.inSite)).Distinct()];

    /// <inheritdoc />
    public MappingFile Read(string mappingFile, string path, long maxBytes) =>
        this.own.Read(mappingFile, path, maxBytes) is MappingFile.Found found ? found : this.site.Read(this.inSite, path, maxBytes);

    /// <inheritdoc />
    public MappingFile ReadFramework(string id, string version, long maxBytes) =>
        this.own.ReadFramework(id, version, maxBytes) is MappingFile.Found found ? found : this.site.ReadFramework(id, version, maxBytes);
}
