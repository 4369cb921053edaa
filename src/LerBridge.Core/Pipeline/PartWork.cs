using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// Takes parts of a run, as many side by side as this process may, and works at them until none is left. Who began the run stays until the last one is done, and takes over what another dies over; who helps
/// goes when there is nothing to take.
/// </summary>
internal sealed partial class PartWork
{
    private const int MostTries = 5;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(200);

    // Who this process is, among those that take parts: processes come and go under the same number.
    private static readonly string Node = $"{Environment.MachineName}:{Environment.ProcessId}:{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4))}";

    private readonly BridgeServices services;
    private readonly IPartLedger parts;
    private readonly RunEntry run;
    private readonly Func<PartWork, RunPart, CancellationToken, Task> work;
    private readonly ILogger log;
    private int done;

    /// <param name="services">What it stands on.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="run">The run.</param>
    /// <param name="work">What is done to a part.</param>
    public PartWork(BridgeServices services, IPartLedger parts, RunEntry run, Func<PartWork, RunPart, CancellationToken, Task> work)
    {
        this.services = services;
        this.parts = parts;
        this.run = run;
        this.work = work;
        this.log = services.Logs.CreateLogger<PartWork>();
    }

    /// <summary>For how long a part is kept from others without a word.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Works until every part is done, by whomever.</summary>
    public Task<int> ToTheEndAsync(Action<int, int> progress, CancellationToken cancellationToken) => this.RunAsync(progress, cancellationToken);

    /// <summary>Works until there is nothing to take.</summary>
    /// <returns>How many parts were done here.</returns>
    public Task<int> HelpAsync(CancellationToken cancellationToken) => this.RunAsync(progress: null, cancellationToken);

    /// <summary>Does something to a part again where it met another part, or the ledger could not be reached; nothing of it was written then.</summary>
    public async Task<T> AgainAsync<T>(Func<Task<T>> step, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await step();
            }
            catch (StoreException trouble) when (trouble.Kind == FailureKind.Transient && tries < MostTries)
            {
                await Task.Delay(BetweenTries * tries, this.services.Time, cancellationToken);
            }
        }
    }

    // One that fails ends the others at their next safe point, so that its reason is told and not waited for.
    private async Task<int> RunAsync(Action<int, int>? progress, CancellationToken cancellationToken)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, this.services.Parallel).Select(_ => Task.Run(
            async () =>
            {
                try
                {
                    await this.TakeAsync(progress, failed.Token);
                }
                catch
                {
                    await failed.CancelAsync();
                    throw;
                }
            },
            CancellationToken.None)));
        if (this.done > 0)
        {
            LogDone(this.log, this.run.Id, this.done, this.run.State.ToString());
        }

        return this.done;
    }

    private async Task TakeAsync(Action<int, int>? progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = await this.parts.TakeAsync(this.run.Id, this.run.State, Node, this.services.Time.GetUtcNow(), Lease, cancellationToken);
            if (part is not null)
            {
                await this.WorkAsync(part, cancellationToken);
                Interlocked.Increment(ref this.done);
            }
            else if (progress is null)
            {
                return;
            }

            if (progress is not null)
            {
                var (all, ended) = await this.parts.StandingAsync(this.run.Id, cancellationToken);
                progress(ended, all);
                if (ended >= all)
                {
                    return;
                }

                if (part is null)
                {
                    await Task.Delay(Look, this.services.Time, cancellationToken);
                }
            }
        }
    }

    private async Task WorkAsync(RunPart part, CancellationToken cancellationToken)
    {
        try
        {
            await this.work(this, part, cancellationToken);
        }
        catch
        {
            await this.ReleaseAsync(part);
            throw;
        }
    }

    private async Task ReleaseAsync(RunPart part)
    {
        try
        {
            await this.parts.ReleaseAsync(part, CancellationToken.None);
        }
        catch (StoreException trouble)
        {
            // Its lease ends by itself.
            LogKept(this.log, part.RunId, part.Number, trouble.Code);
        }
    }

    [LoggerMessage(EventId = 410, Level = LogLevel.Information, Message = "Of run '{Run}', {Parts} parts were done here ({State}).")]
    private static partial void LogDone(ILogger log, string run, int parts, string state);

    [LoggerMessage(EventId = 411, Level = LogLevel.Warning, Message = "Part {Part} of run '{Run}' could not be given back ({Code}); others wait for the end of its lease.")]
    private static partial void LogKept(ILogger log, string run, int part, string code);
}
