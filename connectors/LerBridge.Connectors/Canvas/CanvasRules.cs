using System.Net;
using System.Net.Http.Headers;
using LerBridge.Connectors.Shared;
using LerBridge.Connectors.Shared.OAuth;
using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Canvas;

/// <summary>Canvas' token, fixed or asked for with a refresh token, and its own meaning of 401 and 403.</summary>
/// <param name="token">A fixed token; null where tokens are asked for.</param>
/// <param name="tokens">Where tokens come from; null where there is a fixed one.</param>
internal sealed class CanvasRules(Secret? token, OAuthTokens? tokens = null) : IVendorRules
{
    public async ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var text = tokens is null ? token?.Reveal() : await tokens.TokenAsync(cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", text);
    }

    public bool Renew(HttpRequestMessage refused) => tokens?.Forget(refused.Headers.Authorization?.Parameter) == true;

    public FailureReason? Judge(HttpStatusCode status, HttpResponseHeaders headers, ReadOnlySpan<byte> body) => status switch
    {
        // Self-hosted and older servers throttle with 403; every other 403 is a permission (facts §4).
        HttpStatusCode.Forbidden when body.IndexOf("Rate Limit Exceeded"u8) >= 0 => FailureReason.Throttled,

        // Without the challenge the token is good, but its user may not see the resource (facts §1).
        HttpStatusCode.Unauthorized when headers.WwwAuthenticate.Count == 0 && body.IndexOf("access token"u8) < 0 => FailureReason.Forbidden,
        _ => null,
    };
}
