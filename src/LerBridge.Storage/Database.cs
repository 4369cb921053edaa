using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using LerBridge.Storage.Dialects;

namespace LerBridge.Storage;

/// <summary>The door to the engine: one call, one transaction. Writers of this process queue here instead of fighting over the engine's lock.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly ISqlDialect dialect;
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly ConcurrentBag<Session> idle = [];
    private Session? writer;
    private volatile bool disposed;

    public Database(ISqlDialect dialect) => this.dialect = dialect;

    /// <summary>Runs something outside any transaction, on the writer's connection.</summary>
    public async Task PrepareAsync(Action<DbConnection> prepare, CancellationToken cancellationToken)
    {
        await this.writing.WaitAsync(cancellationToken);
        try
        {
            this.writer ??= new Session(this.dialect.Open(ConnectionUse.Write));
            prepare(this.writer.Connection);
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
        Session? session = null;
        try
        {
            session = this.Rent();
            T result;
            using (session.Begin(this.dialect.BeginRead(session.Connection)))
            {
                result = read(session);
            }

            this.Return(session);
            session = null;
            return Task.FromResult(result);
        }
        catch (DbException problem)
        {
            throw this.dialect.Translate(problem);
        }
        finally
        {
            session?.Dispose();
        }
    }

    /// <summary>Reads row by row, in one state of the ledger. For reads that end soon: an open one keeps the write-ahead log from being folded back.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(Func<Session, DbDataReader> open, Func<DbDataReader, T> row, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var session = this.Translated(this.Rent);
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
            this.writer ??= new Session(this.dialect.Open(ConnectionUse.Write));
            using var transaction = this.writer.Begin(this.dialect.BeginWrite(this.writer.Connection, durability));
            var result = write(this.writer);
            cancellationToken.ThrowIfCancellationRequested();
            transaction.Commit();
            return result;
        }
        catch (DbException problem)
        {
            // A connection on which something failed is not used again.
            this.writer?.Dispose();
            this.writer = null;
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
        await this.writing.WaitAsync(CancellationToken.None);
        this.disposed = true;
        this.writer?.Dispose();
        this.writer = null;
        while (this.idle.TryTake(out var session))
        {
            session.Dispose();
        }

        this.writing.Release();
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

    private Session Rent() => this.idle.TryTake(out var session) ? session : new Session(this.dialect.Open(ConnectionUse.Read));

    private void Return(Session session)
    {
        if (this.disposed || this.idle.Count >= Environment.ProcessorCount * 2)
        {
            session.Dispose();
            return;
        }

        session.End();
        this.idle.Add(session);
    }
}
