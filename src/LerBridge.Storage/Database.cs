using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using LerBridge.Storage.Dialects;
using LerBridge.Storage.Rights;

namespace LerBridge.Storage;

/// <summary>The door to the engine: one call, one transaction. Writers of this process queue here, as many side by side as the engine is good for, instead of fighting over its locks.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly ISqlDialect dialect;
    private readonly IRights rights;
    private readonly SemaphoreSlim writing;
    private readonly ConcurrentBag<Session> idle = [];
    private readonly ConcurrentBag<Session> writers = [];
    private volatile bool disposed;

    /// <param name="dialect">The engine.</param>
    /// <param name="rights">The rights that transactions which write depend on; the caller's to dispose.</param>
    public Database(ISqlDialect dialect, IRights rights)
    {
        this.dialect = dialect;
        this.rights = rights;
        this.writing = new SemaphoreSlim(dialect.Writers, dialect.Writers);
    }

    /// <summary>Runs something outside any transaction, on a writer's connection.</summary>
    public async Task PrepareAsync(Action<DbConnection> prepare, CancellationToken cancellationToken)
    {
        await this.writing.WaitAsync(cancellationToken);
        try
        {
            var session = new Session(this.dialect, ConnectionUse.Write);
            this.writers.Add(session);
            prepare(session.Connection);
        }
        catch (DbException problem)
        {
            throw this.dialect.Translate(problem);
        }
        finally
        {
            this.writing.Release();
        }
    }

    /// <summary>Reads what stood when the read began.</summary>
    public Task<T> ReadAsync<T>(Func<Session, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(this.disposed, this);
        try
        {
            return Task.FromResult(this.Read(read, again: true));
        }
        catch (DbException problem)
        {
            throw this.dialect.Translate(problem);
        }
    }

    /// <summary>Reads row by row, in one state of the ledger. For reads that end soon: an open one keeps SQLite's write-ahead log from being folded back, and PostgreSQL from clearing what is dead.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(Func<Session, DbDataReader> open, Func<DbDataReader, T> row, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var session = this.Translated(() => new Session(this.dialect, ConnectionUse.Read));
        try
        {
            using var transaction = session.Begin(this.Translated(() => this.dialect.BeginRead(session.Connection)));
            using var reader = this.Translated(() => open(session));
            while (this.Translated(reader.Read))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return row(reader);
            }
        }
        finally
        {
            session.Dispose();
        }
    }

    /// <summary>Writes in one transaction; nothing is written where <paramref name="write"/> throws or the wait ends.</summary>
    public async Task<T> WriteAsync<T>(Durability durability, Func<Session, T> write, CancellationToken cancellationToken)
    {
        await this.writing.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(this.disposed, this);
            return this.Write(durability, write, cancellationToken);
        }
        catch (DbException problem)
        {
            throw this.dialect.Translate(problem);
        }
        finally
        {
            this.writing.Release();
        }
    }

    /// <inheritdoc cref="WriteAsync{T}" />
    public Task WriteAsync(Durability durability, Action<Session> write, CancellationToken cancellationToken) =>
        this.WriteAsync(
            durability,
            session =>
            {
                write(session);
                return true;
            },
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        for (var writer = 0; writer < this.dialect.Writers; writer++)
        {
            await this.writing.WaitAsync(CancellationToken.None);
        }

        this.disposed = true;
        Clear(this.writers);
        Clear(this.idle);
        this.writing.Release(this.dialect.Writers);
    }

    private static void Clear(ConcurrentBag<Session> sessions)
    {
        while (sessions.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    // A session that waited may have lost its server meanwhile, and a read can be asked twice.
    private T Read<T>(Func<Session, T> read, bool again)
    {
        var session = this.idle.TryTake(out var waiting) && waiting.Connection.State == ConnectionState.Open ? waiting : new Session(this.dialect, ConnectionUse.Read);
        try
        {
            T result;
            using (session.Begin(this.dialect.BeginRead(session.Connection)))
            {
                result = read(session);
            }

            this.Return(session);
            session = null;
            return result;
        }
        catch (DbException problem) when (again && session == waiting && this.dialect.IsGone(problem))
        {
            Clear(this.idle);
            return this.Read(read, again: false);
        }
        finally
        {
            session?.Dispose();
        }
    }

    private T Write<T>(Durability durability, Func<Session, T> write, CancellationToken cancellationToken)
    {
        var (session, begun) = this.Begin(durability);
        try
        {
            T result;
            using (var transaction = begun)
            {
                session.Under(this.rights);
                result = write(session);
                cancellationToken.ThrowIfCancellationRequested();
                session.Flush();
                transaction.Commit();
            }

            session.End();
            this.writers.Add(session);
            return result;
        }
        catch
        {
            // A connection on which something failed is not used again.
            session.Dispose();
            throw;
        }
    }

    // Nothing has been done yet where a transaction cannot begin, so a session that lost its server while it waited is replaced.
    private (Session Session, DbTransaction Transaction) Begin(Durability durability)
    {
        while (this.writers.TryTake(out var waiting))
        {
            if (waiting.Connection.State != ConnectionState.Open)
            {
                waiting.Dispose();
                continue;
            }

            try
            {
                return (waiting, waiting.Begin(this.dialect.BeginWrite(waiting.Connection, durability)));
            }
            catch (DbException problem) when (this.dialect.IsGone(problem))
            {
                waiting.Dispose();
            }
            catch
            {
                waiting.Dispose();
                throw;
            }
        }

        var session = new Session(this.dialect, ConnectionUse.Write);
        try
        {
            return (session, session.Begin(this.dialect.BeginWrite(session.Connection, durability)));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private T Translated<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (DbException problem)
        {
            throw this.dialect.Translate(problem);
        }
    }

    private void Return(Session session)
    {
        session.End();
        if (this.disposed || this.idle.Count >= Environment.ProcessorCount * 2)
        {
            session.Dispose();
            return;
        }

        this.idle.Add(session);
    }
}
