using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker;

/// <summary>Settings and mappings, read and checked; nothing is opened yet.</summary>
/// <param name="Options">The settings.</param>
/// <param name="Catalog">What the mappings directory came to, mistakes included.</param>
/// <param name="File">The settings file.</param>
internal sealed record Site(BridgeOptions Options, CatalogResult Catalog, string File)
{
    /// <summary>How many records, or parts of a plan, are worked at side by side; null for as many as there are processors.</summary>
    public int? Parallel { get; init; }

    /// <summary>The mappings that compiled.</summary>
    public IReadOnlyList<MappingPlan> Mappings => this.Catalog.Plans;

    /// <summary>Every mapping of the directory.</summary>
    /// <exception cref="MappingException">One of them cannot run.</exception>
    public IReadOnlyList<MappingPlan> SoundMappings() => this.Catalog.HasErrors ? throw new MappingException(this.Catalog) : this.Mappings;

    /// <summary>What is wrong where there is no mapping at all.</summary>
    public SettingsException NoMapping() => new(
    [
        new Diagnostic { Code = "LB2022", File = this.File, Message = $"There is no mapping in {this.Options.MappingsDirectory}.", Try = "Put one there, or change LerBridge:MappingsDirectory." },
    ]);

    /// <summary>A mapping by its id. A mistake in another mapping does not stop it.</summary>
    /// <exception cref="MappingException">There is none by this id, and one that did not compile may be it; or the id is there twice.</exception>
    /// <exception cref="UsageException">There is none; says which was meant.</exception>
    public MappingPlan Mapping(string id)
    {
        var found = this.Mappings.Where(plan => plan.Id == id).ToArray();
        if (found is [var plan])
        {
            return plan;
        }

        return this.Catalog.HasErrors ? throw new MappingException(this.Catalog) : throw Unknown("mapping", id, this.Mappings.Select(other => other.Id));
    }

    /// <summary>A connector by its name in settings.</summary>
    /// <exception cref="UsageException">There is none; says which was meant.</exception>
    public IConnector Connector(string name) =>
        this.Options.Connectors.FirstOrDefault(connector => connector.Name == name) ?? throw Unknown("connector", name, this.Options.Connectors.Select(connector => connector.Name));

    /// <summary>The connector that a mapping reads from; the mapping was compiled against it.</summary>
    public IConnector Connector(MappingPlan plan) => this.Connector(plan.Connector);

    private static UsageException Unknown(string what, string name, IEnumerable<string> known)
    {
        var names = known.ToArray();
        var nearest = Suggestion.Nearest(name, names);
        var advice = nearest is not null ? $"Did you mean \"{nearest}\"?" : names.Length > 0 ? $"There are: {string.Join(", ", names)}." : $"There is no {what} at all.";
        return new UsageException($"There is no {what} \"{name}\". {advice}");
    }
}
