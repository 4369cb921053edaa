using System.Net;
using LerBridge.Core.Delivery;
using LerBridge.Core.Sources;

namespace LerBridge.Delivery.Http;

/// <summary>A registry or wallet that takes signed credentials by HTTP: one request per credential, version and operation, the same idempotency key on every try.</summary>
internal sealed class HttpDestination : IDestination, IDisposable
{
    public const string KindName = "Http";

    private readonly HttpOptions options;
    private readonly HttpDestinationClient client;

    /// <param name="name">Its name in settings.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="handler">What carries the requests.</param>
    public HttpDestination(string name, HttpOptions options, TimeProvider time, HttpMessageHandler handler)
    {
        this.Name = name;
        this.options = options;
        this.client = new HttpDestinationClient(options, time, handler);
    }

    public string Name { get; }

    public string Kind => KindName;

    public bool IsThirdParty => true;

    public bool HonoursIdempotencyKey => this.options.HonoursIdempotencyKey;

    public bool CanBeAsked => this.options.AskUrl is not null;

    public bool Takes(DeliveryOperation operation) => operation is DeliveryOperation.Issue or DeliveryOperation.Correct || this.options.Status;

    public async Task<ConnectionReport> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var status = await this.client.ReachAsync(cancellationToken);
            return new ConnectionReport([new ConnectionFinding("reach", FindingResult.Yes), SignIn(status)]);
        }
        catch (Exception problem) when (HttpTrouble.IsExpected(problem, cancellationToken))
        {
            return new ConnectionReport([new ConnectionFinding("reach", FindingResult.No, HttpTrouble.Outcome(problem, this.options).Reason)]);
        }
    }

    public async Task<IReadOnlyList<DeliveryOutcome>> DeliverAsync(IReadOnlyList<DeliveryRequest> batch, CancellationToken cancellationToken)
    {
        var outcomes = new DeliveryOutcome[batch.Count];
        var work = new ParallelOptions { MaxDegreeOfParallelism = this.options.MaxConcurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, batch.Count), work, async (at, token) => outcomes[at] = await this.DeliverAsync(batch[at], token));
        return outcomes;
    }

    public async Task<Presence> AskAsync(DeliveryRequest request, CancellationToken cancellationToken)
    {
        if (this.options.AskUrl is not { } template)
        {
            return new Presence.Unknown("The receiver cannot be asked: AskUrl is not set.", Raw: null);
        }

        try
        {
            var answer = await this.client.AskAsync(template, request, cancellationToken);
            return (int)answer.Status switch
            {
                200 => new Presence.There(answer.Raw),
                404 => new Presence.Missing(answer.Raw),
                var status => new Presence.Unknown($"Asked whether it has it, the receiver answered {status}.", answer.Raw),
            };
        }
        catch (Exception problem) when (HttpTrouble.IsExpected(problem, cancellationToken))
        {
            return new Presence.Unknown($"It could not be asked: {HttpTrouble.Outcome(problem, this.options).Reason}", Raw: null);
        }
    }

    public void Dispose() => this.client.Dispose();

    private async Task<DeliveryOutcome> DeliverAsync(DeliveryRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var carries = request.Operation is DeliveryOperation.Issue or DeliveryOperation.Correct;
            var answer = carries ? await this.client.PostCredentialAsync(request, cancellationToken) : await this.client.PostStatusAsync(request, cancellationToken);
            return answer.ToOutcome(addressed: carries, this.options.HonoursIdempotencyKey);
        }
        catch (UnansweredException unanswered)
        {
            var later = HttpTrouble.Outcome(unanswered.InnerException ?? unanswered, this.options);
            return this.options.HonoursIdempotencyKey ? later : HttpTrouble.MayHaveArrived(later.Reason, raw: null);
        }
        catch (Exception problem) when (HttpTrouble.IsExpected(problem, cancellationToken))
        {
            return HttpTrouble.Outcome(problem, this.options);
        }
    }

    private static ConnectionFinding SignIn(HttpStatusCode status) => (int)status switch
    {
        401 or 403 => new ConnectionFinding("sign in", FindingResult.No, "The receiver refuses the token. Put a fresh one into BearerTokenFile."),
        >= 200 and < 300 => new ConnectionFinding("sign in", FindingResult.Yes),
        _ => new ConnectionFinding("sign in", FindingResult.Unknown, $"The receiver answers {(int)status} to a question without a credential; a delivery will show."),
    };
}
