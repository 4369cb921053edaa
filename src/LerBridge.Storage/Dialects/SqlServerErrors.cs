using System.Data.Common;
using LerBridge.Core.Diagnostics;
using Microsoft.Data.SqlClient;

namespace LerBridge.Storage.Dialects;

/// <summary>The one place where SQL Server's error numbers (learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors) become words. The server's own text stays in the inner exception.</summary>
internal sealed class SqlServerErrors
{
    /// <summary>Raised by our own statements where a lock did not become free in time.</summary>
    public const int LockTimeout = 51222;

    private readonly ServerProblems problems;

    public SqlServerErrors(string place) => this.problems = new ServerProblems(place);

    public StoreException Translate(DbException problem) => problem is not SqlException { Number: var number } ? this.problems.Unreachable(problem) : number switch
    {
        LockTimeout or 1222 or 1205 or 3960 or -2 => this.problems.Busy(problem),
        1101 or 1105 or 9002 => this.problems.DiskFull(problem),
        229 or 230 or 262 or 297 or 300 or 2760 => this.problems.LacksRights(problem),
        3906 or 3908 or 978 => this.problems.ReadOnly(problem),
        911 or 4060 => this.problems.NoDatabase(problem),
        18456 or 18470 or 18486 or 18487 or 18488 => this.problems.SignIn(problem),
        -2146893019 => this.problems.NotTrusted(problem),
        824 or 825 => this.problems.Damaged(problem),
        823 => this.problems.DiskError(problem),
        _ when IsNetwork(number) => this.problems.Unreachable(problem),
        _ => this.problems.Other($"error {number}", problem),
    };

    /// <summary>True for errors after which the connection is of no use.</summary>
    public static bool IsGone(DbException problem) => problem is SqlException failed && (failed.Class >= 20 || IsNetwork(failed.Number));

    private static bool IsNetwork(int number) =>
        number is -1 or 0 or 2 or 53 or 64 or 121 or 233 or 258 or 596 or 6005 or 10053 or 10054 or 10060 or 10061 or 10928 or 10929 or 11001 or 17142 or 40197 or 40501 or 40613;
}
