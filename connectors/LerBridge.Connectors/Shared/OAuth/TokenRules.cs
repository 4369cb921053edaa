using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace LerBridge.Connectors.Shared.OAuth;

/// <summary>Talking to a token endpoint: a refusal is final, and says which of the standard's errors it is (RFC 6749 §5.2).</summary>
internal sealed class TokenRules(OAuthOptions options) : IVendorRules
{
    private static readonly (string Error, string Meaning)[] Errors =
    [
        ("invalid_grant", "invalid_grant: the refresh token or assertion is no longer good"),
        ("invalid_client", "invalid_client: the client id or secret is wrong"),
        ("unauthorized_client", "unauthorized_client: the client may not use this grant"),
        ("unsupported_grant_type", "unsupported_grant_type: the client may not use this grant"),
        ("invalid_scope", "invalid_scope"),
        ("invalid_request", "invalid_request"),
    ];

    public ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (options is { CredentialsInBody: false, ClientSecret: { } secret })
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.ClientId}:{secret.Reveal()}")));
        }

        return default;
    }

    public bool Renew(HttpRequestMessage refused) => false;

    public FailureReason? Judge(HttpStatusCode status, HttpResponseHeaders headers, ReadOnlySpan<byte> body) =>
        status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && !HttpReply.LooksLikePage(null, body) ? FailureReason.SignInRefused : null;

    public string? Tell(HttpStatusCode status, ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body);
        return Array.Find(Errors, one => text.Contains(one.Error, StringComparison.Ordinal)).Meaning;
    }
}
