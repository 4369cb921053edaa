using System.Data;
using System.Data.Common;
using System.Security.Authentication;
using Npgsql;

namespace LerBridge.Connectors.Sql;

/// <summary>PostgreSQL, read in one read-only snapshot.</summary>
internal sealed class PostgreSqlDialect : SqlDialect
{
    public override string? Refusal(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return settings.Host is null or "" ? "names no Host"
            : Hosts(settings).All(IsLoopback) || !connectionString.Contains("mode", StringComparison.OrdinalIgnoreCase) || settings.SslMode is SslMode.VerifyFull or SslMode.VerifyCA ? null
            : "does not check the server's certificate; leave SSL Mode out or write VerifyFull";
    }

    public override DbConnection Connect(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = "LerBridge", IncludeErrorDetail = false };
        if (!Hosts(settings).All(IsLoopback) && settings.SslMode is not (SslMode.VerifyFull or SslMode.VerifyCA))
        {
            settings.SslMode = SslMode.VerifyFull;
        }

        return new NpgsqlConnection(settings.ConnectionString);
    }

    public override Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken) =>
        BeginAsync(connection, IsolationLevel.RepeatableRead, "set transaction read only", cancellationToken);

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    public override SqlFailure Failure(DbException problem) => problem switch
    {
        PostgresException { SqlState: ['2', '8', ..] } => SqlFailure.SignIn,
        PostgresException { SqlState: "42501" } refused => SqlFailure.Forbidden(refused.SqlState),
        PostgresException { SqlState: "57014" or "55P03" } => SqlFailure.Timeout,
        PostgresException { SqlState: ['0', '8', ..] or ['5', '3', ..] or "57P01" or "57P02" or "57P03" } => SqlFailure.Unreachable,
        PostgresException failed => SqlFailure.Query($"SQLSTATE {failed.SqlState}"),
        { InnerException: TimeoutException } => SqlFailure.Timeout,
        { InnerException: AuthenticationException } => SqlFailure.NotTrusted,
        _ => SqlFailure.Unreachable,
    };

    private static IEnumerable<string> Hosts(NpgsqlConnectionStringBuilder settings) => (settings.Host ?? string.Empty).Split(',', StringSplitOptions.TrimEntries).Select(host => host.Split(':')[0]);
}
