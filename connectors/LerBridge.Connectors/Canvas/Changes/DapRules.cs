using System.Net;
using System.Net.Http.Headers;
using LerBridge.Connectors.Shared;
using LerBridge.Connectors.Shared.OAuth;

namespace LerBridge.Connectors.Canvas.Changes;

/// <summary>The token of Canvas Data 2. Its documents name the header Authorization, its own clients send x-instauth: both are sent, to the gateway alone.</summary>
internal sealed class DapRules(OAuthTokens tokens) : IVendorRules
{
    public async ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await tokens.TokenAsync(cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.TryAddWithoutValidation("x-instauth", token);
    }

    public bool Renew(HttpRequestMessage refused) => tokens.Forget(refused.Headers.Authorization?.Parameter);

    public FailureReason? Judge(HttpStatusCode status, HttpResponseHeaders headers, ReadOnlySpan<byte> body) => null;
}
