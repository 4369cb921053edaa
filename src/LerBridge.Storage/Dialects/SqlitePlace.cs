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

    /// <summary>
    /// The same for reading alone. A ledger that nobody has open has no log beside it, and where none can be made either, SQLite reads the file only as one that nobody changes (sqlite.org/wal.html, "Read-Only
    /// Databases").
    /// </summary>
    public static SqliteConnectionStringBuilder ToLookAt(StorageOptions options)
    {
        var place = Of(options);
        place.Mode = SqliteOpenMode.ReadOnly;
        if (new FileInfo($"{place.DataSource}-wal") is not { Exists: true, Length: > 0 })
        {
            place.DataSource = $"{new Uri(place.DataSource).AbsoluteUri}?immutable=1";
        }

        return place;
    }
}
