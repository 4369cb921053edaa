using LerBridge.Core.Settings;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Delimited;

/// <summary>The catalogue line of delimited files.</summary>
internal sealed class DelimitedRegistration : IConnectorKind
{
    internal const string KindName = "Delimited";

    public string Kind => KindName;

    public IConnector Create(string name, SettingsSection settings, ConnectorServices services) => new DelimitedConnector(name, DelimitedOptions.Read(settings), services);
}
