namespace LerBridge.Worker.Backups;

/// <summary>What the state of an installation is: the ledger, the keys (encrypted) and what is published. Locks and the settings, which hold secrets, are no part of it.</summary>
internal static class StateFiles
{
    public const string Ledger = "ledger.db";

    private static readonly string[] Folders = ["keys", "public"];

    /// <summary>The files beside the ledger, by their places in the data directory.</summary>
    public static IEnumerable<string> Beside(string dataDirectory) =>
        from folder in Folders
        let full = Path.Combine(dataDirectory, folder)
        where Directory.Exists(full)
        from file in Directory.EnumerateFiles(full, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        where Path.GetExtension(file) is not (".lock" or ".new")
        select Path.GetRelativePath(dataDirectory, file).Replace('\\', '/');

    /// <summary>The folders that are put back whole.</summary>
    public static IReadOnlyList<string> Whole => Folders;

    /// <summary>True for a place that a file of a backup may have: no absolute path, nothing that leads out.</summary>
    public static bool IsPlace(string path) =>
        path == Ledger
        || (path.Split('/') is { Length: >= 2 } parts
            && Folders.Contains(parts[0], StringComparer.Ordinal)
            && parts.All(part => part.Length is > 0 and < 256 && part is not ("." or "..") && !part.AsSpan().ContainsAny('\\', ':', '\0')));
}
