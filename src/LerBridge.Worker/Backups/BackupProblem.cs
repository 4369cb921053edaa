using LerBridge.Core.Diagnostics;

namespace LerBridge.Worker.Backups;

/// <summary>Why a backup cannot be made or put back.</summary>
internal static class BackupProblem
{
    public static StoreException NotOne(string file, string why, Exception? inner = null) =>
        new(FailureKind.Contract, "LB8021", $"{file} is no backup that can be put back: {why}. Nothing was changed.", inner);

    public static StoreException Unwritable(string path, Exception inner) =>
        new(FailureKind.Terminal, "LB8022", $"{path} cannot be written. Check that the folder is there, that this user may write in it, and the disk's free space.", inner);

    public static StoreException OnServer(string verb) =>
        new(FailureKind.Contract, "LB8024", $"The ledger is on a database server: {verb} copies SQLite files only. Use the server's own backup (pg_dump, BACKUP DATABASE) together with a copy of DataDirectory; docs/operations.md says how. Nothing was done.");

    public static StoreException InUse(string directory) =>
        new(FailureKind.Transient, "LB8023", $"A process of LerBridge has the ledger in {directory} open. Stop the service and whatever else of LerBridge runs there, then restore. Nothing was changed.");
}
