using LerBridge.Core.Diagnostics;
using LerBridge.Storage.Dialects;

namespace LerBridge.Storage;

/// <summary>Finds out whether this user may add files to a folder, by an empty one that is gone at once: permissions alone do not tell of a disk that has turned read-only.</summary>
public static class FolderProbe
{
    /// <summary>What to do about a file or a folder that may only be read.</summary>
    internal const string Advice = "Give this user write permission to it and to its folder; where the disk is mounted to be read only, find out why and mount it for writing.";

    private const int ReadOnlyDisk = 30;
    private const int ReadOnlyDiskOnWindows = unchecked((int)0x80070013);

    /// <summary>Tries a folder; where it is not there yet, the nearest one above it, in which it would be made.</summary>
    /// <returns>Null where files can be added; else why not: LB8002 (full), LB8003 (may only be read), LB8004 (anything else).</returns>
    public static StoreException? Try(string folder)
    {
        var there = Path.GetFullPath(folder);
        while (!Path.Exists(there) && Path.GetDirectoryName(there) is { } above)
        {
            there = above;
        }

        try
        {
            using var probe = new FileStream(Path.Combine(there, Path.GetRandomFileName()), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return MayOnlyBeRead(problem) ? Unwritable($"The folder {there}", problem)
                : StoreException.IsDiskFull(problem) ? new StoreException(FailureKind.Terminal, StoreException.DiskFull, $"The folder {there} takes no file: the disk is full. Make room on it.", problem)
                : new StoreException(FailureKind.Terminal, "LB8004", $"The folder {there} cannot be used. Check that it is a folder (not a file) on a disk that works.", problem);
        }
    }

    internal static bool MayOnlyBeRead(Exception problem) => problem is UnauthorizedAccessException || problem.HResult is ReadOnlyDisk or ReadOnlyDiskOnWindows;

    internal static StoreException Unwritable(string what, Exception inner) => new(FailureKind.Terminal, SqliteErrors.Unwritten, $"{what} cannot be written. {Advice}", inner);
}
