namespace LerBridge.Storage;

/// <summary>Whether a disk is full, where the system's own words are lost on the way.</summary>
internal static class DiskRoom
{
    /// <summary>With less than this, in bytes, nothing of a ledger can grow: its log takes pages by the thousand, the index beside it 32 KiB at a time.</summary>
    public const long Least = 256 * 1024;

    /// <summary>How much room this user has on the disk of a folder; null where it cannot be told.</summary>
    public static long? Free(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
