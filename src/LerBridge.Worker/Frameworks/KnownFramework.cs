using LerBridge.Core.Mapping;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Frameworks;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Frameworks;

/// <summary>A framework that a verb was given: one of the site's, or a file.</summary>
/// <param name="Shown">How the person named it, or its <c>id@version</c>.</param>
/// <param name="References">The <c>id@version</c> by which mappings name this very content; empty for a file that is not kept.</param>
/// <param name="Framework">The framework.</param>
internal sealed record KnownFramework(string Shown, IReadOnlyList<string> References, CompetencyFramework Framework)
{
    /// <summary>Reads a framework by <c>id@version</c> or by a file's name.</summary>
    /// <exception cref="UsageException">There is none, or it cannot be read; says which were meant or what is wrong with it.</exception>
    public static KnownFramework Find(string name, FrameworkFolder folder, Surroundings surroundings)
    {
        var kept = folder.Files.FirstOrDefault(file => MappingDirectory.FrameworkReference(file) == name);
        if (kept is not null)
        {
            return new KnownFramework(name, [name], Read(kept, name));
        }

        var full = Path.GetFullPath(name, surroundings.Directory);
        if (!File.Exists(full))
        {
            var names = folder.Files.Select(MappingDirectory.FrameworkReference).ToArray();
            var nearest = Suggestion.Nearest(name, names);
            var advice = nearest is not null ? $"Did you mean {nearest}?" : names.Length > 0 ? $"There are: {string.Join(", ", names)}." : "There is no framework at all; see: lerbridge framework import";
            throw new UsageException($"There is no framework and no file \"{name}\". {advice}");
        }

        var framework = Read(full, name);
        var same = folder.Files.Where(file => new FileInfo(file).Length == new FileInfo(full).Length && Read(file, file).Hash == framework.Hash).Select(MappingDirectory.FrameworkReference);
        return new KnownFramework(name, [.. same], framework);
    }

    private static CompetencyFramework Read(string file, string shown)
    {
        var content = FrameworkFolder.Read(file, shown) ?? throw new UsageException($"{shown} is larger than a framework may be.");
        var reading = FrameworkImport.Open(shown, content);
        return reading.Framework ?? throw new UsageException($"{shown} cannot be read: {reading.Error?.Code} in line {reading.Error?.Line}: {reading.Error?.Message}");
    }
}
