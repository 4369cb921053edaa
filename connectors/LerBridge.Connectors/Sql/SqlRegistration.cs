using LerBridge.Core.Settings;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Sql;

/// <summary>The catalogue line of databases that are read by declared queries.</summary>
internal sealed class SqlRegistration : IConnectorKind
{
    internal const string KindName = "Sql";

    public string Kind => KindName;

    public IConnector Create(string name, SettingsSection settings, ConnectorServices services) => new SqlConnector(name, SqlOptions.Read(settings));
}
