using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Preview;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Commands;

/// <summary>A changed mapping that is not in place yet: a file anywhere, or a folder that is a copy of the mappings directory with changed tables.</summary>
internal static class Draft
{
    /// <summary>Compiles it.</summary>
    /// <param name="site">The site, whose tables serve where the draft has none of its own.</param>
    /// <param name="place">The file or folder, as it was given.</param>
    /// <param name="id">The mapping to take from a folder.</param>
    /// <param name="surroundings">The process.</param>
    /// <exception cref="MappingException">It does not compile.</exception>
    public static CompileResult Compile(Site site, string place, string? id, Surroundings surroundings)
    {
        var full = Path.GetFullPath(place, surroundings.Directory);
        if (Directory.Exists(full))
        {
            var catalog = MappingCatalog.Load(full, ChosenMappings.Context(site).Schemas, site.Options.Issuer.Did, [.. site.Options.Destinations.Keys]);
            return id is null ? throw new UsageException($"{place} is a folder; say which mapping of it is meant, as in: mapping preview canvas-courses --with {place}")
                : catalog.Mappings.FirstOrDefault(mapping => mapping is { HasErrors: false } && mapping.Plan?.Id == id) ?? throw (catalog.HasErrors ? new MappingException(catalog) : new UsageException($"There is no mapping \"{id}\" in {place}."));
        }

        if (!File.Exists(full))
        {
            throw new UsageException($"There is no file or folder {place}.");
        }

        var context = ChosenMappings.Context(site) with { Files = new DraftFiles(Path.GetDirectoryName(full) ?? ".", site.Options.MappingsDirectory) };
        var compiled = ChosenMappings.Named(place, surroundings, context);
        return compiled.HasErrors ? throw new MappingException(new CatalogResult([compiled], compiled.Diagnostics)) : compiled;
    }
}
