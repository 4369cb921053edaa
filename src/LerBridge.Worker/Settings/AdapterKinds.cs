using LerBridge.Core.Delivery;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;

namespace LerBridge.Worker.Settings;

/// <summary>The kinds of connectors and destinations that settings can name, and what they are made with.</summary>
internal sealed record AdapterKinds(
    IReadOnlyList<IConnectorKind> Connectors,
    ConnectorServices ConnectorServices,
    IReadOnlyList<IDestinationKind> Destinations,
    DestinationServices DestinationServices)
{
    public IReadOnlyList<IConnector> ReadConnectors(SettingsSection root) =>
        [.. root.Sections("Connectors").Select(pair => this.Connector(pair.Name, pair.Section)).OfType<IConnector>()];

    public IReadOnlyDictionary<string, IDestination> ReadDestinations(SettingsSection root) =>
        root.Sections("Destinations").Select(pair => this.Destination(pair.Name, pair.Section)).OfType<IDestination>().ToDictionary(destination => destination.Name, StringComparer.Ordinal);

    private IConnector? Connector(string name, SettingsSection section) =>
        Find(section, this.Connectors, kind => kind.Kind)?.Create(name, section, this.ConnectorServices);

    private IDestination? Destination(string name, SettingsSection section) =>
        Find(section, this.Destinations, kind => kind.Kind)?.Create(name, section, this.DestinationServices);

    private static T? Find<T>(SettingsSection section, IReadOnlyList<T> kinds, Func<T, string> name)
        where T : class
    {
        var written = section.RequiredText("Kind");
        var found = kinds.FirstOrDefault(kind => string.Equals(name(kind), written, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            section.AcceptAll();
            if (written.Length > 0)
            {
                var nearest = Suggestion.Nearest(written, kinds.Select(name));
                section.Report("Kind", "LB2007", $"\"{written}\" is no kind of {section.Path}.", nearest is null ? $"One of: {string.Join(", ", kinds.Select(name))}." : $"Did you mean \"{nearest}\"?");
            }
        }

        return found;
    }
}
