using System.Diagnostics.CodeAnalysis;
using LerBridge.Core.Settings;
using Microsoft.Extensions.Logging;

namespace LerBridge.Connectors.Shared.OAuth;

/// <summary>
/// Access tokens of one client: asked for once by whoever comes first, kept until a little before they end or until the source refuses one. Where an answer does not say how long a token is
/// good, the refusal is the only end.
/// </summary>
internal sealed class OAuthTokens : IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(30);

    private readonly string connector;
    private readonly OAuthOptions options;
    private readonly ConnectorHttp http;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly SemaphoreSlim door = new(1, 1);
    private volatile Token? current;
    private Secret? refresh;

    /// <param name="connector">The connector's name.</param>
    /// <param name="options">How to sign in.</param>
    /// <param name="client">The wire; the same as the connector's.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where a changed refresh token is told of.</param>
    public OAuthTokens(string connector, OAuthOptions options, HttpClient client, TimeProvider time, ILogger log)
    {
        this.connector = connector;
        this.options = options;
        this.time = time;
        this.log = log;
        this.refresh = options.RefreshToken;
        var tuning = new HttpTuning { MaxConcurrency = 1, Timeout = TimeSpan.FromSeconds(60), LargestAnswer = 256 * 1024 };
        this.http = new ConnectorHttp(connector, options.TokenUrl, client, new TokenRules(options), tuning, time, log);
    }

    /// <summary>A token that is good as far as is known.</summary>
    public async ValueTask<string> TokenAsync(CancellationToken cancellationToken)
    {
        var token = this.current;
        if (token is null || token.Until <= this.time.GetUtcNow())
        {
            token = await this.FreshAsync(cancellationToken);
        }

        return token.Text;
    }

    /// <summary>The source refused a token: it is forgotten. True, since another may be good.</summary>
    public bool Forget(string? refused)
    {
        if (this.current is { } token && token.Text == refused)
        {
            this.current = null;
        }

        return true;
    }

    public void Dispose() => this.door.Dispose();

    private async Task<Token> FreshAsync(CancellationToken cancellationToken)
    {
        await this.door.WaitAsync(cancellationToken);
        try
        {
            if (this.current is { } other && other.Until > this.time.GetUtcNow())
            {
                return other;
            }

            return this.current = await this.http.ReadAsync(new HttpCall("an access token", this.Request), this.Parse, cancellationToken);
        }
        finally
        {
            this.door.Release();
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The request owns its content.")]
    private HttpRequestMessage Request()
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal);
        switch (this.options.Grant)
        {
            case OAuthGrant.RefreshToken:
                form["grant_type"] = "refresh_token";
                form["refresh_token"] = this.refresh?.Reveal() ?? string.Empty;
                break;
            case OAuthGrant.JwtBearer:
                form["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer";
                form["assertion"] = Assertion.Make(this.options, this.time.GetUtcNow());
                break;
            default:
                form["grant_type"] = "client_credentials";
                break;
        }

        if (this.options is { CredentialsInBody: true, ClientSecret: { } secret })
        {
            form["client_id"] = this.options.ClientId;
            form["client_secret"] = secret.Reveal();
        }

        var request = new HttpRequestMessage(HttpMethod.Post, this.options.TokenUrl) { Content = new FormUrlEncodedContent(form) };
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        return request;
    }

    private Token Parse(HttpReply reply)
    {
        var read = reply.Json(TokenJson.Default.TokenReply);
        if (string.IsNullOrWhiteSpace(read.AccessToken) || read.AccessToken.AsSpan().ContainsAny(" \t\r\n"))
        {
            throw new RequestFailedException(FailureReason.Unreadable) { Detail = "it gave no access token" };
        }

        if (read.RefreshToken is { Length: > 0 } rotated && this.options.Grant == OAuthGrant.RefreshToken && rotated != this.refresh?.Reveal())
        {
            this.refresh = new Secret(rotated);
            ConnectorLog.RefreshTokenChanged(this.log, this.connector);
        }

        var until = read.ExpiresIn is { } seconds and > 0 and < 10_000_000 ? this.time.GetUtcNow() + Life(TimeSpan.FromSeconds((double)seconds)) : DateTimeOffset.MaxValue;
        return new Token(read.AccessToken, until);
    }

    private static TimeSpan Life(TimeSpan life) => life > Early * 2 ? life - Early : life / 2;

    private sealed record Token(string Text, DateTimeOffset Until);
}
