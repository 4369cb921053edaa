using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace LerBridge.Credentials.Online;

/// <summary>Fetches one public document: HTTPS, GET, nothing of ours sent along, bounded in size, time and redirects.</summary>
/// <param name="wire">What connects; see <see cref="PublicWire"/>. Not disposed here.</param>
/// <param name="time">For the time limit.</param>
internal sealed class DocumentFetcher(HttpMessageHandler wire, TimeProvider time) : IDisposable
{
    private const int MaxRedirects = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly HttpMessageInvoker http = new(wire, disposeHandler: false);

    /// <returns>The bytes, or why there are none, in words.</returns>
    public async Task<(byte[]? Bytes, string? Refusal)> FetchAsync(Uri url, int maxBytes, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await this.FollowAsync(url, maxBytes, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"no answer within {Limit.TotalSeconds:0} seconds");
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or SocketException or AuthenticationException)
        {
            return (null, problem is HttpRequestException { InnerException: SocketException or AuthenticationException } ? "the host cannot be reached over HTTPS" : problem.Message);
        }
    }

    public void Dispose() => this.http.Dispose();

    private async Task<(byte[]? Bytes, string? Refusal)> FollowAsync(Uri url, int maxBytes, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            if (url.Scheme != Uri.UriSchemeHttps || url.UserInfo.Length > 0)
            {
                return (null, "only https addresses without a user name are fetched");
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.TryAddWithoutValidation("Accept", "application/vc, application/vc+jwt, application/jwt, application/did, application/json, application/ld+json, */*;q=0.1");
            using var response = await this.http.SendAsync(request, cancellationToken);
            if (response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            {
                if (response.Headers.Location is not { } location || !Uri.TryCreate(url, location, out var next))
                {
                    return (null, "a redirect to nowhere");
                }

                url = next;
                continue;
            }

            return response.StatusCode == HttpStatusCode.OK
                ? await ReadAsync(response, maxBytes, cancellationToken)
                : (null, $"the answer was {(int)response.StatusCode}");
        }

        return (null, $"more than {MaxRedirects} redirects");
    }

    private static async Task<(byte[]? Bytes, string? Refusal)> ReadAsync(HttpResponseMessage response, int maxBytes, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > maxBytes)
        {
            return (null, $"it has more than {maxBytes} bytes");
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (bytes.Length + read > maxBytes)
            {
                return (null, $"it has more than {maxBytes} bytes");
            }

            bytes.Write(buffer, 0, read);
        }

        return (bytes.ToArray(), null);
    }
}
