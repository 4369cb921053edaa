using LerBridge.Core.Delivery;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Ledger;
using LerBridge.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace LerBridge.Core.Pipeline;

/// <summary>Sends what is due, destination by destination side by side, and writes down every answer.</summary>
public sealed class OutboxPump
{
    private const int BatchSize = 64;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SettleWithin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SettleAgain = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);
    private const int MostTurns = 600;

    private readonly BridgeServices services;
    private readonly ILogger log;

    /// <summary>Makes the pump.</summary>
    public OutboxPump(BridgeServices services)
    {
        this.services = services;
        this.log = services.Logs.CreateLogger<OutboxPump>();
    }

    /// <summary>
    /// Sends everything that is due now, each message once. What a destination had barred goes out again as soon as it takes something, since that shows that its
    /// token and address are right again.
    /// </summary>
    /// <param name="ask">True to offer one barred message of each destination as a question, whether or not there is anything new to send.</param>
    /// <param name="progress">Told how many messages were handled.</param>
    /// <param name="cancellationToken">Ends it after the messages under way.</param>
    /// <returns>How many messages were handled, and how many of them were accepted.</returns>
    public async Task<PumpResult> PumpAsync(bool ask, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        await using var right = await this.WaitForTurnAsync(cancellationToken);
        if (right is null)
        {
            return new PumpResult(0, 0);
        }

        // Messages that come due while we send belong to the next round, or a receiver that always says "later" would keep us here.
        var now = this.services.Time.GetUtcNow();
        var (handled, accepted) = (0, 0);
        if (ask)
        {
            await this.AskAsync(now, cancellationToken);
        }

        var due = await this.services.Outbox.DueDestinationsAsync(now, cancellationToken);
        await Parallel.ForEachAsync(due, cancellationToken, async (name, token) =>
        {
            if (!this.services.Destinations.TryGetValue(name, out var destination))
            {
                Log.UnknownDestination(this.log, name);
                return;
            }

            var open = false;
            while (await this.SendBatchAsync(destination, now, token) is { Handled: > 0 } sent)
            {
                progress?.Report(Interlocked.Add(ref handled, sent.Handled));
                Interlocked.Add(ref accepted, sent.Accepted);
                if (sent.Accepted > 0 && !open)
                {
                    open = true;
                    await this.services.Outbox.OfferAgainAsync(name, int.MaxValue, now, now - RetryLadder.Rest, token);
                }
            }
        });
        return new PumpResult(handled, accepted);
    }

    private async Task AskAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var name in this.services.Destinations.Keys)
        {
            await this.services.Outbox.OfferAgainAsync(name, 1, now, now - RetryLadder.Rest, cancellationToken);
        }
    }

    // Another process that sends (serve beside run) has the outbox for a round only.
    private async Task<IAsyncDisposable?> WaitForTurnAsync(CancellationToken cancellationToken)
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            if (await this.services.Outbox.TryOwnAsync(cancellationToken) is { } right)
            {
                return right;
            }

            await Task.Delay(Turn, this.services.Time, cancellationToken);
        }

        return null;
    }

    private async Task<PumpResult> SendBatchAsync(IDestination destination, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var messages = destination.HonoursIdempotencyKey
            ? await this.services.Outbox.ClaimAsync(destination.Name, BatchSize, now, Lease, cancellationToken)
            : await this.services.Outbox.ClaimAsync(destination.Name, OnceSender.BatchSize, now, OnceSender.Lease, cancellationToken);
        if (messages.Count == 0)
        {
            return new PumpResult(0, 0);
        }

        IReadOnlyList<DeliveryOutcome> outcomes;
        var start = this.services.Time.GetTimestamp();
        try
        {
            outcomes = destination.HonoursIdempotencyKey
                ? await destination.DeliverAsync([.. messages.Select(message => message.Request)], cancellationToken)
                : await new OnceSender(this.services.Outbox, this.services.Time).DeliverAsync(destination, messages, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Some may have arrived; their keys tell the receiver when they come again. Where keys are not honoured, none was sent yet.
            await this.services.Outbox.ReleaseAsync([.. messages.Select(message => message.Id)], CancellationToken.None);
            throw;
        }

        BridgeTelemetry.Delivered(destination.Name, outcomes, this.services.Time.GetElapsedTime(start));
        var at = this.services.Time.GetUtcNow();
        var settlements = messages.Zip(outcomes, (message, outcome) => new Settlement(message.Id, at, outcome, Next(destination, message, outcome, at))).ToArray();
        await this.SettleAsync(settlements, at + SettleWithin, cancellationToken);
        foreach (var trouble in settlements.Where(settlement => settlement.Outcome is not DeliveryOutcome.Accepted).GroupBy(settlement => Describe(settlement.Outcome)))
        {
            Log.NotDelivered(this.log, destination.Name, trouble.Count(), trouble.Key);
        }

        return new PumpResult(messages.Count, outcomes.Count(outcome => outcome is DeliveryOutcome.Accepted));
    }

    // An answer that is not written down is asked for again when the lease has ended: a ledger that is gone for a while is worth waiting for, as long as the lease lasts.
    private async Task SettleAsync(IReadOnlyList<Settlement> settlements, DateTimeOffset until, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await this.services.Outbox.SettleAsync(settlements, CancellationToken.None);
                return;
            }
            catch (StoreException trouble) when (trouble.Kind == FailureKind.Transient && !cancellationToken.IsCancellationRequested && this.services.Time.GetUtcNow() < until)
            {
                Log.NotWritten(this.log, settlements.Count, trouble.Code, trouble.Message);
                await Task.Delay(SettleAgain, this.services.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static DateTimeOffset? Next(IDestination destination, OutboxMessage message, DeliveryOutcome outcome, DateTimeOffset at) => outcome switch
    {
        DeliveryOutcome.RetryLater later => RetryLadder.After(message.Attempts + 1, later.After) is { } wait ? at + wait : null,
        DeliveryOutcome.Unanswered => OnceSender.NextQuestion(destination, message.Attempts + 1, at),
        _ => null,
    };

    private static string Describe(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.RetryLater later => $"{later.Code} {later.Reason}",
        DeliveryOutcome.Unanswered unanswered => $"{unanswered.Code} {unanswered.Reason}",
        DeliveryOutcome.Barred barred => $"{barred.Code} {barred.Reason}",
        DeliveryOutcome.Refused refused => $"{refused.Code} {refused.Reason}",
        _ => "accepted",
    };

    private static class Log
    {
        private static readonly Action<ILogger, string, Exception?> Unknown = LoggerMessage.Define<string>(
            LogLevel.Warning, new EventId(700, nameof(UnknownDestination)), "Messages wait for destination '{Destination}', which the settings no longer name.");

        private static readonly Action<ILogger, string, int, string, Exception?> Failed = LoggerMessage.Define<string, int, string>(
            LogLevel.Warning, new EventId(701, nameof(NotDelivered)), "Destination '{Destination}' did not take {Count} messages: {Reason}");

        private static readonly Action<ILogger, int, string, string, Exception?> Unwritten = LoggerMessage.Define<int, string, string>(
            LogLevel.Warning, new EventId(702, nameof(NotWritten)), "The answers to {Count} messages wait to be written down: {Code} {Reason}");

        public static void NotWritten(ILogger log, int count, string code, string reason) => Unwritten(log, count, code, reason, null);

        public static void UnknownDestination(ILogger log, string destination) => Unknown(log, destination, null);

        public static void NotDelivered(ILogger log, string destination, int count, string reason) => Failed(log, destination, count, reason, null);
    }
}

/// <summary>What a round of the pump came to.</summary>
/// <param name="Handled">Messages that were tried.</param>
/// <param name="Accepted">Those that the destinations have now.</param>
public readonly record struct PumpResult(int Handled, int Accepted);
