using LerBridge.Core.Settings;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Banner;

/// <summary>The catalogue line of Banner by Ethos Integration.</summary>
internal sealed class BannerRegistration : IConnectorKind
{
    internal const string KindName = "Banner";

    public string Kind => KindName;

    public IConnector Create(string name, SettingsSection settings, ConnectorServices services) => new BannerConnector(name, BannerOptions.Read(settings), services);
}
