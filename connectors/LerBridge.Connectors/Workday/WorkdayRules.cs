using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LerBridge.Connectors.Shared;
using LerBridge.Connectors.Shared.OAuth;
using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Workday;

/// <summary>
/// Signs in with an OAuth token, or as the integration system user with its password, and tells Workday's faults apart. A refused password is never tried again: thousands of retries lock the
/// account harder (facts, failure modes); a refused token is replaced once.
/// </summary>
/// <param name="basic">The user and password for the Authorization header; null where they are not sent there.</param>
/// <param name="tokens">Where tokens come from; null where a password is used.</param>
internal sealed class WorkdayRules((string User, Secret Password)? basic, OAuthTokens? tokens) : IVendorRules
{
    public async ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (tokens is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.TokenAsync(cancellationToken));
        }
        else if (basic is var (user, password))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password.Reveal()}")));
        }
    }

    public bool Renew(HttpRequestMessage refused) => tokens?.Forget(refused.Headers.Authorization?.Parameter) == true;

    // 500 may be a wrong password, a wrong request, too many requests or a real failure: the fault says which (facts §2, §4).
    public FailureReason? Judge(HttpStatusCode status, HttpResponseHeaders headers, ReadOnlySpan<byte> body)
    {
        if (HttpReply.LooksLikePage(null, body) && !Says(body, "Fault"))
        {
            return null;
        }

        return (int)status switch
        {
            500 or 503 when Says(body, "authenticationError") || Says(body, "invalid username or password") => FailureReason.SignInRefused,
            500 or 503 when Says(body, "too many requests") || Says(body, "throttl") || Says(body, "rate limit") => FailureReason.Throttled,
            500 when Says(body, "validationError") || Says(body, "Validation_Fault") || Says(body, "validation error") => FailureReason.Rejected,
            400 when Says(body, "invalid_grant") || Says(body, "invalid_token") => FailureReason.SignInRefused,
            _ => null,
        };
    }

    public string? Tell(HttpStatusCode status, ReadOnlySpan<byte> body) => (int)status switch
    {
        400 or 500 when Says(body, "prompt") => "a prompt of the report has no value, or one that this tenant does not know",
        400 or 500 when Says(body, "version") && Says(body, "validation") => "the version of the web service is not accepted",
        401 or 500 when Says(body, "locked") => "the account is locked",
        401 or 500 when Says(body, "expired") => "the password has expired",
        _ => null,
    };

    private static bool Says(ReadOnlySpan<byte> body, string words) => Encoding.UTF8.GetString(body).Contains(words, StringComparison.OrdinalIgnoreCase);
}
