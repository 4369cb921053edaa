using Microsoft.Data.Sqlite;

namespace LerBridge.Storage.Dialects;

/// <summary>Where the file of a SQLite ledger lies.</summary>
internal static class SqlitePlace
{
    private const string FileName = "lerbridge.db";

    /// <summary>The connection string of a site, with the full path of its file.</summary>
    public static SqliteConnectionStringBuilder Of(StorageOptions options)
    {
        var given = new SqliteConnectionStringBuilder(options.ConnectionString ?? string.Empty);
        given.DataSource = Path.GetFullPath(given.DataSource.Length == 0 ? FileName : given.DataSource, Path.GetFullPath(options.DataDirectory));
        return given;
    }
}
