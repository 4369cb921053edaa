using LerBridge.Core.Diagnostics;

namespace LerBridge.Storage.Dialects;

/// <summary>What can be wrong with a ledger on a database server, in words. They name the database and its server and nothing personal.</summary>
internal sealed class ServerProblems
{
    private readonly string place;

    public ServerProblems(string place) => this.place = place;

    public StoreException Busy(Exception inner) => this.Make(FailureKind.Transient, "LB8001", "is being written by another process and did not become free in time", "Try again; if it lasts, look for a session that keeps its locks (a SQL console left open, a maintenance job) and end it.", inner);

    public StoreException DiskFull(Exception inner) => this.Make(FailureKind.Terminal, StoreException.DiskFull, "cannot grow: the server's disk is full", "Make room on the server, then start the run again; it goes on where it stopped.", inner);

    public StoreException LacksRights(Exception inner) => this.Make(FailureKind.Credentials, "LB8003", "may not be used so by this login", "Let the login own the schema, or grant it create, select, insert, update, delete and the use of sequences there.", inner);

    public StoreException Damaged(Exception inner) => this.Make(FailureKind.Terminal, "LB8006", "is damaged, says the server", "Stop every process that uses it and ask whoever runs the server; put the last backup of the database back.", inner);

    public StoreException DiskError(Exception inner) => this.Make(FailureKind.Terminal, StoreException.DiskError, "could not be read or written: the server reported an error of its disk", "Ask whoever runs the server.", inner);

    public StoreException Unreachable(Exception inner) => this.Make(FailureKind.Transient, "LB8008", "does not answer: the server is down, starting, full of connections, or not to be reached from here", "Start the run again once it answers; it goes on where it stopped.", inner);

    public StoreException SignIn(Exception inner) => this.Make(FailureKind.Credentials, "LB8009", "refused the sign-in", "Check the login and the password in LerBridge:Storage:ConnectionString.", inner);

    public StoreException NoDatabase(Exception inner) => this.Make(FailureKind.Terminal, "LB8012", "is not there: the server has no such database or schema", "Make it, or correct LerBridge:Storage:ConnectionString; the tables are made by LerBridge.", inner);

    public StoreException NotTrusted(Exception inner) => this.Make(FailureKind.Terminal, "LB8013", "is on a server whose certificate is not trusted here", "Give the server a certificate in its own name, or name the authority that signed it in the connection string.", inner);

    public StoreException ReadOnly(Exception inner) => this.Make(FailureKind.Terminal, "LB8014", "takes no changes: the server is a standby, in recovery, or set to read-only", "Name the primary in LerBridge:Storage:ConnectionString, or wait until it has taken over.", inner);

    public StoreException Other(string what, Exception inner) => this.Make(FailureKind.Terminal, "LB8000", $"refused an operation ({what})", "Run `lerbridge doctor`; if it finds nothing, report this with the code.", inner);

    private StoreException Make(FailureKind kind, string code, string what, string advice, Exception inner) => new(kind, code, $"The ledger {this.place} {what}. {advice}", inner);
}
