using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Core.Sources;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker;

/// <summary>Settings and mappings, read and checked; nothing is opened yet.</summary>
/// <param name="SettingsFile">The settings file as it was named.</param>
/// <param name="Options">The settings.</param>
/// <param name="Mappings">The mappings that run, by id.</param>
internal sealed record Site(string SettingsFile, BridgeOptions Options, IReadOnlyList<MappingPlan> Mappings)
{
    /// <summary>A mapping by its id.</summary>
    /// <exception cref="UsageException">There is none; says which was meant.</exception>
    public MappingPlan Mapping(string id) => this.Mappings.FirstOrDefault(plan => plan.Id == id) ?? throw Unknown("mapping", id, this.Mappings.Select(plan => plan.Id));

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
        var advice = nearest is not null ? $"Did you mean \"{nearest}\"?" : names.Length > 0 ? $"There are: {string.Join(", ", names)}." : $"The settings have no {what} at all.";
        return new UsageException($"There is no {what} \"{name}\". {advice}");
    }
}
