using System.Data.Common;
using LerBridge.Core.Diagnostics;
using Microsoft.Data.Sqlite;

namespace LerBridge.Storage.Dialects;

/// <summary>The one place where SQLite's result codes (sqlite.org/rescode.html) become words. The message names the file and nothing personal; SQLite's own text stays in the inner exception.</summary>
internal sealed class SqliteErrors
{
    public const int Busy = 5;
    public const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    public const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    public const int NotADatabase = 26;
    private const int Permission = 3;

    /// <summary>The code of a file that may not be written.</summary>
    public const string Unwritten = "LB8003";

    // What SQLite says where the system refused it room for something else than a page: the index beside the log, a longer file, what was to be put on the disk.
    private const int FailedWrite = 778;
    private const int FailedSync = 1034;
    private const int FailedFolderSync = 1290;
    private const int FailedTruncate = 1546;
    private const int FailedIndexOpen = 4618;
    private const int FailedIndexSize = 4874;
    private const int FailedIndexMap = 5386;
    private const int FailedTemporary = 6410;

    private readonly string file;
    private readonly Func<string, long?> free;

    /// <param name="file">The file, for messages.</param>
    /// <param name="free">How much room a folder's disk has, in bytes; null where nobody knows.</param>
    public SqliteErrors(string file, Func<string, long?>? free = null) => (this.file, this.free) = (file, free ?? DiskRoom.Free);

    /// <summary>The result code without its extension, which some calls of the provider give and others do not.</summary>
    public static int Primary(SqliteException problem) => problem.SqliteErrorCode & 0xFF;

    public StoreException Translate(DbException problem)
    {
        var code = problem is SqliteException sqlite ? Primary(sqlite) : 0;
        return code switch
        {
            _ when this.IsOutOfRoom(problem) => this.Make(FailureKind.Terminal, StoreException.DiskFull, "cannot grow: the disk is full", "Make room on the disk, then start the run again; it goes on where it stopped.", problem),
            Busy or Locked => this.Make(FailureKind.Transient, "LB8001", "is being written by another process and did not become free in time", "Try again; if it lasts, find the process that holds it (a backup tool, a SQL console left open) and end it.", problem),
            ReadOnly or Permission => this.Unwritable(problem),

            // the log beside the file cannot be made where the folder, or the disk under it, may only be read
            CannotOpen when File.Exists(this.file) && FolderProbe.Try(Path.GetDirectoryName(this.file) ?? ".")?.Code == Unwritten => this.Unwritable(problem),
            CannotOpen => this.Make(FailureKind.Terminal, "LB8004", "cannot be opened", "Check that LerBridge:DataDirectory names a folder that exists or can be made, and that this user may read and write in it.", problem),
            NotADatabase => this.Make(FailureKind.Terminal, "LB8005", "is not a ledger: it is no SQLite database", "Move the file away, or name another data directory. If it was a ledger once, put the last copy of the data directory back.", problem),
            Corrupt => this.Make(FailureKind.Terminal, "LB8006", "is damaged", "Stop every process that uses it, keep a copy of the file and its -wal file, and put the last copy of the data directory back.", problem),
            InputOutput => this.Make(FailureKind.Terminal, StoreException.DiskError, "could not be read or written: the disk reported an error", "Check the disk and the mount; network file systems are not suited to SQLite.", problem),
            _ => this.Make(FailureKind.Terminal, "LB8000", $"refused an operation (SQLite result {(problem as SqliteException)?.SqliteExtendedErrorCode ?? 0})", "Run `lerbridge doctor`; if it finds nothing, report this with the result number.", problem),
        };
    }

    private bool IsOutOfRoom(DbException problem) => problem is SqliteException sqlite
        && (Primary(sqlite) == Full
            || ((Primary(sqlite) == CannotOpen || Math.Max(sqlite.SqliteErrorCode, sqlite.SqliteExtendedErrorCode) is FailedWrite or FailedSync or FailedFolderSync or FailedTruncate or FailedIndexOpen or FailedIndexSize or FailedIndexMap or FailedTemporary)
                && Path.GetDirectoryName(Path.GetFullPath(this.file)) is { } folder
                && this.free(folder) < DiskRoom.Least));

    private StoreException Unwritable(DbException problem) =>
        this.Make(FailureKind.Terminal, Unwritten, "cannot be written", "Give this user write permission to the file and to its folder; where the disk is mounted to be read only, find out why and mount it for writing.", problem);

    private StoreException Make(FailureKind kind, string code, string what, string advice, Exception inner) =>
        new(kind, code, $"The ledger {this.file} {what}. {advice}", inner);
}
