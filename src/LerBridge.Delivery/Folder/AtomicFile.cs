namespace LerBridge.Delivery.Folder;

/// <summary>Writes files so that a reader sees the old one or the new one, never a part: into a hidden neighbour, to the disk, then renamed.</summary>
internal static class AtomicFile
{
    // Records about people: for this user, and for a group that the operator chooses by the folder's own group.
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
    private const UnixFileMode FileMode640 = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <summary>Makes a folder where it is absent.</summary>
    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, FolderMode);
        }
    }

    /// <summary>Writes or replaces a file.</summary>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await using (var stream = Begin(path))
        {
            await stream.WriteAsync(content, cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        Finish(path);
    }

    /// <summary>Opens the neighbour of a file for writing; nobody else may at the same time.</summary>
    public static FileStream Begin(string path) => new(Neighbour(path), New(FileShare.None));

    /// <summary>Gives the neighbour, written and closed, the file's name.</summary>
    public static void Finish(string path) => File.Move(Neighbour(path), path, overwrite: true);

    /// <summary>Removes the neighbour, closed, where the file was changed in another way.</summary>
    public static void Discard(string path) => File.Delete(Neighbour(path));

    /// <summary>Options to make or truncate a file.</summary>
    private static FileStreamOptions New(FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = share, BufferSize = 65536 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode640;
        }

        return options;
    }

    private static string Neighbour(string path) => Path.Combine(Path.GetDirectoryName(path) ?? ".", $".{Path.GetFileName(path)}.tmp");
}
