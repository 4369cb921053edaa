using System.Collections.Concurrent;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;

namespace LerBridge.Core.Frameworks;

/// <summary>The frameworks of a mappings directory, each read once however many mappings name it. Safe for many threads: whoever comes second waits for the first.</summary>
internal sealed class FrameworkShelf(IMappingFiles files)
{
    private readonly ConcurrentDictionary<(string Id, string Version), Lazy<ShelvedFramework>> read = [];

    public IMappingFiles Files => files;

    /// <summary>The frameworks that are there, as <c>id@version</c>.</summary>
    public IReadOnlyCollection<string> Names => files.Frameworks;

    public ShelvedFramework Find(string id, string version) => this.read.GetOrAdd((id, version), name => new Lazy<ShelvedFramework>(() => this.Read(name.Id, name.Version))).Value;

    private ShelvedFramework Read(string id, string version)
    {
        switch (files.ReadFramework(id, version, CaseReader.MaxBytes))
        {
            case MappingFile.Found found:
                var reading = CaseReader.Read(found.Name, found.Content);
                return new ShelvedFramework(found.Name, reading.Framework, reading.Error, null);
            case MappingFile.Refused refused:
                return new ShelvedFramework($"frameworks/{id}-{version}.json", null, null, refused.Problem);
            default:
                throw new InvalidOperationException("A file is found or refused.");
        }
    }
}

/// <summary>A framework on the shelf.</summary>
/// <param name="Name">Its file, as it is shown.</param>
/// <param name="Framework">The framework; null where it cannot be used.</param>
/// <param name="Problem">What is wrong with its content.</param>
/// <param name="Refusal">Why the file could not be read, as the end of a sentence.</param>
internal sealed record ShelvedFramework(string Name, CompetencyFramework? Framework, Diagnostic? Problem, string? Refusal);
