using LerBridge.Core.Delivery;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Worker.Cli;
using LerBridge.Worker.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LerBridge.Worker;

/// <summary>The one page that adds everything: settings → mappings → ledger → keys → connectors and destinations → the bridge. No scanning.</summary>
internal static class Composition
{
    public static Site ReadSite(Surroundings surroundings, string? config, SettingsUse use, ILoggerFactory? logs = null)
    {
        var file = Path.GetFullPath(config ?? "appsettings.json", surroundings.Directory);
        var document = SettingsDocument.Load(config ?? file, surroundings.Environment);
        var log = logs ?? NullLoggerFactory.Instance;
        var kinds = new AdapterKinds([], new ConnectorServices(surroundings.Time, log), [], new DestinationServices(surroundings.Time, log));
        var options = BridgeOptions.Read(document, kinds, use);
        return new Site(document.File, options, []);
    }
}
