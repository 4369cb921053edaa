using LerBridge.Core.Settings;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Canvas;

/// <summary>The catalogue line of Canvas.</summary>
internal sealed class CanvasRegistration : IConnectorKind
{
    internal const string KindName = "Canvas";

    public string Kind => KindName;

    public IConnector Create(string name, SettingsSection settings, ConnectorServices services) => new CanvasConnector(name, CanvasOptions.Read(settings), services);
}
