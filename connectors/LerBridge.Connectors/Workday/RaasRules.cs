using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Workday;

/// <summary>
/// Basic sign-in of the integration system user, as settings spell it. A refusal is never tried again: thousands of retries lock the account harder (facts, failure modes).
/// </summary>
internal sealed class RaasRules(string user, Secret password) : IVendorRules
{
    public ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password.Reveal()}")));
        return default;
    }

    public bool Renew(HttpRequestMessage refused) => false;

    // A wrong password may come back as 500 with its reason in the fault (facts §4); a missing prompt as 500 with a validation message.
    public FailureReason? Judge(HttpStatusCode status, HttpResponseHeaders headers, ReadOnlySpan<byte> body)
    {
        if (status != HttpStatusCode.InternalServerError)
        {
            return null;
        }

        return body.IndexOf("authenticationError"u8) >= 0 || body.IndexOf("invalid username or password"u8) >= 0 ? FailureReason.SignInRefused
            : body.IndexOf("validationError"u8) >= 0 ? FailureReason.Rejected
            : null;
    }
}
