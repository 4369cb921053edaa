using System.Net;
using Microsoft.Data.SqlClient;

namespace LerBridge.Storage.Dialects;

/// <summary>A database of SQL Server, as settings name it.</summary>
internal sealed class SqlServerPlace
{
    private readonly SqlConnectionStringBuilder given;

    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public SqlServerPlace(string connectionString) => this.given = new SqlConnectionStringBuilder(connectionString)
    {
        // sessions are kept here, with what was prepared on them; a connection that was mended in silence would have lost its locks
        Pooling = false,
        ConnectRetryCount = 0,
        MultipleActiveResultSets = false,
        ApplicationName = "LerBridge",
    };

    public string ConnectionString => this.given.ConnectionString;

    /// <summary>Why settings may not use a connection string, as the end of a sentence; null where they may.</summary>
    public static string? Refusal(string connectionString)
    {
        try
        {
            var given = new SqlConnectionStringBuilder(connectionString);
            return given.DataSource.Length == 0 ? "names no Server"
                : given.InitialCatalog.Length == 0 ? "names no Database"
                : given.Authentication is not (SqlAuthenticationMethod.NotSpecified or SqlAuthenticationMethod.SqlPassword) ? "asks for a sign-in with Microsoft Entra, which this build does not have; use a login of the server"
                : !IsLoopback(given.DataSource) && (given.TrustServerCertificate || given.Encrypt == SqlConnectionEncryptOption.Optional) ? "does not check the server's certificate; leave Encrypt and TrustServerCertificate out"
                : null;
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or KeyNotFoundException or NotSupportedException)
        {
            return "is no connection string of SQL Server";
        }
    }

    public override string ToString() => $"{this.given.InitialCatalog} on {this.given.DataSource}";

    private static bool IsLoopback(string server)
    {
        var host = server.Replace("tcp:", string.Empty, StringComparison.OrdinalIgnoreCase).Split(',', '\\')[0].Trim();
        return host is "." or "(local)" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }
}
