using Dapper;
using LerBridge.Core.Diagnostics;
using LerBridge.Storage.Dialects;
using Microsoft.Data.Sqlite;

namespace LerBridge.Storage;

/// <summary>Copies of a ledger, made while others write to it, and what they are worth.</summary>
public static class LedgerCopy
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Where the ledger of a site lies.</summary>
    public static string FileOf(StorageOptions options) => SqlitePlace.Of(options).DataSource;

    /// <summary>Copies a ledger as it stands at one moment, with SQLite's own means (sqlite.org/backup.html); whoever writes meanwhile is not disturbed.</summary>
    /// <param name="options">Where the ledger is.</param>
    /// <param name="target">A file that is not there yet.</param>
    /// <param name="cancellationToken">Looked at before and after: the copy itself is not interrupted.</param>
    /// <exception cref="StoreException">There is no ledger, or it cannot be read.</exception>
    public static async Task MakeAsync(StorageOptions options, string target, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var source = FileOf(options);
        if (!File.Exists(source))
        {
            throw new StoreException(FailureKind.Terminal, "LB8020", $"There is no ledger {source} to back up. Nothing has run here yet, or LerBridge:DataDirectory names another folder.");
        }

        DataFiles.MakeFile(target);
        try
        {
            await using var from = await OpenAsync(source, SqliteOpenMode.ReadWrite, cancellationToken);
            await using var to = await OpenAsync(target, SqliteOpenMode.ReadWriteCreate, cancellationToken);
            from.BackupDatabase(to);

            // a copy is one file, without a log beside it
            await to.ExecuteAsync("pragma journal_mode = delete");
        }
        catch (SqliteException problem)
        {
            // either disk may be the one that is full
            throw new SqliteErrors(DiskRoom.Free(Path.GetDirectoryName(Path.GetFullPath(target)) ?? ".") < DiskRoom.Least ? target : source).Translate(problem);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Looks through a whole copy and says what it holds.</summary>
    /// <exception cref="StoreException">It is no ledger, or damaged.</exception>
    public static async Task<LedgerFacts> CheckAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(file, SqliteOpenMode.ReadOnly, cancellationToken);
            var found = await connection.ExecuteScalarAsync<string>("pragma integrity_check(1)");
            if (found != "ok")
            {
                throw new StoreException(FailureKind.Terminal, "LB8006", $"The ledger {file} is damaged. Take another backup.");
            }

            var last = await connection.ExecuteScalarAsync<long?>("select max(started_at) from run");
            return new LedgerFacts(
                await connection.ExecuteScalarAsync<int>("select max(version) from schema_version"),
                await connection.ExecuteScalarAsync<long>("select count(*) from run"),
                await connection.ExecuteScalarAsync<long>("select count(*) from credential"),
                await connection.ExecuteScalarAsync<long>("select count(*) from credential_version"),
                last is { } at ? Instants.Read(at) : null);
        }
        catch (SqliteException problem)
        {
            throw new SqliteErrors(file).Translate(problem);
        }
    }

    /// <summary>True where some process has the ledger open. A ledger with a log beside it (WAL) is locked for as long as anybody has it open.</summary>
    public static async Task<bool> IsOpenAsync(StorageOptions options, CancellationToken cancellationToken)
    {
        var file = FileOf(options);
        if (!File.Exists(file))
        {
            return false;
        }

        try
        {
            await using var connection = await OpenAsync(file, SqliteOpenMode.ReadWrite, cancellationToken, TimeSpan.FromSeconds(1));
            await connection.ExecuteAsync("pragma locking_mode = exclusive");
            await connection.ExecuteAsync("begin exclusive; rollback;");
            return false;
        }
        catch (SqliteException problem) when (SqliteErrors.Primary(problem) is SqliteErrors.Busy or SqliteErrors.Locked)
        {
            return true;
        }
        catch (SqliteException problem) when (SqliteErrors.Primary(problem) is SqliteErrors.Corrupt or SqliteErrors.NotADatabase)
        {
            // what is to be replaced need not be sound
            return false;
        }
    }

    // without the pool: the file is moved or deleted afterwards
    private static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode, CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = (int)(patience ?? Patience).TotalSeconds }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
