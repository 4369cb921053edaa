using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Banner;

/// <summary>
/// Trades the API key for the five-minute token of Ethos and keeps it until half a minute before it ends. Its life is measured between the server's own clock and the token's
/// <c>exp</c>, so that a wrong clock here does no harm.
/// </summary>
internal sealed class EthosTokens(ConnectorHttp http, TimeProvider time) : IVendorRules, IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim door = new(1, 1);
    private volatile Token? current;

    public async ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = this.current;
        if (token is null || token.Until <= time.GetUtcNow())
        {
            token = await this.FreshAsync(cancellationToken);
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Text);
    }

    public bool Renew(HttpRequestMessage refused)
    {
        if (this.current is { } token && token.Text == refused.Headers.Authorization?.Parameter)
        {
            this.current = null;
        }

        return true;
    }

    public FailureReason? Judge(HttpStatusCode status, HttpResponseHeaders headers, ReadOnlySpan<byte> body) => status switch
    {
        // A gateway's own page says nothing about what the application is granted.
        HttpStatusCode.Forbidden or HttpStatusCode.NotFound when HttpReply.LooksLikePage(null, body) => FailureReason.NotData,
        HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotAcceptable or HttpStatusCode.UnsupportedMediaType => FailureReason.NotOffered,

        // Expired tokens come back as 401, and from some back ends as 400 (facts A1).
        HttpStatusCode.BadRequest when SpeaksOfSignIn(body) => FailureReason.SignInRefused,
        _ => null,
    };

    private static bool SpeaksOfSignIn(ReadOnlySpan<byte> body) =>
        Encoding.UTF8.GetString(body) is var text
        && (text.Contains("token", StringComparison.OrdinalIgnoreCase) || text.Contains("authoriz", StringComparison.OrdinalIgnoreCase) || text.Contains("jwt", StringComparison.OrdinalIgnoreCase));

    public void Dispose() => this.door.Dispose();

    private async Task<Token> FreshAsync(CancellationToken cancellationToken)
    {
        await this.door.WaitAsync(cancellationToken);
        try
        {
            if (this.current is { } other && other.Until > time.GetUtcNow())
            {
                return other;
            }

            var call = new HttpCall("the sign-in at /auth", () => new HttpRequestMessage(HttpMethod.Post, http.Address("/auth")));
            return this.current = await http.ReadAsync(call, this.Parse, cancellationToken);
        }
        finally
        {
            this.door.Release();
        }
    }

    private Token Parse(HttpReply reply)
    {
        if (HttpReply.LooksLikePage(reply.MediaType, reply.Body.Span))
        {
            throw new RequestFailedException(FailureReason.NotData);
        }

        // Plain text, at times in quotes or with a line break.
        var text = Encoding.UTF8.GetString(reply.Body.Span).Trim().Trim('"').Trim();
        if (text.Length is 0 or > 16 * 1024 || text.AsSpan().ContainsAny(" \t\r\n{"))
        {
            throw new RequestFailedException(FailureReason.Unreadable) { Detail = "/auth gave no token" };
        }

        var now = time.GetUtcNow();
        var life = Expiry(text) is { } expiry ? expiry - (reply.Headers.Date ?? now) : Usual;
        return new Token(text, now + (life > Early * 2 ? life - Early : life / 2));
    }

    private static DateTimeOffset? Expiry(string token)
    {
        if (token.Split('.') is not [_, var claims, _] || !Base64Url.IsValid(claims))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(claims));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("exp", out var exp) && exp.TryGetInt64(out var seconds) && seconds is > 0 and < 253_402_300_799
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null;
        }
        catch (Exception problem) when (problem is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record Token(string Text, DateTimeOffset Until);
}
