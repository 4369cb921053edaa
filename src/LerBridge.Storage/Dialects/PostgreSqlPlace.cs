using System.Net;
using Npgsql;

namespace LerBridge.Storage.Dialects;

/// <summary>A database of a PostgreSQL server, as settings name it.</summary>
internal sealed class PostgreSqlPlace
{
    private const int ConnectSeconds = 10;
    private const int KeepAliveSeconds = 15;

    private readonly NpgsqlConnectionStringBuilder given;

    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public PostgreSqlPlace(string connectionString)
    {
        this.given = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // sessions are kept here, with what was prepared on them
            Pooling = false,
            ApplicationName = "LerBridge",

            // a detail quotes rows
            IncludeErrorDetail = false,
            TcpKeepAlive = true,

            // for statements that travel together; those of hot paths are prepared by name
            MaxAutoPrepare = 40,
            AutoPrepareMinUsages = 3,
        };
        if (!connectionString.Contains("timeout", StringComparison.OrdinalIgnoreCase))
        {
            this.given.Timeout = ConnectSeconds;
        }

        if (!this.IsLoopback && !this.ChecksCertificate)
        {
            this.given.SslMode = SslMode.VerifyFull;
        }
    }

    /// <summary>The schemas in which tables are looked for.</summary>
    public string Schema => this.given.SearchPath ?? string.Empty;

    private bool ChecksCertificate => this.given.SslMode is SslMode.VerifyFull or SslMode.VerifyCA;

    private bool IsLoopback => (this.given.Host ?? string.Empty).Split(',', StringSplitOptions.TrimEntries).All(host =>
        host.StartsWith('/') || host.Split(':')[0].Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Split(':')[0], out var address) && IPAddress.IsLoopback(address)));

    /// <summary>Why settings may not use a connection string, as the end of a sentence; null where they may.</summary>
    public static string? Refusal(string connectionString)
    {
        try
        {
            var given = new NpgsqlConnectionStringBuilder(connectionString);
            return given.Host is null or "" ? "names no Host"
                : given.Database is null or "" ? "names no Database"
                : connectionString.Contains("mode", StringComparison.OrdinalIgnoreCase) && given.SslMode is not (SslMode.VerifyFull or SslMode.VerifyCA) && !new PostgreSqlPlace(connectionString).IsLoopback
                    ? "does not check the server's certificate; leave SSL Mode out or write VerifyFull"
                : null;
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or KeyNotFoundException or NotSupportedException)
        {
            return "is no connection string of PostgreSQL";
        }
    }

    public string ConnectionString(ConnectionUse use) =>
        use == ConnectionUse.Lock ? new NpgsqlConnectionStringBuilder(this.given.ConnectionString) { KeepAlive = KeepAliveSeconds }.ConnectionString : this.given.ConnectionString;

    public override string ToString() => $"{this.given.Database} on {this.given.Host}:{this.given.Port}";
}
