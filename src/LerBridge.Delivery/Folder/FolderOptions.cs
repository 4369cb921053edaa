namespace LerBridge.Delivery.Folder;

/// <summary>The settings of a folder destination.</summary>
/// <param name="Path">The folder; made where it is absent.</param>
internal sealed record FolderOptions(string Path);
