using LerBridge.Core.Diagnostics;

namespace LerBridge.Worker.Codes;

/// <summary>Why the ledger cannot be used.</summary>
internal static class LedgerCodes
{
    /// <summary>Another process keeps writing the ledger: for whoever started this one, a lock that is held.</summary>
    public const string Held = "LB8001";

    /// <summary>A process has the ledger open that a backup is to replace.</summary>
    public const string InUse = "LB8023";

    public static readonly IReadOnlyList<ErrorCode> All =
    [
        new("LB8000", "SQLite refused an operation", "For a reason that no other code names.", "Run lerbridge doctor; report it with the number in the message where that finds nothing."),
        new(Held, "The ledger is being written by another process", "It did not become free in time. Exit code 8, as where another run holds the lock.", "Try again; where it lasts, end the process that holds it: a backup tool, a database browser."),
        new("LB8002", "The disk is full", "The ledger cannot grow.", "Make room, then run again; it goes on where it stopped."),
        new("LB8003", "The ledger cannot be written", "This user may not write the file or its folder.", "Give it write permission to both."),
        new("LB8004", "The data directory cannot be used", "It cannot be made or written.", "Check that LerBridge:DataDirectory names a folder on a disk that this user may write."),
        new("LB8005", "Not a ledger", "The file is no SQLite database.", "Move it away, or name another DataDirectory; where it was a ledger once, put a backup in its place."),
        new("LB8006", "The ledger is damaged", "SQLite finds the file inconsistent.", "Stop every process that uses it, keep a copy of it with its -wal file, and put the last backup in its place."),
        new("LB8007", "The disk reported an error", "The ledger could not be read or written.", "Check the disk and the mount; network file systems are not suited to SQLite."),
        new("LB8010", "The ledger is from a newer version", "This version does not know its schema and leaves it alone.", "Run the version that wrote it, or a newer one."),
        new("LB8011", "A step of the schema was changed", "A script that this ledger was built with is not the one that this version ships.", "Run the version that made the ledger; please report it."),
        new("LB8020", "No ledger to back up", "The data directory has none: nothing has run yet, or the settings name another folder.", "Check LerBridge:DataDirectory; run lerbridge migrate to make an empty ledger."),
        new("LB8021", "Not a backup", "The file is none that lerbridge backup made, is damaged, or is another issuer's. Nothing was changed.", "Use another backup; lerbridge restore FILE --check tells of each."),
        new("LB8022", "A backup cannot be written", "The folder is not there or not writable, or the disk is full.", "Make room, or name another folder."),
        new(InUse, "The ledger is in use", "A backup cannot be put back under a running service.", "Stop the service and whatever else of LerBridge runs there, then restore."),
    ];
}
