using System.Data.Common;
using LerBridge.Storage.Dialects;
using LerBridge.Storage.Rights;
using Microsoft.Data.Sqlite;

namespace LerBridge.Storage;

/// <summary>A kind of database, set up for one ledger.</summary>
/// <param name="Dialect">How it speaks.</param>
/// <param name="Rights">Who may do what.</param>
/// <param name="Prepare">What is done once on its first connection, before anything else; null for nothing.</param>
internal sealed record Engine(ISqlDialect Dialect, IRights Rights, Action<DbConnection>? Prepare)
{
    /// <summary>The engine that options name; makes the data directory, and SQLite's file where it is absent.</summary>
    public static Engine Of(StorageOptions options)
    {
        var files = new DataFiles(options.DataDirectory);
        files.MakeDirectory();
        if (options.Provider == LedgerProvider.Sqlite)
        {
            var place = SqlitePlace.Of(options);
            if (place.Mode is SqliteOpenMode.ReadWriteCreate)
            {
                DataFiles.MakeFile(place.DataSource);
            }

            return new Engine(new SqliteDialect(place.ToString(), options.LockTimeout), new FileRights(files), SqliteDialect.UseWal);
        }

        var dialect = Server(options);
        return new Engine(dialect, new ServerRights(dialect), Prepare: null);
    }

    /// <summary>A SQLite ledger that is there and may not be written, for looking at what is in it.</summary>
    public static Engine ToLookAt(StorageOptions options) =>
        new(new SqliteDialect(SqlitePlace.ToLookAt(options).ToString(), options.LockTimeout, SqlitePlace.Of(options).DataSource), new FileRights(new DataFiles(options.DataDirectory)), Prepare: null);

    private static ISqlDialect Server(StorageOptions options)
    {
        var connectionString = options.ConnectionString ?? throw new ArgumentException("A database server needs a connection string.", nameof(options));
        return options.Provider switch
        {
            LedgerProvider.PostgreSql => new PostgreSqlDialect(new PostgreSqlPlace(connectionString), options.LockTimeout),
            LedgerProvider.SqlServer => new SqlServerDialect(new SqlServerPlace(connectionString), options.LockTimeout),
            _ => throw new ArgumentOutOfRangeException(nameof(options)),
        };
    }
}
