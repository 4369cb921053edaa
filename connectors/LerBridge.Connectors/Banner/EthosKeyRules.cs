using System.Net;
using System.Net.Http.Headers;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Banner;

/// <summary>The API key, which only <c>/auth</c> gets to see.</summary>
internal sealed class EthosKeyRules(Secret key) : IVendorRules
{
    public ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Reveal());
        return default;
    }

    public bool Renew(HttpRequestMessage refused) => false;

    // 400 and 406 have been seen for a key that is not good (facts A1).
    public FailureReason? Judge(HttpStatusCode status, HttpResponseHeaders headers, ReadOnlySpan<byte> body) =>
        status is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotAcceptable ? FailureReason.SignInRefused : null;
}
