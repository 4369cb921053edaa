using System.Text;
using LerBridge.Core.Mapping;

namespace LerBridge.Tests.Core.Mapping;

/// <summary>Tables, samples and frameworks held in memory.</summary>
internal sealed class Files : IMappingFiles
{
    private readonly Dictionary<string, byte[]> held = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Frameworks { get; init; } = [];

    public Files With(string path, string text) => this.With(path, Encoding.UTF8.GetBytes(text));

    public Files With(string path, byte[] content)
    {
        this.held[path] = content;
        return this;
    }

    public MappingFile Read(string mappingFile, string path, long maxBytes) =>
        this.held.TryGetValue(path, out var content) ? new MappingFile.Found("mappings/" + path, content) : new MappingFile.Refused("is not there");

    public MappingFile ReadFramework(string id, string version, long maxBytes) => this.Read("x", $"frameworks/{id}-{version}.json", maxBytes);
}
