using System.Diagnostics.CodeAnalysis;

namespace LerBridge.Connectors.Shared;

/// <summary>
/// Fetches a file from an address that is signed by itself, on whatever host: never with a token, following redirects by hand, over TLS unless the source itself is spoken to without. The address is
/// as good as a password for as long as it lasts, so it is in no message.
/// </summary>
internal sealed class SignedDownload(HttpClient client, Uri home, TimeProvider time, TimeSpan idle)
{
    private const int MostRedirects = 5;
    private const long LargestFile = 8L * 1024 * 1024 * 1024;

    /// <summary>Fetches the file into a temporary one that is gone once it is closed.</summary>
    /// <exception cref="RequestFailedException">It could not be had. <see cref="FailureReason.NotFound"/> also where the address is no longer good: another has to be asked for.</exception>
    public async Task<FileStream> FetchAsync(string address, CancellationToken cancellationToken)
    {
        var file = new FileStream(Path.GetTempFileName(), new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        try
        {
            using var response = await this.OpenAsync(address, cancellationToken);
            var expected = response.Content.Headers.ContentLength;
            await using var body = new WatchedStream(await response.Content.ReadAsStreamAsync(cancellationToken), idle, LargestFile, time);
            await body.CopyToAsync(file, cancellationToken);
            if (expected is { } length && file.Length < length)
            {
                throw new RequestFailedException(FailureReason.Dropped);
            }

            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(string address, CancellationToken cancellationToken)
    {
        var at = this.Allowed(home, address);
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            var response = await this.SendAsync(at, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } location)
                {
                    at = this.Allowed(at, location.OriginalString);
                    continue;
                }

                throw new RequestFailedException((int)response.StatusCode switch
                {
                    400 or 401 or 403 or 404 or 410 => FailureReason.NotFound,
                    429 => FailureReason.Throttled,
                    >= 500 => FailureReason.ServerFailing,
                    _ => FailureReason.Rejected,
                })
                { Status = response.StatusCode };
            }
        }

        throw new RequestFailedException(FailureReason.EndlessPages) { Detail = "the download is redirected again and again" };
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The caller owns the response.")]
    private async Task<HttpResponseMessage> SendAsync(Uri at, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(idle, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, at), HttpCompletionOption.ResponseHeadersRead, both.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new RequestFailedException(FailureReason.TimedOut);
        }
    }

    private Uri Allowed(Uri from, string address) =>
        Uri.TryCreate(from, address, out var at) && (at.Scheme == Uri.UriSchemeHttps || (at.Scheme == Uri.UriSchemeHttp && home.Scheme == Uri.UriSchemeHttp && at.IsLoopback))
            ? at
            : throw new RequestFailedException(FailureReason.LeavesHost) { Detail = "a download is offered without TLS" };
}
