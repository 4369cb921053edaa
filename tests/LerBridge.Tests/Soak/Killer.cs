using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Tests.Soak;

/// <summary>Ends a night from outside when its time has come: at a batch, at a request or at a step of the run.</summary>
internal sealed class Killer(Mischief? mischief) : IProgress<RunProgress>, IDisposable
{
    private readonly CancellationTokenSource ends = new();
    private int batches;
    private int requests;
    private int steps;

    public CancellationToken Token => this.ends.Token;

    public bool HasKilled => this.ends.IsCancellationRequested;

    public void Batch() => this.Count(ref this.batches, mischief?.KillAfterBatches);

    public void Request() => this.Count(ref this.requests, mischief?.KillAfterRequests);

    public void Report(RunProgress value) => this.Count(ref this.steps, mischief?.KillAfterSteps);

    public void Dispose() => this.ends.Dispose();

    private void Count(ref int count, int? limit)
    {
        if (Interlocked.Increment(ref count) == limit)
        {
            this.ends.Cancel();
        }
    }
}

/// <summary>A connector that is watched: what it throws is kept with everything that an exception prints.</summary>
internal sealed class WatchedConnector(IConnector inner) : IConnector
{
    public string Name => inner.Name;

    public string Kind => inner.Kind;

    public IReadOnlyList<RecordSchema> Streams => inner.Streams;

    public Killer? Killer { get; set; }

    public ConcurrentQueue<Exception> Thrown { get; } = new();

    public Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    public async IAsyncEnumerable<SourceBatch> PullAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var batches = inner.PullAsync(request with { BatchSize = 40 }, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await this.NextAsync(batches))
        {
            yield return batches.Current;
            this.Killer?.Batch();
        }
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<SourceBatch> batches)
    {
        try
        {
            return await batches.MoveNextAsync();
        }
        catch (Exception problem)
        {
            this.Thrown.Enqueue(problem);
            throw;
        }
    }
}

/// <summary>The wire to a system: counts the requests, and remembers what was used to sign in and where it was sent.</summary>
internal sealed class WatchedWire() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    public Killer? Killer { get; set; }

    public ConcurrentDictionary<string, bool> Tokens { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, bool> Hosts { get; } = new(StringComparer.Ordinal);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        this.Killer?.Request();
        if (request.Headers.Authorization?.Parameter is { Length: > 0 } token)
        {
            this.Tokens[token] = true;
            this.Hosts[request.RequestUri?.Authority ?? string.Empty] = true;
        }

        return base.SendAsync(request, cancellationToken);
    }
}
