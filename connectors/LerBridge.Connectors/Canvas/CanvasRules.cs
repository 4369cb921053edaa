using System.Net;
using System.Net.Http.Headers;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Canvas;

/// <summary>Canvas' token, and its own meaning of 401 and 403.</summary>
internal sealed class CanvasRules(Secret token) : IVendorRules
{
    public ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        return default;
    }

    public bool Renew(HttpRequestMessage refused) => false;

    public FailureReason? Judge(HttpStatusCode status, HttpResponseHeaders headers, ReadOnlySpan<byte> body) => status switch
    {
        // Self-hosted and older servers throttle with 403; every other 403 is a permission (facts §4).
        HttpStatusCode.Forbidden when body.IndexOf("Rate Limit Exceeded"u8) >= 0 => FailureReason.Throttled,

        // Without the challenge the token is good, but its user may not see the resource (facts §1).
        HttpStatusCode.Unauthorized when headers.WwwAuthenticate.Count == 0 && body.IndexOf("access token"u8) < 0 => FailureReason.Forbidden,
        _ => null,
    };
}
