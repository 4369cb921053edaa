using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Preview;
using LerBridge.Core.Settings;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Commands;

/// <summary>The mappings that an author named by file or id, compiled against the settings.</summary>
internal static class ChosenMappings
{
    /// <summary>What was named; every mapping of the directory where nothing was. <paramref name="write"/> is told what keeps mappings from being read, since a script looks there too.</summary>
    public static CatalogResult Read(Surroundings surroundings, string? config, string[] names, Action<IEnumerable<Diagnostic>> write, Func<CatalogResult, Site, Surroundings, CatalogResult>? also = null)
    {
        try
        {
            var site = Composition.ReadSite(surroundings, config, SettingsUse.Authoring);
            var chosen = Of(site, names, surroundings);
            return also is null ? chosen : also(chosen, site, surroundings);
        }
        catch (SettingsException settings)
        {
            write(settings.Problems);
            throw;
        }
        catch (MappingException mapping)
        {
            write(mapping.Catalog.Diagnostics);
            throw;
        }
    }

    /// <summary>What a mapping is compiled against at a site.</summary>
    public static MappingContext Context(Site site) => new()
    {
        Schemas = new ConnectorSchemas(site.Options.Connectors),
        Files = new MappingDirectory(site.Options.MappingsDirectory),
        IssuerDid = site.Options.Issuer.Did,
        Destinations = [.. site.Options.Destinations.Keys],
    };

    /// <summary>One mapping that compiles, by file or id.</summary>
    /// <exception cref="MappingException">It does not compile.</exception>
    public static CompileResult Sound(Site site, string name, Surroundings surroundings)
    {
        var mapping = One(site, name, surroundings, Context(site));
        return mapping.HasErrors ? throw new MappingException(new CatalogResult([mapping], mapping.Diagnostics)) : mapping;
    }

    /// <summary>Compiled under its full path, so that it finds its tables; told under the name that the person gave it.</summary>
    public static CompileResult Named(string name, Surroundings surroundings, MappingContext context)
    {
        var full = Path.GetFullPath(name, surroundings.Directory);
        var result = MappingCatalog.LoadFile(full, context);
        return result with { File = name, Diagnostics = [.. result.Diagnostics.Select(diagnostic => diagnostic.File == full ? diagnostic with { File = name } : diagnostic)] };
    }

    private static CatalogResult Of(Site site, string[] names, Surroundings surroundings)
    {
        if (names.Length == 0)
        {
            return site.Catalog.Mappings.Count > 0 ? site.Catalog : throw site.NoMapping();
        }

        var context = Context(site);
        CompileResult[] mappings = [.. names.SelectMany(name => InFolder(name, surroundings)).Select(name => One(site, name, surroundings, context))];
        return new CatalogResult(mappings, [.. mappings.SelectMany(mapping => mapping.Diagnostics).Distinct()]);
    }

    // a folder stands for the mappings in it
    private static IEnumerable<string> InFolder(string name, Surroundings surroundings)
    {
        var full = Path.GetFullPath(name, surroundings.Directory);
        return !Directory.Exists(full)
            ? [name]
            : Directory.EnumerateFiles(full).Where(file => Path.GetExtension(file) is ".yaml" or ".yml").Order(StringComparer.Ordinal).Select(file => Path.Combine(name, Path.GetFileName(file)));
    }

    private static CompileResult One(Site site, string name, Surroundings surroundings, MappingContext context) =>
        IsFile(name) ? Named(name, surroundings, context with { Files = Beside(site, Path.GetFullPath(name, surroundings.Directory)) }) : site.Catalog.Mappings.First(mapping => mapping.Plan == site.Mapping(name));

    // A copy of the directory, or a draft elsewhere, has its tables beside it; what it has not is that of the site.
    private static IMappingFiles Beside(Site site, string file)
    {
        var (folder, mappings) = (Path.GetDirectoryName(file) ?? ".", Path.GetFullPath(site.Options.MappingsDirectory));
        return folder == mappings || folder.StartsWith(mappings + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? new MappingDirectory(mappings) : new DraftFiles(folder, mappings);
    }

    // An id names a mapping of the directory; anything else is a file.
    private static bool IsFile(string name) => name.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || Path.GetExtension(name) is ".yaml" or ".yml";
}
