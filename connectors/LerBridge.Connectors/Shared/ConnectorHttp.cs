using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace LerBridge.Connectors.Shared;

/// <summary>
/// How every connector talks HTTP. One attempt is: take a turn at the gate, authorize, send, read the whole answer within bounds, parse it. All of that is tried again together,
/// so that an answer that breaks off half way is never half used.
/// </summary>
internal sealed class ConnectorHttp
{
    private const int JudgedBytes = 4096;
    private static readonly ResiliencePropertyKey<string> WhatKey = new("what");

    private readonly string connector;
    private readonly Uri home;
    private readonly HttpClient client;
    private readonly IVendorRules rules;
    private readonly HttpTuning tuning;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly RateGate gate;
    private readonly RetryBudget budget;
    private readonly ResiliencePipeline retry;
    private readonly ResiliencePipeline timeout;

    public ConnectorHttp(string connector, Uri home, HttpClient client, IVendorRules rules, HttpTuning tuning, TimeProvider time, ILogger log)
    {
        this.connector = connector;
        this.home = home;
        this.client = client;
        this.rules = rules;
        this.tuning = tuning;
        this.time = time;
        this.log = log;
        this.gate = new RateGate(tuning.MaxConcurrency, time);
        this.budget = new RetryBudget(tuning.RetryBudget, tuning.RetryPerSuccess);
        this.timeout = new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(tuning.Timeout).Build();
        this.retry = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(this.RetryOptions()).Build();
    }

    /// <summary>A client whose requests go where they are sent and nowhere else.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client owns the handler; a connector lives as long as the process.")]
    public static HttpClient NewClient(HttpMessageHandler? wire) => new(wire ?? new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(20),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 64,
    })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    /// <summary>The address of a path below the source's own, which may have a path itself.</summary>
    public Uri Address(string pathAndQuery) => new(this.home.GetLeftPart(UriPartial.Path).TrimEnd('/') + pathAndQuery, UriKind.Absolute);

    /// <summary>A link that the source gave, as an address of the same host.</summary>
    /// <exception cref="RequestFailedException">It leads elsewhere.</exception>
    public Uri Follow(Uri from, string link)
    {
        if (Uri.TryCreate(from, link, out var next) && next.Scheme == this.home.Scheme && next.Host == this.home.Host && next.Port == this.home.Port)
        {
            return next;
        }

        throw new RequestFailedException(FailureReason.LeavesHost);
    }

    /// <summary>Asks and parses, with retries.</summary>
    /// <exception cref="ConnectorException">It could not be had.</exception>
    public Task<T> ReadAsync<T>(HttpCall call, Func<HttpReply, T> parse, CancellationToken cancellationToken) =>
        this.TryAsync(call, (self: this, call, parse), static (state, token) => state.self.AttemptAsync(state.call, state.parse, token), cancellationToken);

    /// <summary>Asks, with retries until the answer begins; its body is then read by the caller, and holds its turn until disposed.</summary>
    /// <exception cref="ConnectorException">It could not be had.</exception>
    public Task<StreamedReply> OpenAsync(HttpCall call, CancellationToken cancellationToken) =>
        this.TryAsync(call, (self: this, call), static (state, token) => state.self.OpenOnceAsync(state.call, token), cancellationToken);

    /// <summary>Puts a failure into a message for people.</summary>
    public ConnectorException Explain(string what, RequestFailedException failure)
    {
        var rule = FailureRule.Of(failure.Reason);
        var status = failure.Status is { } code ? string.Create(CultureInfo.InvariantCulture, $" (HTTP {(int)code})") : string.Empty;
        var detail = failure.Detail is { } more ? $": {more}" : string.Empty;
        return new ConnectorException(
            rule.Kind,
            rule.Code,
            $"{this.connector}: {this.home.GetLeftPart(UriPartial.Authority)} {rule.Happened}{status}{detail}, while reading {what}. {rule.Advice}.",
            failure.InnerException);
    }

    private async Task<T> TryAsync<T, TState>(HttpCall call, TState state, Func<TState, CancellationToken, ValueTask<T>> attempt, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(WhatKey, call.What);
        try
        {
            return await this.retry.ExecuteAsync(static (inner, pair) => pair.attempt(pair.state, inner.CancellationToken), context, (state, attempt));
        }
        catch (Exception problem) when (RequestFailedException.From(problem) is { } failure)
        {
            // Whoever is ended while an attempt fails was ended: the failure is not tried again and explains nothing.
            cancellationToken.ThrowIfCancellationRequested();
            throw this.Explain(call.What, failure);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<T> AttemptAsync<T>(HttpCall call, Func<HttpReply, T> parse, CancellationToken cancellationToken)
    {
        using var turn = await this.gate.EnterAsync(cancellationToken);
        return await this.timeout.ExecuteAsync(
            static async (state, token) =>
            {
                using var response = await state.self.SendAsync(state.call, token);
                using var body = await BoundedBody.ReadAsync(response.Content, state.self.tuning.LargestAnswer, token);
                var address = response.RequestMessage?.RequestUri ?? state.self.home;
                var value = state.parse(new HttpReply(address, response.Headers, response.Content.Headers.ContentType?.MediaType, body.Memory));
                state.self.budget.Earn();
                return value;
            },
            (self: this, call, parse),
            cancellationToken);
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The reply owns the response and the turn.")]
    private async ValueTask<StreamedReply> OpenOnceAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var turn = await this.gate.EnterAsync(cancellationToken);
        try
        {
            var response = await this.timeout.ExecuteAsync(static async (state, token) => await state.self.SendAsync(state.call, token), (self: this, call), cancellationToken);
            this.budget.Earn();
            return new StreamedReply(response, turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Sends, and judges the status. A refused sign-in is tried once more where the vendor has fresh credentials to offer.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpCall call, CancellationToken cancellationToken)
    {
        for (var renewed = false; ; renewed = true)
        {
            using var request = call.Request();
            await this.rules.AuthorizeAsync(request, cancellationToken);
            var response = await this.client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                this.gate.Succeeded(Remaining(response));
                return response;
            }

            using (response)
            {
                var failure = await this.JudgeAsync(response, cancellationToken);
                if (failure.Reason != FailureReason.SignInRefused || renewed || !this.rules.Renew(request))
                {
                    throw failure;
                }
            }
        }
    }

    private async Task<RequestFailedException> JudgeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var start = await StartOfBodyAsync(response, cancellationToken);
        var status = response.StatusCode;
        var reason = this.rules.Judge(status, response.Headers, start) ?? Common(status);
        TimeSpan? wait = null;
        if (reason is FailureReason.Throttled or FailureReason.ServerFailing)
        {
            wait = RetryAfter.Parse(response.Headers.TryGetValues("Retry-After", out var values) ? values.FirstOrDefault() : null, this.time.GetUtcNow());
        }

        if (reason == FailureReason.Throttled)
        {
            this.gate.Throttled(wait <= this.tuning.LongestWait ? wait : null);
        }

        return new RequestFailedException(reason)
        {
            Status = status,
            Wait = wait,
            Detail = wait > this.tuning.LongestWait
                ? string.Create(CultureInfo.InvariantCulture, $"it asks to wait for {wait.Value.TotalSeconds:F0} seconds")
                : this.rules.Tell(status, start),
        };
    }

    private static FailureReason Common(HttpStatusCode status) => (int)status switch
    {
        >= 300 and < 400 => FailureReason.Redirected,
        401 => FailureReason.SignInRefused,
        403 => FailureReason.Forbidden,
        404 or 410 => FailureReason.NotFound,
        408 => FailureReason.TimedOut,
        425 or 429 => FailureReason.Throttled,
        >= 500 => FailureReason.ServerFailing,
        _ => FailureReason.Rejected,
    };

    private RetryStrategyOptions RetryOptions() => new()
    {
        MaxRetryAttempts = Enum.GetValues<FailureReason>().Max(reason => FailureRule.Of(reason).Retries),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = this.tuning.FirstWait,
        MaxDelay = this.tuning.LongestBackoff,
        ShouldHandle = args => new ValueTask<bool>(this.MayRetry(args.Outcome.Exception, args.AttemptNumber, args.Context.CancellationToken)),
        DelayGenerator = args => new ValueTask<TimeSpan?>((args.Outcome.Exception as RequestFailedException)?.Wait),
        OnRetry = args =>
        {
            var reason = args.Outcome.Exception is { } problem ? RequestFailedException.From(problem)?.Reason : null;
            ConnectorLog.Retrying(this.log, this.connector, args.Context.Properties.GetValue(WhatKey, "a page"), reason ?? FailureReason.Dropped, args.AttemptNumber + 1, args.RetryDelay.TotalSeconds);
            return default;
        },
    };

    private bool MayRetry(Exception? problem, int attempt, CancellationToken cancellationToken)
    {
        if (problem is null || cancellationToken.IsCancellationRequested || RequestFailedException.From(problem) is not { } failure)
        {
            return false;
        }

        return attempt < FailureRule.Of(failure.Reason).Retries
            && !(failure.Wait > this.tuning.LongestWait)
            && (failure.Reason == FailureReason.Throttled || this.budget.TryTake());
    }

    private static double? Remaining(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-Rate-Limit-Remaining", out var values)
        && double.TryParse(values.FirstOrDefault(), NumberStyles.Float, CultureInfo.InvariantCulture, out var left)
        && double.IsFinite(left)
            ? left
            : null;

    private static async Task<byte[]> StartOfBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(JudgedBytes);
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var length = await stream.ReadAtLeastAsync(buffer.AsMemory(0, JudgedBytes), JudgedBytes, throwOnEndOfStream: false, cancellationToken);
            return buffer[..length];
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            return [];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
