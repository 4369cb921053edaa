using System.Collections.Concurrent;
using System.Data.Common;
using LerBridge.Core.Diagnostics;
using LerBridge.Storage.Dialects;

namespace LerBridge.Storage.Rights;

/// <summary>
/// Rights as locks of the database server that belong to a connection of their own: the server takes one back when the connection ends, so a process that dies, on whichever machine, is taken over at once.
/// </summary>
/// <remarks>
/// A connection can end while its process lives on: a network that forgets it, a server that was started again. Another may then have the right, and this process not know. So each taking is counted, and
/// every transaction that writes under a right first reads that count and keeps it from being raised until it ends. Who was overtaken finds another count and writes nothing any more.
/// </remarks>
internal sealed class ServerRights : IRights
{
    private const string Count =
        """
        insert into run_right (name, taken) values (@name, 1)
        on conflict (name) do update set taken = run_right.taken + 1
        """;

    private const string Taken = "select taken from run_right where name = @name for share";

    private readonly ISqlDialect dialect;
    private readonly ConcurrentDictionary<string, Right> held = new(StringComparer.Ordinal);

    public ServerRights(ISqlDialect dialect) => this.dialect = dialect;

    public bool AreShared => true;

    public Task<IAsyncDisposable?> TryTakeAsync(string right, string subject, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IAsyncDisposable?>(this.TryTake(Name(right, subject)));
    }

    public void Demand(Session session, string right, string subject)
    {
        var name = Name(right, subject);
        if (this.held.TryGetValue(name, out var mine) && session.Scalar<long>(Taken, new { name }) != mine.Taken)
        {
            throw new StoreException(
                FailureKind.Transient,
                "LB8015",
                $"The right to run {(subject.Length == 0 ? right : subject)} was lost with its connection to {this.dialect.Place}, and another process has it now. Nothing more is written here; the other one goes on from what is kept.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var right in this.held.Values)
        {
            await right.DisposeAsync();
        }
    }

    private Right? TryTake(string name)
    {
        Session? session = null;
        try
        {
            session = new Session(this.dialect, ConnectionUse.Lock);
            if (!this.dialect.TryLock(session.Connection, name))
            {
                return null;
            }

            long taken;
            using (var transaction = session.Begin(this.dialect.BeginWrite(session.Connection, Durability.Server)))
            {
                session.Execute(Count, new { name });
                taken = session.Scalar<long>(Taken, new { name });
                transaction.Commit();
            }

            session.End();
            var right = new Right(this, name, taken, session);
            this.held[name] = right;
            session = null;
            return right;
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

    private static string Name(string right, string subject) => subject.Length == 0 ? right : $"{right}:{subject}";

    /// <summary>A right with the connection that it hangs on.</summary>
    private sealed class Right(ServerRights owner, string name, long taken, Session session) : IAsyncDisposable
    {
        public long Taken => taken;

        public ValueTask DisposeAsync()
        {
            owner.held.TryRemove(new KeyValuePair<string, Right>(name, this));

            // Ending the connection gives the lock back; it is nobody's business any more whether that went well.
            try
            {
                session.Dispose();
            }
            catch (DbException)
            {
            }

            return ValueTask.CompletedTask;
        }
    }
}
