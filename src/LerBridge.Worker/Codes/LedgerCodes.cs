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
        new("LB8000", "The database refused an operation", "For a reason that no other code names.", "Run lerbridge doctor; report it with the number in the message where that finds nothing."),
        new(Held, "The ledger is being written by another process", "It did not become free in time. Exit code 8, as where another run holds the lock.", "Try again; where it lasts, end the process that holds it: a backup tool, a database browser, a maintenance job."),
        new(StoreException.DiskFull, "The disk is full", "The ledger cannot grow; on a database server it is the server's disk. Exit code 1: no setting is wrong, and a service manager may start the service again.", "Make room, then run again; it goes on where it stopped."),
        new("LB8003", "The ledger cannot be written", "This user may not write the file, its folder or the folder of the locks, or the disk is mounted to be read only; on a server, the login lacks rights in the schema. Verbs that only look go on with what it holds.", "Give it write permission to all of them, or mount the disk for writing; let the login own the schema."),
        new("LB8004", "The data directory cannot be used", "It cannot be made, or is no folder.", "Check that LerBridge:DataDirectory names a folder on a disk that this user may write."),
        new("LB8005", "Not a ledger", "The file is no SQLite database.", "Move it away, or name another DataDirectory; where it was a ledger once, put a backup in its place."),
        new("LB8006", "The ledger is damaged", "The database finds its file inconsistent.", "Stop every process that uses it, keep a copy of it with its -wal file, and put the last backup in its place."),
        new(StoreException.DiskError, "The disk reported an error", "The ledger could not be read or written, and there is room. Exit code 1.", "Check the disk and the mount; network file systems are not suited to SQLite."),
        new("LB8008", "The database server does not answer", "It is down, starting, full of connections, or not to be reached from here. What was committed is kept.", "Start the run again once it answers; it goes on where it stopped."),
        new("LB8009", "The database refused the sign-in", "The login or its password is not the one that the server knows.", "Correct LerBridge:Storage:ConnectionString, or the file that it is in."),
        new("LB8010", "The ledger is from a newer version", "This version does not know its schema and leaves it alone.", "Run the version that wrote it, or a newer one."),
        new("LB8011", "A step of the schema was changed", "A script that this ledger was built with is not the one that this version ships.", "Run the version that made the ledger; please report it."),
        new("LB8012", "The database is not there", "The server has no database or schema of that name, or hides it from this login.", "Make it, empty; LerBridge makes the tables."),
        new("LB8013", "The database server is not trusted", "Its certificate is not in its name, or signed by nobody whom this machine trusts.", "Give it a right certificate, or name the authority in the connection string (Root Certificate on PostgreSQL)."),
        new("LB8014", "The database takes no changes", "The server is a standby, in recovery, or set to read-only.", "Name the primary in the connection string, or wait until it has taken over."),
        new("LB8015", "The right to run was lost", "Its connection to the server ended, and another process took the run over. This one wrote nothing after that.", "Nothing: the other one goes on. Where it happens often, look for what ends idle connections."),
        new("LB8020", "No ledger to back up", "The data directory has none: nothing has run yet, or the settings name another folder.", "Check LerBridge:DataDirectory; run lerbridge migrate to make an empty ledger."),
        new("LB8021", "Not a backup", "The file is none that lerbridge backup made, is damaged, or is another issuer's. Nothing was changed.", "Use another backup; lerbridge restore FILE --check tells of each."),
        new("LB8022", "A backup cannot be written", "The folder is not there or not writable, or the disk is full.", "Make room, or name another folder."),
        new("LB8024", "Not a matter of this verb", "backup and restore copy a ledger that is a SQLite file. A database server has means of its own.", "Use pg_dump, or BACKUP DATABASE, and keep a copy of DataDirectory (keys, public) of the same time: docs/operations.md."),
        new(StoreException.RowCode, "A row of the ledger is not one of LerBridge's", "A column holds a word or a number that no version of LerBridge writes there: somebody changed it beside LerBridge, or the file is damaged.", "Keep a copy of the ledger, see with lerbridge runs verify what else was changed, and put a backup in its place."),
        new(InUse, "The ledger is in use", "A backup cannot be put back under a running service.", "Stop the service and whatever else of LerBridge runs there, then restore."),
    ];
}
