using LerBridge.Core.Diagnostics;

namespace LerBridge.Storage;

/// <summary>The data directory: everything in it holds personal data, so it belongs to this user alone where the system knows of that.</summary>
internal sealed class DataFiles
{
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string directory;

    public DataFiles(string directory) => this.directory = Path.GetFullPath(directory);

    /// <summary>The folder of the run locks.</summary>
    public string Locks => Path.Combine(this.directory, "locks");

    /// <summary>Makes the data directory and the folder of the locks where they are absent.</summary>
    public void MakeDirectory()
    {
        MakeFolder(this.directory, Unusable);
        MakeFolder(this.Locks, Unwritable);
    }

    /// <summary>Makes an empty file where there is none, so that it is never readable by others, not even for a moment.</summary>
    public static void MakeFile(string file)
    {
        if (OperatingSystem.IsWindows() || File.Exists(file))
        {
            return;
        }

        try
        {
            using var made = new FileStream(file, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite, UnixCreateMode = OwnerFile });
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(file, "made", problem);
        }
    }

    private static void MakeFolder(string folder, Func<string, string, Exception, StoreException> told)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, OwnerFolder);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw told(folder, "made", problem);
        }
    }

    /// <summary>A path in the data directory that cannot be made or opened: because there is no room, because it may only be read, or for a reason that says the data directory is none.</summary>
    public static StoreException Unwritable(string path, string what, Exception inner) =>
        FolderProbe.MayOnlyBeRead(inner) && !Directory.Exists(path) ? FolderProbe.Unwritable(path, inner) : Unusable(path, what, inner);

    private static StoreException Unusable(string path, string what, Exception inner) => StoreException.IsDiskFull(inner)
        ? new(FailureKind.Terminal, StoreException.DiskFull, $"{path} cannot be {what}: the disk is full. Make room on the disk, then start the run again; it goes on where it stopped.", inner)
        : new(FailureKind.Terminal, "LB8004", $"{path} cannot be {what}. Check that LerBridge:DataDirectory names a folder (not a file) on a disk that is not read-only, and that this user may write there.", inner);
}
