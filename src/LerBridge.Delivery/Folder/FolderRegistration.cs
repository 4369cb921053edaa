using LerBridge.Core.Delivery;
using LerBridge.Core.Settings;

namespace LerBridge.Delivery.Folder;

/// <summary>Makes folder destinations from settings.</summary>
internal sealed class FolderRegistration : IDestinationKind
{
    public string Kind => FolderDestination.KindName;

    public IDestination Create(string name, SettingsSection settings, DestinationServices services)
    {
        var path = settings.FilePath("Path");
        if (path is null)
        {
            _ = settings.RequiredText("Path");
        }

        return new FolderDestination(name, new FolderOptions(path ?? string.Empty), services.Time);
    }
}
