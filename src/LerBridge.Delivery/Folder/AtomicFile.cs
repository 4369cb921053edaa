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

    /// <summary>
    /// The right to change a file, until it is disposed of; a file of its own, because the neighbour changes its name before the change is done. It stays: whoever removed it could take another's
    /// turn.
    /// </summary>
    /// <exception cref="IOException">Somebody else has it.</exception>
    public static IDisposable TakeTurn(string path)
    {
        var options = New(FileShare.None);
        options.Mode = FileMode.OpenOrCreate;
        return new FileStream(Beside(path, "lock"), options);
    }

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

    private static string Neighbour(string path) => Beside(path, "tmp");

    private static string Beside(string path, string extension) => Path.Combine(Path.GetDirectoryName(path) ?? ".", $".{Path.GetFileName(path)}.{extension}");
}
