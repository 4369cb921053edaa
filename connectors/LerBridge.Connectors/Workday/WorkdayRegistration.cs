using LerBridge.Core.Settings;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Workday;

/// <summary>The catalogue line of Workday by reports as a service.</summary>
internal sealed class WorkdayRegistration : IConnectorKind
{
    internal const string KindName = "Workday";

    public string Kind => KindName;

    public IConnector Create(string name, SettingsSection settings, ConnectorServices services) => new WorkdayConnector(name, WorkdayOptions.Read(settings), services);
}
