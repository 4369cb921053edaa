using LerBridge.Core.Delivery;
using LerBridge.Delivery.Folder;
using LerBridge.Delivery.Http;

namespace LerBridge.Delivery;

/// <summary>Every kind of destination that settings can name, one line each.</summary>
public static class DestinationCatalog
{
    /// <summary>The kinds.</summary>
    public static IReadOnlyList<IDestinationKind> Kinds { get; } =
    [
        new FolderRegistration(),
        new HttpRegistration(),
    ];
}
