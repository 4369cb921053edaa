using System.Data.Common;
using System.Security.Authentication;
using LerBridge.Core.Diagnostics;
using Npgsql;

namespace LerBridge.Storage.Dialects;

/// <summary>The one place where PostgreSQL's SQLSTATE codes (postgresql.org/docs/current/errcodes-appendix.html) become words. The server's own text stays in the inner exception.</summary>
internal sealed class PostgreSqlErrors
{
    private readonly ServerProblems problems;

    public PostgreSqlErrors(string place) => this.problems = new ServerProblems(place);

    public StoreException Translate(DbException problem) => problem switch
    {
        PostgresException { SqlState: "55P03" or "40P01" or "40001" or "57014" } => this.problems.Busy(problem),
        PostgresException { SqlState: "53100" } => this.problems.DiskFull(problem),
        PostgresException { SqlState: "42501" } => this.problems.LacksRights(problem),
        PostgresException { SqlState: "25006" } => this.problems.ReadOnly(problem),
        PostgresException { SqlState: "3D000" or "3F000" } => this.problems.NoDatabase(problem),
        PostgresException { SqlState: ['2', '8', ..] } => this.problems.SignIn(problem),
        PostgresException { SqlState: ['0', '8', ..] or ['5', '3', ..] or "57P01" or "57P02" or "57P03" or "57P05" or "25P03" } => this.problems.Unreachable(problem),
        PostgresException { SqlState: "XX001" or "XX002" } => this.problems.Damaged(problem),
        PostgresException { SqlState: ['5', '8', ..] } => this.problems.DiskError(problem),
        PostgresException failed => this.problems.Other($"SQLSTATE {failed.SqlState}", problem),
        { InnerException: TimeoutException } => this.problems.Unreachable(problem),
        { InnerException: AuthenticationException } => this.problems.NotTrusted(problem),
        _ => this.problems.Unreachable(problem),
    };
}
