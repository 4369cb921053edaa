using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.Json;
using LerBridge.Core.Credentials;
using LerBridge.Core.Delivery;

namespace LerBridge.Delivery.Http;

/// <summary>The requests to one HTTP destination.</summary>
internal sealed class HttpDestinationClient : IDisposable
{
    private readonly HttpOptions options;
    private readonly TimeProvider time;
    private readonly HttpClient http;
    private readonly Uri status;

    public HttpDestinationClient(HttpOptions options, TimeProvider time, HttpMessageHandler handler)
    {
        this.options = options;
        this.time = time;
        this.status = new UriBuilder(options.Url) { Path = options.Url.AbsolutePath.TrimEnd('/') + "/status" }.Uri;
        this.http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Posts a signed credential, byte for byte as it was signed.</summary>
    public Task<HttpAnswer> PostCredentialAsync(DeliveryRequest delivery, CancellationToken cancellationToken) =>
        this.PostAsync(this.options.Url, delivery, Bytes(delivery.Document), delivery.MediaType, cancellationToken);

    /// <summary>Posts what a credential is worth now, and since when.</summary>
    public Task<HttpAnswer> PostStatusAsync(DeliveryRequest delivery, CancellationToken cancellationToken)
    {
        var word = delivery.State switch
        {
            CredentialState.Revoked => "revoked",
            CredentialState.Suspended => "suspended",
            _ => "valid",
        };
        var since = delivery.Since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var body = JsonSerializer.SerializeToUtf8Bytes(new StatusMessage(delivery.CredentialId, word, since), HttpJson.Default.StatusMessage);
        return this.PostAsync(this.status, delivery, body, "application/json", cancellationToken);
    }

    /// <summary>Asks whether the receiver has what a delivery told it.</summary>
    public async Task<HttpAnswer> AskAsync(AskTemplate template, DeliveryRequest delivery, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, template.Of(delivery));
        this.Sign(request);
        using var limit = this.Limit(cancellationToken);
        using var response = await this.http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        return await HttpAnswer.ReadAsync(response, this.options.BearerToken, this.time.GetUtcNow(), limit.Token, cancellationToken);
    }

    /// <summary>Asks for nothing, to see whether somebody answers.</summary>
    public async Task<HttpStatusCode> ReachAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, this.options.Url);
        this.Sign(request);
        using var limit = this.Limit(cancellationToken);
        using var response = await this.http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        return response.StatusCode;
    }

    public void Dispose() => this.http.Dispose();

    private async Task<HttpAnswer> PostAsync(Uri url, DeliveryRequest delivery, byte[] body, string mediaType, CancellationToken cancellationToken)
    {
        var content = new DeliveryContent(body, mediaType);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.Add("Idempotency-Key", delivery.IdempotencyKey);
        this.Sign(request);
        using var limit = this.Limit(cancellationToken);
        HttpResponseMessage response;
        try
        {
            response = await this.http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        }
        catch (Exception problem) when (content.Begun && HttpTrouble.IsExpected(problem, cancellationToken))
        {
            throw new UnansweredException(problem);
        }

        using (response)
        {
            return await HttpAnswer.ReadAsync(response, this.options.BearerToken, this.time.GetUtcNow(), limit.Token, cancellationToken);
        }
    }

    private void Sign(HttpRequestMessage request)
    {
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("LerBridge", "1"));
        if (this.options.BearerToken is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        }
    }

    private RequestLimit Limit(CancellationToken cancellationToken) => new(this.options.Timeout, this.time, cancellationToken);

    private static byte[] Bytes(ReadOnlyMemory<byte> document) =>
        MemoryMarshal.TryGetArray(document, out var segment) && segment.Array is { } array && segment.Count == array.Length ? array : document.ToArray();

    /// <summary>Ends a request when its time is up or the caller no longer waits.</summary>
    private sealed class RequestLimit : IDisposable
    {
        private readonly CancellationTokenSource timeout;
        private readonly CancellationTokenSource either;

        public RequestLimit(TimeSpan after, TimeProvider time, CancellationToken cancellationToken)
        {
            this.timeout = new CancellationTokenSource(after, time);
            this.either = CancellationTokenSource.CreateLinkedTokenSource(this.timeout.Token, cancellationToken);
        }

        public CancellationToken Token => this.either.Token;

        public void Dispose()
        {
            this.either.Dispose();
            this.timeout.Dispose();
        }
    }
}
