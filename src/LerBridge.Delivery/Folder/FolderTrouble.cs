using LerBridge.Core.Delivery;

namespace LerBridge.Delivery.Folder;

/// <summary>What a file system says, in words. All of it can be mended without losing a delivery, so all of it is tried again.</summary>
internal static class FolderTrouble
{
    // ENOSPC and EDQUOT on Unix, as .NET hands them on; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
    private static readonly int[] Full = [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    // EWOULDBLOCK on Linux and macOS; ERROR_SHARING_VIOLATION on Windows.
    private static readonly int[] InUse = [11, 35, unchecked((int)0x80070020)];

    /// <summary>True for what can happen to a folder in a working program.</summary>
    public static bool IsExpected(Exception problem) => problem is IOException or UnauthorizedAccessException;

    /// <summary>True where somebody else has the file just now.</summary>
    public static bool IsInUse(IOException problem) => InUse.Contains(problem.HResult);

    public static DeliveryOutcome Outcome(Exception problem, string folder)
    {
        var (code, what) = problem switch
        {
            UnauthorizedAccessException => ("LB7301", $"This user may not write in {folder}. Give it write permission to the folder and its files."),
            _ when Full.Contains(problem.HResult) => ("LB7302", $"The disk of {folder} is full. Make room."),
            _ when InUse.Contains(problem.HResult) => ("LB7305", $"Another process is writing the index of {folder}. Let each folder belong to one destination."),
            _ when File.Exists(folder) => ("LB7303", $"{folder} is a file. Move it away, or name another Path."),
            _ => ("LB7303", $"{folder} cannot be written. Check that its disk is there and is not read-only."),
        };
        return new DeliveryOutcome.RetryLater(code, what, After: null, Raw: null);
    }
}
