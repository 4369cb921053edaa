using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace LerBridge.Connectors.Sql;

/// <summary>SQL Server and Azure SQL with a login of the server. The account should have <c>SELECT</c> and nothing else: T-SQL knows no read-only transaction.</summary>
internal sealed class SqlServerDialect : SqlDialect
{
    public override string? Refusal(string connectionString)
    {
        var settings = new SqlConnectionStringBuilder(connectionString);
        var host = settings.DataSource.Replace("tcp:", string.Empty, StringComparison.OrdinalIgnoreCase).Split(',', '\\')[0].Trim();
        return settings.DataSource.Length == 0 ? "names no Data Source"
            : settings.Authentication is not (SqlAuthenticationMethod.NotSpecified or SqlAuthenticationMethod.SqlPassword) ? "asks for a sign-in with Microsoft Entra, which this build does not have; use a login of the server"
            : !IsLoopback(host) && (settings.TrustServerCertificate || settings.Encrypt == SqlConnectionEncryptOption.Optional) ? "does not check the server's certificate; leave Encrypt and TrustServerCertificate out"
            : null;
    }

    public override DbConnection Connect(string connectionString) =>
        new SqlConnection(new SqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = "LerBridge", ApplicationIntent = ApplicationIntent.ReadOnly }.ConnectionString);

    public override string Page(string query, string where, string order, int rows) => $"select top ({rows}) * from (\n{query}\n) as ler_rows{where} order by {order}";

    public override string Quoted(string column) => $"[{column.Replace("]", "]]", StringComparison.Ordinal)}]";

    public override Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken) => BeginAsync(connection, IsolationLevel.ReadCommitted, first: null, cancellationToken);

    // https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors
    public override SqlFailure Failure(DbException problem) => problem is not SqlException { Number: var number } ? SqlFailure.Unreachable : number switch
    {
        18456 or 18470 or 18486 or 18487 or 18488 or 4060 => SqlFailure.SignIn,
        229 or 230 or 262 or 297 or 300 => SqlFailure.Forbidden($"error {number}"),
        -2 or 1205 or 1222 => SqlFailure.Timeout,
        -2146893019 => SqlFailure.NotTrusted,
        <= 0 or 2 or 53 or 64 or 121 or 233 or 258 or 10053 or 10054 or 10060 or 10061 or 11001 or 40197 or 40501 or 40613 => SqlFailure.Unreachable,
        _ => SqlFailure.Query($"error {number}"),
    };
}
