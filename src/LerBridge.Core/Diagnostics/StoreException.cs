namespace LerBridge.Core.Diagnostics;

/// <summary>The ledger cannot be used: locked, full, unreadable, from a newer version, or its secrets cannot be opened.</summary>
public sealed class StoreException : BridgeException
{
    /// <summary>The code where a row holds what no version of LerBridge writes: it is about that row, and everything else can be read.</summary>
    public const string RowCode = "LB8025";

    /// <summary>The code of a disk without room.</summary>
    public const string DiskFull = "LB8002";

    /// <summary>The code of a disk that reported an error.</summary>
    public const string DiskError = "LB8007";

    // ENOSPC and EDQUOT on Unix, as .NET hands them on; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
    private static readonly int[] Full = [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>Makes the exception.</summary>
    public StoreException(FailureKind kind, string code, string message, Exception? inner = null)
        : base(kind, code, message, inner)
    {
    }

    /// <summary>True where a file could not be made or written because the disk has no room.</summary>
    public static bool IsDiskFull(Exception problem) => problem is IOException && Array.IndexOf(Full, problem.HResult) >= 0;
}
